#include "models/replica/samplebook.h"
#include "ui/settings/samplesview.h"
#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/style/style.h"
#include "ui/widgets/pagetabs.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/problemlabel.h"
#include "ui/widgets/statepage.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTextBrowser>

// Builds the page of message templates; samplesview.cpp has the behavior.

namespace pl::ui {
namespace {

/// Paints a line of the list like a row of the tables.
class SampleDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &colors = colorsOf(option.palette);
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
        painter->fillRect(option.rect, selected ? colors.selection : hovered ? colors.hover : colors.panel);
        painter->setPen(colors.text);
        const QRect cell = option.rect.adjusted(scaledPx(option.font, 10), 0, 0, 0);
        painter->drawText(cell, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                          elided(index.data().toString(), option.fontMetrics, cell.width()));
    }
};

/// Shows a message's HTML and loads nothing: no files, no addresses.
class SamplePage : public QTextBrowser // plain-text: shows a mail as mail programs do, and opens nothing
{
public:
    using QTextBrowser::QTextBrowser;

    QVariant loadResource(int type, const QUrl &) override
    {
        // Given an invalid value, Qt would look for the file itself.
        if (type != QTextDocument::ImageResource)
            return QString();
        QImage nothing(1, 1, QImage::Format_ARGB32);
        nothing.fill(Qt::transparent);
        return nothing;
    }
};

constexpr int kWidestPreview = 760;

} // namespace

SamplesView::SamplesView(OfficeContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_stack(new QStackedWidget(this)), m_state(new StatePage(this))
{
    setObjectName(QStringLiteral("samplesView"));
    m_state->setObjectName(QStringLiteral("samplesState"));
    m_state->present(QStringLiteral("loader-circle"), tr("Loading\u2026"), {});
    m_stack->addWidget(m_state);
    m_stack->addWidget(buildPage());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connectAll();
    if (context.samples->isLoaded())
        samplesReceived();
}

QWidget *SamplesView::buildPage()
{
    auto *page = new QWidget(this);
    auto *title = new PlainLabel(tr("Templates"), page);
    title->setFont(scaledFont(font(), kViewTitle, QFont::Bold));
    auto *hint =
        new PlainLabel(tr("What the server sends to plumbers and customers, shown with made-up people."), page);
    hint->setForegroundRole(QPalette::PlaceholderText);
    hint->setWordWrap(true);
    auto *body = new QHBoxLayout;
    body->setSpacing(scaledPx(this, 14));
    body->addWidget(buildList());
    body->addWidget(buildPreview(), 1000); // as wide as it may be
    body->addStretch(1);
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(scaledPx(this, 20), scaledPx(this, 12), scaledPx(this, 20), scaledPx(this, 16));
    rows->setSpacing(scaledPx(this, 6));
    rows->addWidget(title);
    rows->addWidget(hint);
    rows->addSpacing(scaledPx(this, 6));
    rows->addLayout(body, 1);
    return page;
}

QWidget *SamplesView::buildList()
{
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("sampleList"));
    m_list->setAccessibleName(tr("Messages"));
    m_list->setFixedWidth(scaledPx(this, 226));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new SampleDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return m_list;
}

QWidget *SamplesView::buildPreview()
{
    auto *box = new QWidget(this);
    box->setMaximumWidth(scaledPx(this, kWidestPreview));
    m_subject = new PlainLabel(box);
    m_subject->setObjectName(QStringLiteral("sampleSubject"));
    m_subject->setFont(scaledFont(font(), 1, QFont::DemiBold));
    m_subject->setWordWrap(true);
    m_subject->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_tabs = new PageTabs(box);
    m_tabs->addPage(tr("Text"), "sampleTextTab");
    m_tabs->addPage(tr("Page"), "samplePageTab");
    m_text = new QPlainTextEdit(box);
    m_text->setObjectName(QStringLiteral("sampleText"));
    m_text->setAccessibleName(tr("The message as text"));
    m_text->setReadOnly(true);
    m_page = new SamplePage(box);
    m_page->setObjectName(QStringLiteral("samplePage"));
    m_page->setAccessibleName(tr("The message as a page"));
    m_page->setOpenLinks(false);
    for (QTextDocument *document : {m_text->document(), m_page->document()})
        document->setDocumentMargin(scaledPx(this, 12));
    // E-mail programs show it on white, whatever this window's color scheme.
    m_page->setPalette(paletteOf(lightColors()));
    m_looks = new QStackedWidget(box);
    m_looks->addWidget(m_text);
    m_looks->addWidget(m_page);
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_subject);
    rows->addWidget(m_tabs);
    rows->addWidget(m_looks, 1);
    rows->addWidget(buildTest());
    return box;
}

QWidget *SamplesView::buildTest()
{
    auto *box = new QWidget(this);
    m_to = new PlainLabel(box);
    m_to->setObjectName(QStringLiteral("sampleRecipient"));
    m_number = new QLineEdit(box);
    m_number->setObjectName(QStringLiteral("sampleNumber"));
    m_number->setPlaceholderText(tr("(512) 555-0143"));
    m_number->setAccessibleName(tr("Phone number for the test"));
    m_number->setMaximumWidth(scaledPx(this, 170));
    m_send = new QPushButton(tr("Send me a test"), box);
    m_send->setObjectName(QStringLiteral("sendTest"));
    makePrimary(m_send);
    m_problem = new ProblemLabel(box);
    m_problem->setObjectName(QStringLiteral("sampleProblem"));
    auto *line = new QHBoxLayout;
    line->addWidget(m_send);
    line->addWidget(m_to);
    line->addWidget(m_number);
    line->addStretch();
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, scaledPx(this, 4), 0, 0);
    rows->addLayout(line);
    rows->addWidget(m_problem);
    return box;
}

} // namespace pl::ui
