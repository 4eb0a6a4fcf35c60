#include "ui/customer/customerfileform.h"
#include "ui/customer/customertable.h"
#include "ui/customer/customerview.h"
#include "ui/customer/eraseform.h"
#include "ui/customer/refusalform.h"
#include "ui/customer/takebackform.h"
#include "ui/style/metrics.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/chiplabel.h"
#include "ui/widgets/deadlinebanner.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/statepage.h"
#include "ui/widgets/viewbar.h"

#include <QAction>
#include <QBoxLayout>
#include <QListWidget>
#include <QPainter>
#include <QStackedWidget>

// Builds the page of a customer's file; customerview.cpp and its neighbors have the behavior.

namespace pl::ui {
namespace {

/// As far from the edge as the page's other words.
class InsetDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem row = option;
        initStyleOption(&row, index);
        row.widget->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &row, painter, row.widget);
        QStyleOptionViewItem words = option;
        words.rect.adjust(scaledPx(row.widget, 12), 0, -scaledPx(row.widget, 4), 0);
        RowDelegate::paint(painter, words, index);
    }
};

QListWidget *newList(const char *name, const QString &words, QWidget *parent)
{
    auto *list = new QListWidget(parent);
    list->setObjectName(QLatin1StringView(name));
    list->setAccessibleName(words);
    list->setFrameShape(QFrame::NoFrame);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setItemDelegate(new InsetDelegate(list));
    return list;
}

} // namespace

CustomerView::CustomerView(OfficeContext &context, CustomerContext &customers, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_customers(customers)
    , m_search(context.replica)
    , m_model(new CustomerLineModel(context, this))
    , m_pages(new QStackedWidget(this))
    , m_state(new StatePage(this))
    , m_found(newList("customerFound", tr("People found"), this))
    , m_refusalForm(new RefusalForm(this))
{
    setObjectName(QStringLiteral("customerView"));
    m_state->setObjectName(QStringLiteral("customerState"));
    if (context.files)
        m_fileForm = new CustomerFileForm(context, customers, this);
    if (context.isAdmin) {
        m_takeBackForm = new TakeBackForm(this);
        m_eraseForm = new EraseForm(customers.desk, this);
    }
    makeActions();
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(buildBar());
    m_pages->addWidget(m_state);
    m_pages->addWidget(m_found);
    m_pages->addWidget(buildFile());
    rows->addWidget(m_pages, 1);
    connectAll();
    showStart();
}

QWidget *CustomerView::buildBar()
{
    auto *bar = new ViewBar(this);
    auto *title = new PlainLabel(tr("Customer's file"), bar);
    title->setFont(scaledFont(font(), kViewTitle, QFont::Bold));
    m_field = new FilterField(tr("Phone, e-mail or name \u2026"), tr("Find a customer"), bar);
    m_field->setObjectName(QStringLiteral("customerSearch"));
    m_field->setMaximumWidth(scaledPx(this, 420));
    setActionToolTip(m_field, m_findAction);
    m_count = new PlainLabel(bar);
    m_count->setObjectName(QStringLiteral("customerCount"));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(scaledPx(this, 14), scaledPx(this, 9), scaledPx(this, 14), scaledPx(this, 9));
    row->setSpacing(scaledPx(this, 8));
    row->addWidget(title);
    row->addSpacing(scaledPx(this, 4));
    row->addWidget(m_field, 1);
    row->addStretch();
    row->addWidget(m_count);
    return bar;
}

QWidget *CustomerView::buildHead(QWidget *page)
{
    auto *head = new QWidget(page);
    m_name = new ElidedLabel(head);
    m_name->setObjectName(QStringLiteral("customerName"));
    m_name->setFont(scaledFont(font(), kTitle, QFont::Bold));
    m_contact = new PlainLabel(head);
    m_contact->setObjectName(QStringLiteral("customerContact"));
    m_contact->setForegroundRole(QPalette::PlaceholderText);
    m_contact->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_refused = new ChipLabel(head);
    m_refused->setObjectName(QStringLiteral("customerRefused"));
    auto *line = new QHBoxLayout;
    line->addWidget(m_name, 1);
    line->addWidget(m_refused);
    auto *rows = new QVBoxLayout(head);
    rows->setContentsMargins(scaledPx(this, 16), scaledPx(this, 12), scaledPx(this, 16), scaledPx(this, 8));
    rows->setSpacing(scaledPx(this, 6));
    rows->addLayout(line);
    rows->addWidget(m_contact);
    rows->addWidget(m_warning = new DeadlineBanner(head));
    m_warning->setObjectName(QStringLiteral("customerWarning"));
    rows->addWidget(buildButtons(head));
    return head;
}

QWidget *CustomerView::buildButtons(QWidget *page)
{
    auto *row = new QWidget(page);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(scaledPx(this, 6));
    for (QAction *action : {m_proofAction, m_giveAction, m_forbidAction, m_takeBackAction})
        line->addWidget(new ActionButton(action, row));
    line->addStretch();
    if (m_eraseAction)
        line->addWidget(new ActionButton(m_eraseAction, row));
    return row;
}

QWidget *CustomerView::buildFile()
{
    auto *page = new QWidget(this);
    m_list = newList("customerSections", tr("Sections of the file"), page);
    m_list->setFixedWidth(scaledPx(this, 200));
    m_table = new CustomerTable(m_context, *m_model, page);
    m_nothing = new PlainLabel(page);
    m_nothing->setObjectName(QStringLiteral("customerNothing"));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_lines = new QStackedWidget(page);
    m_lines->addWidget(m_table);
    m_lines->addWidget(m_nothing);
    m_whole = new PlainLabel(page);
    m_whole->setObjectName(QStringLiteral("customerWhole"));
    m_whole->setWordWrap(true);
    m_whole->setMost(kShownPage);
    m_whole->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_whole->setContentsMargins(scaledPx(this, 12), scaledPx(this, 10), scaledPx(this, 12), scaledPx(this, 10));
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_lines, 1);
    right->addWidget(m_whole);
    auto *body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(m_list);
    body->addLayout(right, 1);
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(buildHead(page));
    rows->addLayout(body, 1);
    return page;
}

