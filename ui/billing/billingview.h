#pragma once

#include "ui/exporting/exportlist.h"
#include "ui/office/billingcontext.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/notice.h"

#include <QWidget>

class QAction;
class QStackedWidget;
class QTableView;

namespace pl::tables {
class BreakdownModel;
class PaymentTableModel;
} // namespace pl::tables

namespace pl::ui {

class BillingBar;
class BreakdownTable;
class ExceptionList;
class Exporter;
class PageTabs;
class PaneOverlay;
class PaymentActions;
class PaymentPane;
class PaymentTable;
class StatePage;
class StatementForm;
class TotalsStrip;

/// What plumbers are charged: the payments with filters and totals, sums by month and by plumber, discrepancies to
/// settle, and the selected payment's details beside them. For admins.
class BillingView : public QWidget
{
    Q_OBJECT

public:
    /// Both must outlive the view.
    BillingView(OfficeContext &context, BillingContext &billing, QWidget *parent = nullptr);
    ~BillingView() override;

    enum Page { PaymentsPage, MonthsPage, PlumbersPage, ExceptionsPage };
    void showPage(Page page);
    void showPayment(const QUuid &paymentId);
    /// Only the payments of the month that begins with that day.
    void showMonth(QDate month);
    /// Shows the pane over the table instead of beside it.
    void setOverlay(bool overlay);
    void focusTable();
    QTableView &table();
    /// The payments, as they are exported, printed and copied.
    ExportList exportList() const;
    /// What the page itself exports by.
    Exporter &exporter() { return *m_exporter; }
    /// For a menu. Their shortcuts work while the focus is in the view.
    QList<QAction *> menuActions() const;
    /// The actions whose keys the status line shows.
    QList<QAction *> mainActions() const;
    /// How many payments and discrepancies need somebody's attention.
    int needingAttention() const;

Q_SIGNALS:
    void noticeWanted(const QString &sentence, pl::ui::Notice::Kind kind, const QString &actionText,
                      const std::function<void()> &action);
    void leadWanted(const QUuid &leadId);
    void plumberWanted(const QUuid &plumberId);
    void attentionChanged(int needing);

private:
    void build();
    QWidget *buildPages();
    void makeActions();
    QAction *addViewAction(const char *name, const QString &text, const QKeySequence &keys,
                           const std::function<void()> &run);
    void connectAll();
    void connectModels();
    /// Offers in the filters only months and plumbers that occur.
    void offerChoices();
    /// The same, if others occur than before.
    void offerNewChoices();
    void applyFilter();
    void rowsChanged();
    void currentChanged(const QUuid &paymentId);
    void selectSomething();
    void showState();
    void presentState(const QString &iconName, const QString &headline, const QString &sentence,
                      const QString &action = {}, const std::function<void()> &run = {});
    void exceptionsChanged();
    void openStatement();
    void saveCsv();

    OfficeContext &m_context;
    BillingContext &m_billing;
    tables::PaymentTableModel *m_model;
    tables::BreakdownModel *m_byMonth;
    tables::BreakdownModel *m_byPlumber;
    PaymentActions *m_actions;
    BillingBar *m_bar;
    PageTabs *m_tabs;
    TotalsStrip *m_totals;
    PaymentTable *m_table;
    BreakdownTable *m_months;
    BreakdownTable *m_plumbers;
    ExceptionList *m_exceptions;
    StatePage *m_state;
    QStackedWidget *m_pages;
    PaymentPane *m_pane;
    PaneOverlay *m_overlay;
    StatementForm *m_statementForm;
    Exporter *m_exporter = nullptr;
    QList<QAction *> m_viewActions;
    std::function<void()> m_stateAction;
    QList<QDate> m_monthsFound;
    qsizetype m_plumbersFound = 0;
    QUuid m_wanted;     ///< a payment to be selected once the table is arranged
    QTimer m_countSoon; ///< combines many changes into one count
    int m_needing = 0;
};

} // namespace pl::ui
