#pragma once

#include "models/domain/paymenttotals.h"
#include "models/tables/paymentfilter.h"

#include <QAbstractTableModel>

#include <functional>
#include <vector>

namespace pl::tables {

/// The payments as a table, filtered and sorted by itself. Gives raw values; words and colours are the delegate's
/// affair. A changed row is moved, never removed and added, so that it keeps its selection. Lives on the GUI thread.
class PaymentTableModel : public QAbstractTableModel
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

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    /// What a screen reader says for a cell; until it is given, the display text.
    void setSpokenWords(std::function<QString(const Payment &, int column)> words) { m_spokenWords = std::move(words); }

    void setFilter(const PaymentFilter &filter);
    const PaymentFilter &filter() const { return m_filter; }
    /// Of the rows that the filter lets through.
    PaymentTotals totals() const;
    /// The payments in the order of the rows.
    QList<Payment> rowsInOrder() const;

    /// Null when the row is not there (any more). Valid until the event loop runs again.
    const Payment *paymentAt(const QModelIndex &index) const;
    /// -1 when the filter hides it.
    int rowOf(const QUuid &paymentId) const;

private:
    /// What a row is sorted by. Ties end with the time it was made and its id, so that the order is total and stays.
    struct Row
    {
        QUuid id;
        qint64 number = 0;
        QString text;
        qint64 made = 0;
    };

    Row rowFor(const Payment &payment) const;
    bool before(const Row &a, const Row &b) const;
    std::vector<Row> wantedRows() const;
    void rebuild();
    void rearrange();
    void take(const QList<Payment> &payments);
    void takeLeads(const QList<Lead> &leads);
    void place(const Payment &payment);
    void remove(int row);
    QString displayValue(const Payment &payment, int column) const;
    QVariant rawValue(const Payment &payment, int column) const;

    const replica::PaymentReplica &m_payments;
    const replica::OfficeReplica &m_office;
    std::function<QString(const Payment &, int column)> m_spokenWords;
    PaymentFilter m_filter;
    int m_sortColumn = ChargedColumn;
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
    std::vector<Row> m_rows;
};

} // namespace pl::tables
