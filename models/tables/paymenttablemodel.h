#pragma once

#include "models/domain/paymenttotals.h"
#include "models/tables/paymentfilter.h"
#include "models/tables/sortedtablemodel.h"

#include <functional>

namespace pl::tables {

/// The payments as a table. Gives raw values; the delegate adds words and colors.
class PaymentTableModel : public SortedTableModel
{
    Q_OBJECT

public:
    enum Column {
        ChargedColumn,
        ServiceColumn,
        CustomerColumn,
        PlumberColumn,
        AmountColumn,
        StateColumn,
        FailureColumn,
        ReceiptColumn,
        ColumnCount
    };

    enum Role {
        PaymentIdRole = Qt::UserRole, ///< QUuid
        RawRole ///< ChargedColumn: qint64 micros. AmountColumn: qint64 cents. StateColumn: int PaymentStatus.
                ///< ReceiptColumn: the address. Others: their text.
    };

    PaymentTableModel(const replica::PaymentReplica &payments, const replica::OfficeReplica &office,
                      QObject *parent = nullptr);

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    /// What a screen reader says for a cell; without it, the display text.
    void setSpokenWords(std::function<QString(const Payment &, int column)> words) { m_spokenWords = std::move(words); }

    void setFilter(const PaymentFilter &filter);
    const PaymentFilter &filter() const { return m_filter; }
    /// The totals of the rows that match the filter.
    PaymentTotals totals() const;
    /// The payments in the order of the rows.
    QList<Payment> rowsInOrder() const;

    /// Null if the row no longer exists. Valid until the event loop runs again.
    const Payment *paymentAt(const QModelIndex &index) const;

private:
    std::vector<Row> wantedRows() const override;
    Row rowFor(const Payment &payment) const;
    void take(const QList<Payment> &payments);
    void takeLeads(const QList<Lead> &leads);
    void place(const Payment &payment);
    QString displayValue(const Payment &payment, int column) const;
    QVariant rawValue(const Payment &payment, int column) const;

    const replica::PaymentReplica &m_payments;
    const replica::OfficeReplica &m_office;
    std::function<QString(const Payment &, int column)> m_spokenWords;
    PaymentFilter m_filter;
    TextSearch m_search;
};

} // namespace pl::tables
