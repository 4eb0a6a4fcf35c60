#pragma once

#include "models/replica/paymentreplica.h"
#include "models/tables/compacttablemodel.h"
#include "models/tables/paymentfilter.h"
#include "models/tables/rowkeys.h"

namespace pl::tables {

/// The payments as a table. Gives raw values; the delegate adds words and colors.
class PaymentTableModel : public CompactTableModel
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
        FailureColumn, ///< sorted by its characters
        ReceiptColumn, ///< sorted by whether there is one
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
    /// The totals of the rows. They are kept, not counted.
    const PaymentTotals &totals() const { return m_totals; }

    /// Null if the row no longer exists. Valid until the event loop runs again.
    const Payment *paymentAt(const QModelIndex &index) const;

private:
    Arranging arranging(bool here) override;
    std::size_t rowsInAll() const override;
    QUuid idOf(columns::Row row) const override { return m_asShown.rows.id(row); }
    columns::Row numberOf(const QUuid &id) const override { return m_source->find(id); }
    std::function<bool(columns::Row, columns::Row)> standing() const override;
    void retake(const std::vector<columns::Row> &changed, columns::Bitmap &shown) override;

    PaymentChoice choice(const replica::PaymentSnapshot &payments, bool here);
    RowKeys keys(const replica::PaymentSnapshot &payments, bool here) const;
    bool isByNames() const;
    bool isByLeads() const;
    void takePayments(const QList<Payment> &payments);
    QString displayValue(const Payment &payment, int column) const;
    QVariant rawValue(const Payment &payment, int column) const;

    const replica::PaymentReplica &m_payments;
    const replica::OfficeReplica &m_office;
    std::function<QString(const Payment &, int column)> m_spokenWords;
    PaymentFilter m_filter;
    OfficeNames m_names;
    std::shared_ptr<replica::PaymentRows> m_source; ///< of the rows that are shown
    replica::PaymentSnapshot m_asShown;             ///< the rows as they are shown and counted
    PaymentTotals m_totals;
};

} // namespace pl::tables
