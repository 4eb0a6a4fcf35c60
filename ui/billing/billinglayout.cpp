#include "models/tables/breakdownmodel.h"
#include "models/tables/paymenttablemodel.h"
#include "ui/billing/billingbar.h"
#include "ui/billing/billingview.h"
#include "ui/billing/breakdowntable.h"
#include "ui/billing/exceptionlist.h"
#include "ui/billing/paymentactions.h"
#include "ui/billing/paymentpane.h"
#include "ui/billing/paymenttable.h"
#include "ui/billing/statementform.h"
#include "ui/billing/totalsstrip.h"
#include "ui/exporting/exporter.h"
#include "ui/widgets/pagetabs.h"
#include "ui/widgets/paneoverlay.h"
#include "ui/widgets/statepage.h"
#include "ui/widgets/viewbar.h"
#include "ui/words/errortext.h"

#include <QBoxLayout>
#include <QStackedWidget>

// Builds the billing view and shows a message when there are no rows; billingview.cpp has the behavior.

namespace pl::ui {

using tables::BreakdownModel;

BillingView::BillingView(OfficeContext &context, BillingContext &billing, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_billing(billing)
    , m_model(new tables::PaymentTableModel(billing.payments, context.replica, this))
    , m_byMonth(new BreakdownModel(BreakdownModel::By::Month, billing.payments, context.replica, this))
    , m_byPlumber(new BreakdownModel(BreakdownModel::By::Plumber, billing.payments, context.replica, this))
    , m_actions(new PaymentActions(context, billing, this))
    , m_bar(new BillingBar(this))
    , m_tabs(new PageTabs(this))
    , m_totals(new TotalsStrip(this))
    , m_table(new PaymentTable(context, *m_model, this))
    , m_months(new BreakdownTable(*m_byMonth, tr("Payments by month"), this))
    , m_plumbers(new BreakdownTable(*m_byPlumber, tr("Payments by plumber"), this))
    , m_exceptions(new ExceptionList(context, billing, this))
    , m_state(new StatePage(this))
    , m_pages(new QStackedWidget(this))
    , m_pane(new PaymentPane(context, billing, *m_actions, this))
    , m_statementForm(new StatementForm(context, billing, this))
    , m_exporter(new Exporter(context.files, context.settings, this))
{
    setObjectName(QStringLiteral("billingView"));
    build();
    makeActions();
    connectAll();
    offerChoices();
    exceptionsChanged();
    selectSomething();
}

void BillingView::build()
{
    m_months->setObjectName(QStringLiteral("monthsTable"));
    m_plumbers->setObjectName(QStringLiteral("plumberSumsTable"));
    m_state->setObjectName(QStringLiteral("billingState"));
    m_tabs->addPage(tr("Payments"), "paymentsTab");
    m_tabs->addPage(tr("By month"), "monthsTab");
    m_tabs->addPage(tr("By plumber"), "plumbersTab");
    m_tabs->addPage(tr("To settle"), "exceptionsTab");
    m_overlay = new PaneOverlay(this, buildPages(), m_pane, m_context.settings, QStringLiteral("billing/splitter"));
    m_table->addActions(m_actions->all());
}

QWidget *BillingView::buildPages()
{
    auto *list = new QWidget(this);
    auto *rows = new QVBoxLayout(list);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_bar);
    rows->addWidget(m_totals);
    rows->addWidget(m_tabs);
    for (QWidget *page : std::initializer_list<QWidget *>{m_table, m_months, m_plumbers, m_exceptions, m_state})
        m_pages->addWidget(page);
    rows->addWidget(m_pages, 1);
    return list;
}

void BillingView::makeActions()
{
    const auto *statement =
        addViewAction("statementAction", tr("&Statement\u2026"), Qt::Key_S, [this] { openStatement(); });
    const auto *csv = addViewAction("paymentsCsvAction", tr("Save as CS&V\u2026"), Qt::Key_V, [this] { saveCsv(); });
    const auto *filter =
        addViewAction("filterPaymentsAction", tr("&Filter payments"), Qt::Key_F, [this] { m_bar->focusSearch(); });
    m_bar->setActions(statement, csv, filter);
    const auto addPage = [this](int page, const char *name, const QString &text, Qt::Key key, auto run) {
        m_tabs->setPageAction(page, addViewAction(name, text, key, run));
    };
    addPage(PaymentsPage, "paymentsPageAction", tr("Payments"), Qt::Key_1, [this] { showPage(PaymentsPage); });
    addPage(MonthsPage, "monthsPageAction", tr("By month"), Qt::Key_2, [this] { showPage(MonthsPage); });
    addPage(PlumbersPage, "plumbersPageAction", tr("By plumber"), Qt::Key_3, [this] { showPage(PlumbersPage); });
    addPage(ExceptionsPage, "exceptionsPageAction", tr("To settle"), Qt::Key_4, [this] {
        if (!m_billing.payments.exceptions().isEmpty())
            showPage(ExceptionsPage);
    });
}

QAction *BillingView::addViewAction(const char *name, const QString &text, const QKeySequence &keys,
                                    const std::function<void()> &run)
{
    QAction *action = makeViewAction(this, name, text, {keys});
    connect(action, &QAction::triggered, this, run);
    m_viewActions += action;
    return action;
}

void BillingView::presentState(const QString &iconName, const QString &headline, const QString &sentence,
                               const QString &action, const std::function<void()> &run)
{
    m_stateAction = run;
    m_state->present(iconName, headline, sentence, action);
}

void BillingView::showState()
{
    const int page = m_tabs->currentPage();
    m_byMonth->setShown(page == MonthsPage);
    m_byPlumber->setShown(page == PlumbersPage);
    QWidget *const shown[] = {m_table, m_months, m_plumbers, m_exceptions};
    const int rows[] = {m_model->rowCount(), m_byMonth->rowCount(), m_byPlumber->rowCount(), 1};
    const QWidget *focus = window()->focusWidget();
    const bool hasFocus = focus && m_pages->isAncestorOf(focus);
    QWidget *wanted = rows[page] > 0 ? shown[page] : m_state;
    if (m_pages->currentWidget() != wanted) {
        m_pages->setCurrentWidget(wanted);
        if (hasFocus)
            focusTable();
    }
    if (!m_overlay->isOn() || page != PaymentsPage)
        m_pane->setVisible(page == PaymentsPage);
    if (wanted != m_state)
        return;
    const auto &payments = m_billing.payments;
    const auto clear = [this] { m_bar->clear(); };
    const auto again = [this] { m_billing.payments.syncNow(); };
    using State = replica::PaymentReplica::State;
    if (payments.isShown() && payments.count() > 0)
        presentState(QStringLiteral("search"), tr("No payment matches"), tr("None of the payments match the filters."),
                     tr("Clear filters"), clear);
    else if (payments.state() == State::Failed)
        presentState(QStringLiteral("wifi-off"), tr("The payments could not be loaded"),
                     errorText(payments.lastError()), tr("Try again"), again);
    else if (payments.state() == State::Live)
        presentState(QStringLiteral("credit-card"), tr("No payments yet"),
                     tr("When you assign a lead to a plumber, its charge appears here."));
    else
        presentState(QStringLiteral("loader-circle"), tr("Loading payments …"),
                     payments.loadedSoFar() > 0
                         ? tr("%Ln payment(s) so far", nullptr, static_cast<int>(payments.loadedSoFar()))
                         : QString());
}

} // namespace pl::ui
