#include "models/replica/paymentreplica.h"

namespace pl::replica {
namespace {

/// The nightly reconciliation finds exceptions, and people settle them: they are read with the first round and every so
/// many after it; who follows news has few rounds and reads them with each.
constexpr int kExceptionsEveryRounds = 15;

} // namespace

PaymentReplica::PaymentReplica(supabase::RestClient &client, QObject *parent, std::chrono::milliseconds pollInterval)
    : StoredReplica(client, pollInterval, parent)
{
}

QList<QUuid> PaymentReplica::about(const QSet<QUuid> &leads) const
{
    QList<QUuid> ids;
    forEach([&](const PaymentRow &row, columns::Row number) {
        if (leads.contains(row.leadId))
            ids += rows()->rows().id(number);
    });
    return ids;
}

QList<Payment> PaymentReplica::ofPlumber(const QUuid &plumberId, QDate month) const
{
    QList<Payment> found;
    const auto plumber = rows()->plumbers().find(plumberId);
    if (!plumber)
        return found;
    forEach([&](const PaymentRow &row, columns::Row number) {
        if (row.plumber != *plumber || monthOfNumber(row.month) != month)
            return;
        if (const Payment *whole = payment(rows()->rows().id(number)))
            found += *whole;
    });
    return found;
}

PaymentTotals PaymentReplica::totalsOf(const QUuid &plumberId) const
{
    const auto plumber = rows()->plumbers().find(plumberId);
    return plumber ? rows()->sums().ofPlumber(*plumber) : PaymentTotals();
}

QList<QUuid> PaymentReplica::newestFirst() const
{
    return idsNewestFirst(rows()->rows());
}

void PaymentReplica::readMore()
{
    if (!isFollowing() && m_roundsToExceptions > 0) {
        --m_roundsToExceptions;
        return round().end();
    }
    const auto query = supabase::Query("billing_exceptions")
                           .select(BillingException::columns())
                           .isNull("settled_at")
                           .order("found_at.asc,id.asc")
                           .limit(supabase::kPageRows);
    round().receive(client().select<BillingException>(query), [this](const QList<BillingException> &rows) {
        m_roundsToExceptions = kExceptionsEveryRounds - 1;
        if (std::exchange(m_exceptions, rows) != rows)
            Q_EMIT exceptionsChanged();
        round().end();
    });
}

void PaymentReplica::removeException(const QUuid &id)
{
    if (m_exceptions.removeIf([&](const BillingException &exception) { return exception.id == id; }) > 0)
        Q_EMIT exceptionsChanged();
}

} // namespace pl::replica
