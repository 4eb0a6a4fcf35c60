#include "models/replica/paymentrows.h"

#include "models/replica/rowtext.h"

#include <chrono>

namespace pl::replica {
namespace {

constexpr int kMonths = 12;
constexpr int kFirstYear = 1970;

std::uint16_t numberOfMonth(int year, int month)
{
    return static_cast<std::uint16_t>((year - kFirstYear) * kMonths + month - 1);
}

/// Asking the time zone takes microseconds, and all rows are made in a few months.
qint64 startOfMonth(int number)
{
    thread_local QHash<int, qint64> starts;
    const auto known = starts.constFind(number);
    if (known != starts.cend())
        return *known;
    const QDate month(kFirstYear + number / kMonths, number % kMonths + 1, 1);
    return *starts.insert(number, month.startOfDay().toMSecsSinceEpoch() * 1000);
}

} // namespace

/// Wherever somebody is, it is the same month within a month; around its ends, the time zone decides.
std::uint16_t monthNumber(Timestamp at)
{
    using namespace std::chrono;
    const year_month_day day{floor<days>(sys_time<microseconds>(microseconds(at.micros)))};
    const auto inMonth = static_cast<unsigned>(day.day());
    const std::uint16_t number = numberOfMonth(int(day.year()), int(unsigned(day.month())));
    if (inMonth < 3 && at.micros < startOfMonth(number))
        return static_cast<std::uint16_t>(number - 1);
    if (inMonth > 26 && at.micros >= startOfMonth(number + 1))
        return static_cast<std::uint16_t>(number + 1);
    return number;
}

std::uint16_t numberOfMonth(QDate month)
{
    return numberOfMonth(month.year(), month.month());
}

QDate monthOfNumber(std::uint16_t number)
{
    return {kFirstYear + number / kMonths, number % kMonths + 1, 1};
}

QList<QDate> PaymentSums::months() const
{
    QList<QDate> months;
    for (auto month = m_byMonth.cend(); month != m_byMonth.cbegin();)
        if ((--month).value() > 0)
            months += monthOfNumber(month.key());
    return months;
}

void PaymentSums::count(const PaymentRow &row, const PaymentShare &share, int times)
{
    m_counts[row.status] += times;
    m_byMonth[row.month] += times;
    if (row.plumber >= m_byPlumber.size())
        m_byPlumber.resize(row.plumber + std::size_t(1));
    PaymentTotals &totals = m_byPlumber[row.plumber];
    times > 0 ? totals.add(share) : totals.remove(share);
}

PaymentRow PaymentRows::rowOf(const Payment &payment)
{
    PaymentRow row;
    row.leadId = payment.leadId;
    row.createdAt = payment.createdAt.micros;
    row.amountCents = payment.amountCents;
    row.refundedCents = payment.refundedCents;
    row.version = static_cast<std::uint32_t>(payment.version);
    row.plumber = m_plumbers.codeOf(payment.plumberId);
    row.month = monthNumber(payment.createdAt);
    row.status = static_cast<std::uint8_t>(payment.status);
    row.currency = static_cast<std::uint8_t>(m_currencies.codeOf(payment.currency)) & 0x7f;
    row.hasReceipt = payment.receiptUrl.has_value();
    return row;
}

bool PaymentRows::put(const Payment &payment)
{
    const columns::Row known = m_rows.find(payment.id);
    const bool isNew = known == columns::kNoRow;
    if (!isNew && rows()[known].version >= payment.version)
        return false;
    if (!isNew)
        m_sums.count(rows()[known], shareOf(rows()[known]), -1);
    const PaymentRow row = rowOf(payment);
    const std::string text =
        foldedParts({payment.failureMessage.value_or(QString()), payment.refundReason.value_or(QString()),
                     payment.stripePaymentIntentId.value_or(QString())});
    isNew ? (void)m_rows.add(payment.id, row, text) : m_rows.put(known, row, text);
    m_sums.count(row, shareOf(row), 1);
    return true;
}

} // namespace pl::replica
