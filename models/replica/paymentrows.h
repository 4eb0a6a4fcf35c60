#pragma once

#include "models/domain/paymenttotals.h"
#include "models/replica/codelist.h"
#include "models/replica/rowchunks.h"

namespace pl::replica {

/// Of a payment what tables sort, filter and count by, in 56 bytes.
struct PaymentRow
{
    QUuid leadId;
    qint64 createdAt = 0; ///< micros
    qint64 amountCents = 0;
    qint64 refundedCents = 0;
    std::uint32_t version = 0;
    std::uint32_t plumber = 0;     ///< of PaymentSnapshot::plumbers
    std::uint16_t month = 0;       ///< monthNumber()
    std::uint8_t status = 0;       ///< PaymentStatus
    std::uint8_t currency : 7 = 0; ///< of PaymentSnapshot::currencies
    bool hasReceipt : 1 = false;
};

/// The parts of a payment's text.
enum class PaymentText { Failure, RefundReason, StripeId };

/// The month in which a moment is here, as monthOf() has it, and its first day.
std::uint16_t monthNumber(Timestamp at);
QDate monthOfNumber(std::uint16_t number);
std::uint16_t numberOfMonth(QDate month);

/// Payments as they were at one moment, for any thread.
struct PaymentSnapshot
{
    RowChunks<PaymentRow> rows;
    CodeList<QUuid> plumbers;
    CodeList<QString> currencies;

    std::size_t size() const { return rows.size(); }
    const QUuid &plumberOf(columns::Row row) const { return plumbers.value(rows[row].plumber); }
    PaymentStatus statusOf(columns::Row row) const { return PaymentStatus(rows[row].status); }
    PaymentShare shareOf(columns::Row row) const
    {
        const PaymentRow &one = rows[row];
        return {one.amountCents, one.refundedCents, currencies.value(one.currency), PaymentStatus(one.status)};
    }
};

/// Sums that are kept while payments come and change.
class PaymentSums
{
public:
    int count(PaymentStatus status) const { return m_counts[static_cast<std::size_t>(status)]; }
    /// By the plumbers' codes.
    const PaymentTotals &ofPlumber(std::uint32_t plumber) const { return m_byPlumber[plumber]; }
    /// Those in which payments were made, the newest first.
    QList<QDate> months() const;

private:
    friend class PaymentRows;
    void count(const PaymentRow &row, const PaymentShare &share, int times);

    std::array<int, kEnumNames<PaymentStatus>.size()> m_counts{};
    std::vector<PaymentTotals> m_byPlumber;
    QMap<std::uint16_t, int> m_byMonth;
};

/// All payments of an office in some 100 bytes each. What else there is of a payment is in the copy of the office. For
/// one thread: made on a worker, handed over, and from then on the other thread's alone.
class PaymentRows
{
public:
    using Whole = Payment;

    /// False, and nothing happens, when it is there in this version or a newer one.
    bool put(const Payment &payment);
    columns::Row find(const QUuid &id) const { return m_rows.find(id); }
    std::size_t size() const { return m_rows.size(); }
    const RowChunks<PaymentRow> &rows() const { return m_rows.chunks(); }
    const CodeList<QUuid> &plumbers() const { return m_plumbers; }
    PaymentSnapshot snapshot() { return {m_rows.snapshot(), m_plumbers, m_currencies}; }
    const PaymentSums &sums() const { return m_sums; }
    std::size_t bytes() const { return m_rows.bytes(); }

private:
    PaymentRow rowOf(const Payment &payment);
    PaymentShare shareOf(const PaymentRow &row) const
    {
        return {row.amountCents, row.refundedCents, m_currencies.value(row.currency), PaymentStatus(row.status)};
    }

    CompactRows<PaymentRow> m_rows;
    CodeList<QUuid> m_plumbers;
    CodeList<QString> m_currencies;
    PaymentSums m_sums;
};

} // namespace pl::replica