QAction *CustomerView::addViewAction(const char *name, const QString &text, const QList<QKeySequence> &keys,
                                     void (CustomerView::*run)())
{
    QAction *action = makeViewAction(this, name, text, keys);
    connect(action, &QAction::triggered, this, run);
    return action;
}

void CustomerView::makeActions()
{
    m_findAction = addViewAction("findCustomerAction", tr("&Find a customer"), {Qt::Key_F}, &CustomerView::find);
    m_leadAction = addViewAction("customerLeadAction", tr("Show the &lead"), {Qt::Key_L}, &CustomerView::showLead);
    m_proofAction =
        addViewAction("proofPackAction", tr("Make a &proof pack\u2026"), {Qt::Key_P}, &CustomerView::makeProof);
    m_giveAction = addViewAction("giveFileAction", tr("&Give\u2026"), {Qt::Key_G}, &CustomerView::give);
    m_forbidAction =
        addViewAction("doNotContactAction", tr("&Do not contact\u2026"), {Qt::Key_D}, &CustomerView::forbid);
    m_takeBackAction = addViewAction("takeBackAction", tr("&Take back\u2026"), {Qt::Key_T}, &CustomerView::takeBack);
    m_reloadAction = addViewAction("reloadCustomerAction", tr("Look &again"), {Qt::Key_A}, &CustomerView::load);
    if (m_context.isAdmin)
        m_eraseAction =
            addViewAction("eraseCustomerAction", tr("&Erase\u2026"), {Qt::Key_Delete}, &CustomerView::erase);
}

QList<QAction *> CustomerView::menuActions() const
{
    QList<QAction *> actions{m_findAction,   m_leadAction,     m_proofAction, m_giveAction,
                             m_forbidAction, m_takeBackAction, m_reloadAction};
    if (m_eraseAction)
        actions += m_eraseAction;
    return actions;
}

} // namespace pl::ui
