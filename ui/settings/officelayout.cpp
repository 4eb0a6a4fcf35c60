#include "ui/settings/officeview.h"
#include "ui/style/metrics.h"
#include "ui/style/style.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/problemlabel.h"
#include "ui/words/templatewords.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

// Builds the page about the office; officeview.cpp has the behavior.

namespace pl::ui {
namespace {

PlainLabel *hintRow(QFormLayout *form, const QString &sentence)
{
    auto *hint = new PlainLabel(sentence, form->parentWidget());
    hint->setFont(scaledFont(form->parentWidget()->font(), kSmallText));
    hint->setForegroundRole(QPalette::PlaceholderText);
    hint->setWordWrap(true);
    hint->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    form->addRow(QString(), hint);
    return hint;
}

QLineEdit *lineRow(QFormLayout *form, const QString &label, const char *name, int width)
{
    auto *editor = new QLineEdit(form->parentWidget());
    editor->setObjectName(QLatin1StringView(name));
    editor->setAccessibleName(label);
    editor->setMinimumWidth(width);
    form->addRow(label, editor);
    return editor;
}

} // namespace

QWidget *OfficeView::buildForm()
{
    auto *page = new QWidget(this);
    page->setMaximumWidth(scaledPx(this, 640));
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(scaledPx(this, 20), scaledPx(this, 12), scaledPx(this, 20), scaledPx(this, 20));
    auto *form = new QFormLayout;
    rows->addLayout(form);
    rows->addStretch();
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->setVerticalSpacing(scaledPx(this, 6));
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto *title = new PlainLabel(tr("Office"), page);
    title->setFont(scaledFont(font(), kViewTitle, QFont::Bold));
    form->addRow(title);
    addIdentity(form);
    addAddress(form);
    form->addRow(tr("Logo"), buildLogo());
    addLanguage(form);
    if (m_context.dispatch)
        addZone(form);
    form->addRow(m_problem = new ProblemLabel(page));
    m_problem->setObjectName(QStringLiteral("officeProblem"));
    form->addRow(buildButtons());
    return page;
}

void OfficeView::addIdentity(QFormLayout *form)
{
    m_name = lineRow(form, tr("Name"), "officeName", scaledPx(this, 300));
    m_name->setMaxLength(OfficeIdentity::kMaxName);
    hintRow(form, tr("Messages come from this name. It also stands on the pages behind their links, and on "
                     "statements."));
    m_replyTo = lineRow(form, tr("Replies go to"), "officeReplyTo", scaledPx(this, 300));
    m_replyTo->setPlaceholderText(tr("The address that messages come from"));
}

void OfficeView::addAddress(QFormLayout *form)
{
    m_address = new QPlainTextEdit(form->parentWidget());
    m_address->setObjectName(QStringLiteral("officeAddress"));
    m_address->setAccessibleName(tr("Postal address"));
    m_address->setTabChangesFocus(true);
    m_address->setFixedHeight(fontMetrics().lineSpacing() * (OfficeIdentity::kMaxAddressLines + 1));
    form->addRow(tr("Postal address"), m_address);
}

QWidget *OfficeView::buildLogo()
{
    auto *box = new QWidget(this);
    m_logoPicture = new PlainLabel(box);
    m_logoPicture->setObjectName(QStringLiteral("officeLogo"));
    m_logoChoice = new QPushButton(tr("Choose a picture …"), box);
    m_logoChoice->setObjectName(QStringLiteral("chooseLogo"));
    m_logoChoice->setEnabled(m_context.files != nullptr);
    m_logoRemoval = new QPushButton(tr("Remove"), box);
    m_logoRemoval->setObjectName(QStringLiteral("removeLogo"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_logoChoice);
    buttons->addWidget(m_logoRemoval);
    buttons->addStretch();
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_logoPicture);
    rows->addLayout(buttons);
    return box;
}

void OfficeView::addLanguage(QFormLayout *form)
{
    m_language = new QComboBox(form->parentWidget());
    m_language->setObjectName(QStringLiteral("officeLanguage"));
    m_language->setAccessibleName(tr("Language of messages to customers"));
    for (const QString &language : wording::languages())
        m_language->addItem(languageText(language), language);
    form->addRow(tr("Customers' language"), m_language);
    hintRow(form, tr("Messages to customers are written in it. Plumbers get theirs."));
}

void OfficeView::addZone(QFormLayout *form)
{
    m_zone = new QComboBox(form->parentWidget());
    m_zone->setObjectName(QStringLiteral("officeTimeZone"));
    m_zone->setAccessibleName(tr("Time zone"));
    m_zone->addItem(tr("Same as each computer's"), QByteArray());
    for (const char *zone : {"America/New_York", "America/Chicago", "America/Denver", "America/Phoenix",
                             "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico"})
        m_zone->addItem(QString::fromLatin1(zone).section(u'/', 1).replace(u'_', u' '), QByteArray(zone));
    form->addRow(tr("Time zone"), m_zone);
    hintRow(form, tr("The office's day: daily caps count from midnight here."));
}

QWidget *OfficeView::buildButtons()
{
    auto *row = new QWidget(this);
    m_save = new QPushButton(tr("Save"), row);
    m_save->setObjectName(QStringLiteral("saveOffice"));
    setPlainToolTip(m_save, withKeys(m_save->text(), {Qt::Key_Return}));
    makePrimary(m_save);
    m_discard = new QPushButton(tr("Discard"), row);
    m_discard->setObjectName(QStringLiteral("discardOffice"));
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, scaledPx(this, 14), 0, 0);
    line->addWidget(m_save);
    line->addWidget(m_discard);
    line->addStretch();
    return row;
}

} // namespace pl::ui
