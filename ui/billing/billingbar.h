#pragma once

#include "models/tables/paymentfilter.h"
#include "ui/widgets/viewbar.h"

class QAction;
class QPushButton;

namespace pl::ui {

class FilterChip;
class FilterField;

/// The bar above the payments: title, filter chips, a search field, and buttons that save files.
class BillingBar : public ViewBar
{
    Q_OBJECT

public:
    explicit BillingBar(QWidget *parent = nullptr);

    void setMonths(const QList<QDate> &newestFirst);
    void setPlumbers(const QList<Plumber> &plumbers);
    tables::PaymentFilter filter() const;
    void chooseMonth(QDate month);
    void choosePlumber(const QUuid &plumberId);
    void clear();
    void focusSearch();
    QPushButton *statementButton() const { return m_statement; }
    QPushButton *csvButton() const { return m_csv; }
    /// What does the same; the keys stand in the tool tips.
    void setActions(const QAction *statement, const QAction *csv, const QAction *filter);

Q_SIGNALS:
    void filterChanged();
    /// Enter, Down or Esc in the search field: the person is done searching.
    void searchLeft();

private:
    FilterChip *m_month;
    FilterChip *m_plumber;
    FilterChip *m_state;
    FilterField *m_search;
    QPushButton *m_statement;
    QPushButton *m_csv;
};

} // namespace pl::ui
