#include "ui/billing/billingview.h"

#include "models/tables/breakdownmodel.h"
#include "models/tables/paymenttablemodel.h"
#include "ui/billing/billingbar.h"
#include "ui/billing/breakdowntable.h"
#include "ui/billing/exceptionlist.h"
#include "ui/billing/paymentactions.h"
#include "ui/billing/paymentexport.h"
#include "ui/billing/paymentpane.h"
#include "ui/billing/paymenttable.h"
#include "ui/billing/statementform.h"
#include "ui/billing/totalsstrip.h"
#include "ui/exporting/exporter.h"
#include "ui/widgets/pagetabs.h"
#include "ui/widgets/paneoverlay.h"
#include "ui/widgets/statepage.h"
#include "ui/words/billingwords.h"
#include "ui/words/errortext.h"
#include "ui/words/words.h"

#include <QDir>
#include <QPushButton>
#include <QStackedWidget>

// What the view does; billinglayout.cpp builds it.

namespace pl::ui {

BillingView::~BillingView() = default;

QList<QAction *> BillingView::menuActions() const
{
    return m_actions->all() + m_viewActions;
}

QList<QAction *> BillingView::mainActions() const
{
    return {m_actions->refund, m_actions->retry, m_actions->copyLink, m_actions->openReceipt, m_actions->showLead};
}

int BillingView::needingAttention() const
{
    return m_needing;
}

void BillingView::connectAll()
{
    connect(m_bar, &BillingBar::filterChanged, this, &BillingView::applyFilter);
    connect(m_bar, &BillingBar::searchLeft, this, &BillingView::focusTable);
    connect(m_bar->statementButton(), &QAbstractButton::clicked, this, &BillingView::openStatement);
    connect(m_bar->csvButton(), &QAbstractButton::clicked, this, &BillingView::saveCsv);
    connect(m_tabs, &PageTabs::currentPageChanged, this, &BillingView::showState);
    connect(m_table, &PaymentTable::currentPaymentChanged, this, &BillingView::currentChanged);
    connect(m_table, &PaymentTable::rowActivated, m_overlay, &PaneOverlay::show);
    connect(m_table, &PaymentTable::detailsWanted, m_overlay, &PaneOverlay::show);
    connect(m_table, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) {
        if (index.column() == tables::PaymentTableModel::ReceiptColumn)
            m_actions->openReceipt->trigger();
    });
    connect(m_months, &BreakdownTable::rowChosen, this, [this](const QVariant &key) { showMonth(key.toDate()); });
    connect(m_plumbers, &BreakdownTable::rowChosen, this, [this](const QVariant &key) {
        m_bar->choosePlumber(key.toUuid());
        showPage(PaymentsPage);
    });
    connect(m_exceptions, &ExceptionList::paymentWanted, this, &BillingView::showPayment);
    connect(m_exceptions, &ExceptionList::noticeWanted, this, &BillingView::noticeWanted);
    connect(m_actions, &PaymentActions::noticeWanted, this, &BillingView::noticeWanted);
    connect(m_actions, &PaymentActions::leadWanted, this, &BillingView::leadWanted);
    connect(m_pane, &PaymentPane::plumberWanted, this, &BillingView::plumberWanted);
    connect(m_overlay, &PaneOverlay::closed, this, &BillingView::focusTable);
    connect(m_statementForm, &StatementForm::fileSaved, this, [this](const QString &path) {
        Q_EMIT noticeWanted(tr("Statement saved as %1").arg(QDir::toNativeSeparators(path)), Notice::Kind::Done, {},
                            {});
    });
    connect(m_exporter, &Exporter::noticeWanted, this, &BillingView::noticeWanted);
    connect(m_state, &StatePage::actionTriggered, this, [this] {
        const auto run = m_stateAction; // a copy: running it may replace it
        run();
    });
    connectModels();
}

void BillingView::connectModels()
{
    const auto &payments = m_billing.payments;
    m_countSoon.setSingleShot(true);
    m_countSoon.setInterval(0);
    connect(&m_countSoon, &QTimer::timeout, this, &BillingView::rowsChanged);
    const auto soon = [this] { m_countSoon.start(); };
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_model, signal, this, soon);
    connect(m_model, &QAbstractItemModel::dataChanged, this, soon);
    connect(m_model, &QAbstractItemModel::layoutChanged, this, soon);
    connect(m_model, &QAbstractItemModel::modelReset, this, &BillingView::selectSomething);
    connect(&payments, &replica::PaymentReplica::reset, this, &BillingView::offerChoices);
    connect(&payments, &replica::PaymentReplica::paymentsChanged, this, &BillingView::offerNewChoices);
    connect(&payments, &replica::PaymentReplica::stateChanged, this, &BillingView::showState);
    connect(&payments, &replica::PaymentReplica::exceptionsChanged, this, &BillingView::exceptionsChanged);
    connect(&m_context.replica, &replica::OfficeReplica::plumbersChanged, this, &BillingView::offerChoices);
    connect(&m_context.replica, &replica::OfficeReplica::reset, this, &BillingView::offerChoices);
    connect(&m_context.replica, &replica::OfficeReplica::settingsChanged, this, soon);
}

