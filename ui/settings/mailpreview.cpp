#include "ui/settings/mailpreview.h"

#include "models/domain/smstext.h"
#include "models/wording/pagelayout.h"
#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/style/style.h"
#include "ui/widgets/pagetabs.h"
#include "ui/widgets/plainlabel.h"

#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace pl::ui {

/// Shows a message's HTML and loads nothing but the logo that came with it: no files, no addresses.
class MailPage : public QTextBrowser // plain-text: shows a mail as mail programs do, and opens nothing
{
public:
    using QTextBrowser::QTextBrowser;

    void setLogo(const QByteArray &png) { m_logo = QImage::fromData(png, "PNG"); }
    QVariant loadResource(int type, const QUrl &url) override
    {
        // Given an invalid value, Qt would look for the file itself.
        if (type != QTextDocument::ImageResource)
            return QString();
        if (url.scheme() == u"cid" && url.path() == wording::kLogoId && !m_logo.isNull())
            return m_logo;
        QImage nothing(1, 1, QImage::Format_ARGB32);
        nothing.fill(Qt::transparent);
        return nothing;
    }

private:
    QImage m_logo;
};

namespace {

QString textSize(const QString &text)
{
    const QString characters = MailPreview::tr("%Ln character(s)", nullptr, static_cast<int>(text.size()));
    return MailPreview::tr("%1, sent as %Ln text message(s)", nullptr, smsSegments(text)).arg(characters);
}

/// "From Kit & Sons <leads@kit.example>, replies go to office@kit.example"
QString senderText(const OfficeIdentity &office, const QString &emailFrom)
{
    const QString address = emailFrom.isEmpty() ? QString() : QStringLiteral("<%1>").arg(emailFrom);
    const QString sender = QStringLiteral("%1 %2").arg(office.name, address).trimmed();
    if (office.replyTo.isEmpty())
        return sender.isEmpty() ? QString() : MailPreview::tr("From %1").arg(sender);
    return MailPreview::tr("From %1, replies go to %2").arg(sender, office.replyTo);
}

} // namespace

MailPreview::MailPreview(QWidget *parent)
    : QWidget(parent)
    , m_sender(new PlainLabel(this))
    , m_subject(new PlainLabel(this))
    , m_tabs(new PageTabs(this))
    , m_looks(new QStackedWidget(this))
    , m_text(new QPlainTextEdit(this))
    , m_page(new MailPage(this))
{
    m_sender->setObjectName(QStringLiteral("previewSender"));
    m_sender->setForegroundRole(QPalette::PlaceholderText);
    m_sender->setWordWrap(true);
    m_subject->setObjectName(QStringLiteral("previewSubject"));
    m_subject->setFont(scaledFont(font(), 1, QFont::DemiBold));
    m_subject->setWordWrap(true);
    m_subject->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_tabs->addPage(tr("Page"), "previewPageTab");
    m_tabs->addPage(tr("Text"), "previewTextTab");
    m_text->setObjectName(QStringLiteral("previewText"));
    m_text->setAccessibleName(tr("The message as text"));
    m_text->setReadOnly(true);
    m_page->setObjectName(QStringLiteral("previewPage"));
    m_page->setAccessibleName(tr("The message as a page"));
    m_page->setOpenLinks(false);
    for (QTextDocument *document : {m_text->document(), m_page->document()})
        document->setDocumentMargin(scaledPx(this, 12));
    // E-mail programs show it on white, whatever this window's color scheme.
    m_page->setPalette(paletteOf(lightColors()));
    m_looks->addWidget(m_page);
    m_looks->addWidget(m_text);
    connect(m_tabs, &PageTabs::currentPageChanged, m_looks, &QStackedWidget::setCurrentIndex);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_sender);
    rows->addWidget(m_subject);
    rows->addWidget(m_tabs);
    rows->addWidget(m_looks, 1);
}

void MailPreview::showMessage(const wording::MessageText &message, const OfficeIdentity &office,
                              const QString &emailFrom)
{
    const bool isText = message.html.isEmpty();
    m_sender->setText(isText ? QString() : senderText(office, emailFrom));
    m_sender->setVisible(!m_sender->text().isEmpty());
    m_subject->setText(isText ? textSize(message.text) : tr("Subject: %1").arg(message.subject));
    m_text->setPlainText(message.text);
    m_page->setLogo(office.logo);
    m_page->setHtml(message.html); // plain-text: the page opens nothing
    m_tabs->setPageShown(0, !isText);
    if (isText)
        m_tabs->setCurrentPage(1);
}

} // namespace pl::ui
