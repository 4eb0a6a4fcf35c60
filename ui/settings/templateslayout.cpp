#include "models/replica/leadfinder.h"
#include "models/wording/placeholders.h"
#include "ui/settings/mailpreview.h"
#include "ui/settings/templatesview.h"
#include "ui/settings/testsender.h"
#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/style/style.h"
#include "ui/widgets/pagetabs.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/problemlabel.h"
#include "ui/widgets/statepage.h"
#include "ui/words/leadwords.h"
#include "ui/words/templatewords.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

// Builds the page of templates; templatesview.cpp has the behavior.

namespace pl::ui {
namespace {

/// Paints a line of the list like a row of the tables.
class TemplateDelegate : public RowDelegate
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

constexpr int kWideEnough = 900; ///< for editor and preview beside each other
constexpr qsizetype kMaxLeads = 50;

} // namespace

QWidget *TemplatesView::buildPage()
{
    auto *page = new QWidget(this);
    auto *title = new PlainLabel(tr("Templates"), page);
    title->setFont(scaledFont(font(), kViewTitle, QFont::Bold));
    auto *hint = new PlainLabel(tr("What the server sends to plumbers and customers. A change counts from the next "
                                   "message on."),
                                page);
    hint->setForegroundRole(QPalette::PlaceholderText);
    hint->setWordWrap(true);
    m_split = new QSplitter(page);
    m_split->setChildrenCollapsible(false);
    m_split->addWidget(buildEditor());
    m_split->addWidget(buildPreview());
    auto *body = new QHBoxLayout;
    body->setSpacing(scaledPx(this, 14));
    body->addWidget(buildList());
    body->addWidget(m_split, 1);
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(scaledPx(this, 20), scaledPx(this, 12), scaledPx(this, 20), scaledPx(this, 16));
    rows->setSpacing(scaledPx(this, 6));
    rows->addWidget(title);
    rows->addWidget(hint);
    rows->addSpacing(scaledPx(this, 6));
    rows->addLayout(body, 1);
    return page;
}

QWidget *TemplatesView::buildList()
{
    auto *box = new QWidget(this);
    box->setFixedWidth(scaledPx(this, 226));
    m_languages = new PageTabs(box);
    for (const QString &language : wording::languages())
        m_languages->addPage(languageText(language), ("language_" + language.toLatin1()).constData());
    m_list = new QListWidget(box);
    m_list->setObjectName(QStringLiteral("templateList"));
    m_list->setAccessibleName(tr("Messages"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new TemplateDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_languages);
    rows->addWidget(m_list, 1);
    return box;
}

QWidget *TemplatesView::buildEditor()
{
    auto *box = new QWidget(this);
    m_reader = new PlainLabel(box);
    m_reader->setObjectName(QStringLiteral("templateReader"));
    m_reader->setForegroundRole(QPalette::PlaceholderText);
    m_reader->setWordWrap(true);
    m_subject = new QLineEdit(box);
    m_subject->setObjectName(QStringLiteral("templateSubject"));
    m_subject->setAccessibleName(tr("Subject"));
    m_subject->setPlaceholderText(tr("Subject"));
    m_body = new QPlainTextEdit(box);
    m_body->setObjectName(QStringLiteral("templateBody"));
    m_body->setAccessibleName(tr("The message"));
    m_body->setTabChangesFocus(true);
    m_insert = new QToolButton(box);
    m_insert->setObjectName(QStringLiteral("insertPlaceholder"));
    m_insert->setText(tr("Insert"));
    m_insert->setPopupMode(QToolButton::InstantPopup);
    m_insert->setMenu(new QMenu(m_insert));
    m_problem = new ProblemLabel(box);
    m_problem->setObjectName(QStringLiteral("templateProblem"));
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_reader);
    rows->addWidget(m_subject);
    rows->addWidget(m_body, 1);
    rows->addWidget(m_insert, 0, Qt::AlignLeft);
    rows->addWidget(m_problem);
    rows->addWidget(buildButtons());
    return box;
}

QWidget *TemplatesView::buildButtons()
{
    auto *row = new QWidget(this);
    m_save = new QPushButton(tr("Save"), row);
    m_save->setObjectName(QStringLiteral("saveTemplate"));
    setPlainToolTip(m_save, withKeys(m_save->text(), {Qt::CTRL | Qt::Key_Return}));
    makePrimary(m_save);
    m_discard = new QPushButton(tr("Discard"), row);
    m_discard->setObjectName(QStringLiteral("discardTemplate"));
    m_original = new QPushButton(tr("Back to the original"), row);
    m_original->setObjectName(QStringLiteral("originalTemplate"));
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_save);
    line->addWidget(m_discard);
    line->addStretch();
    line->addWidget(m_original);
    return row;
}

QWidget *TemplatesView::buildPreview()
{
    auto *box = new QWidget(this);
    m_leads = new QComboBox(box);
    m_leads->setObjectName(QStringLiteral("previewLead"));
    m_leads->setAccessibleName(tr("Preview with"));
    m_leads->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_preview = new MailPreview(box);
    m_test = new TestSender(*m_context.samples, m_context.userEmail, box);
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins(scaledPx(this, 8), 0, 0, 0);
    rows->addWidget(m_leads);
    rows->addWidget(m_preview, 1);
    rows->addWidget(m_test);
    return box;
}

void TemplatesView::fillLeads()
{
    const QVariant chosen = m_leads->currentData();
    const QSignalBlocker quiet(m_leads);
    m_leads->clear();
    m_leads->addItem(tr("With made-up people"));
    const auto hasData = [](const columns::LeadColumns &leads, columns::Row row) {
        return !leads.state(row).isErased();
    };
    for (const QUuid &id : replica::newestLeads(m_context.replica, kMaxLeads, hasData))
        if (const Lead *lead = m_context.replica.lead(id))
            m_leads->addItem(
                shown(tr("With %1: %2", "customer, service").arg(lead->fullName(), serviceText(lead->serviceNeeded)),
                      80),
                id);
    m_leads->setCurrentIndex(chosen.isValid() ? std::max(0, m_leads->findData(chosen)) : 0);
}

void TemplatesView::fillInsertMenu()
{
    QMenu *menu = m_insert->menu();
    menu->clear();
    const QString name = currentKey().name;
    for (const QString &placeholder : wording::placeholdersOf(name))
        menu->addAction(placeholderText(placeholder), this,
                        [this, placeholder] { insert(QStringLiteral("{{%1}}").arg(placeholder)); });
    const QStringList conditions = wording::conditionsOf(name);
    if (!conditions.isEmpty())
        menu->addSeparator();
    for (const QString &condition : conditions)
        menu->addAction(placeholderText(condition), this,
                        [this, condition] { insert(QStringLiteral("{{#%1}}…{{/%1}}").arg(condition)); });
}

void TemplatesView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_split->setOrientation(width() >= scaledPx(this, kWideEnough) ? Qt::Horizontal : Qt::Vertical);
}

} // namespace pl::ui