void BillingView::offerChoices()
{
    m_monthsFound = m_billing.payments.months();
    m_plumbersFound = m_billing.payments.plumbers().size();
    m_bar->setMonths(m_monthsFound);
    QList<Plumber> plumbers;
    for (const QUuid &id : m_billing.payments.plumbers())
        if (const Plumber *plumber = m_context.replica.plumber(id))
            plumbers += *plumber;
    m_bar->setPlumbers(plumbers);
}

void BillingView::offerNewChoices()
{
    if (m_plumbersFound != m_billing.payments.plumbers().size() || m_monthsFound != m_billing.payments.months())
        offerChoices();
}

void BillingView::applyFilter()
{
    const tables::PaymentFilter filter = m_bar->filter();
    m_model->setFilter(filter);
    m_byMonth->setFilter(filter);
    m_byPlumber->setFilter(filter);
    selectSomething();
}

void BillingView::rowsChanged()
{
    m_countSoon.stop();
    m_totals->present(m_model->totals(), m_context.replica.settings().currency);
    const auto &payments = m_billing.payments;
    const int failed = payments.countOf(PaymentStatus::Failed) + payments.countOf(PaymentStatus::Disputed);
    const int needing = failed + static_cast<int>(payments.exceptions().size());
    if (std::exchange(m_needing, needing) != needing)
        Q_EMIT attentionChanged(needing);
    if (!m_wanted.isNull() && !m_model->isArranging())
        m_table->selectPayment(std::exchange(m_wanted, {}));
    else if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
    showState();
}

/// A list always has a current row, so that shortcuts work right away.
void BillingView::selectSomething()
{
    rowsChanged();
    if (m_model->rowOf(m_table->currentPayment()) < 0 && m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
    currentChanged(m_table->currentPayment());
}

void BillingView::currentChanged(const QUuid &paymentId)
{
    m_pane->showPayment(paymentId);
    m_actions->setCurrentPayment(paymentId);
}

void BillingView::exceptionsChanged()
{
    const auto count = m_billing.payments.exceptions().size();
    m_tabs->setPageText(ExceptionsPage, tr("To settle %1").arg(numberText(count)));
    m_tabs->setPageShown(ExceptionsPage, count > 0);
    if (count == 0 && m_tabs->currentPage() == ExceptionsPage)
        m_tabs->setCurrentPage(PaymentsPage);
    rowsChanged();
}

void BillingView::showPage(Page page)
{
    m_tabs->setCurrentPage(page);
    focusTable();
}

void BillingView::showMonth(QDate month)
{
    m_bar->chooseMonth(month);
    showPage(PaymentsPage);
}

void BillingView::showPayment(const QUuid &paymentId)
{
    m_tabs->setCurrentPage(PaymentsPage);
    if (m_model->rowOf(paymentId) < 0)
        m_bar->clear();
    m_wanted = m_model->isArranging() ? paymentId : QUuid();
    m_table->selectPayment(paymentId);
    focusTable();
    m_overlay->show();
}

void BillingView::focusTable()
{
    if (m_pages->currentWidget() == m_exceptions)
        return m_exceptions->focusFirst();
    if (auto *breakdown = qobject_cast<BreakdownTable *>(m_pages->currentWidget());
        breakdown && !breakdown->currentIndex().isValid())
        breakdown->selectRow(0);
    m_pages->currentWidget()->setFocus();
}

void BillingView::openStatement()
{
    const tables::PaymentFilter filter = m_bar->filter();
    const Payment *payment = m_billing.payments.payment(m_table->currentPayment());
    const QDate today = m_context.clock().toDateTime().toLocalTime().date();
    const QUuid plumber = filter.plumbers.size() == 1 ? *filter.plumbers.cbegin()
                          : payment                   ? payment->plumberId
                                                      : QUuid();
    const QDate month = filter.months.size() == 1 ? *filter.months.cbegin()
                        : payment                 ? monthOf(payment->createdAt)
                                                  : QDate(today.year(), today.month(), 1);
    m_statementForm->openFor(plumber, month);
}

QTableView &BillingView::table()
{
    return *m_table;
}

ExportList BillingView::exportList() const
{
    return paymentExport(m_context, m_billing, *m_table);
}

/// The list with every column, without asking more than where.
void BillingView::saveCsv()
{
    const ExportList list = exportList();
    ExportChoice choice{ExportFormat::Csv, list.listed, {}};
    for (const ExportColumn &column : list.columns)
        choice.columns += column.id;
    // However the table is arranged, the file is the same.
    std::sort(choice.columns.begin(), choice.columns.end());
    m_exporter->exportAs(list, choice);
}

void BillingView::setOverlay(bool overlay)
{
    m_overlay->turn(overlay);
    showState();
}

} // namespace pl::ui
