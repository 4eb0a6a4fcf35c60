#include "models/replica/paymentreplica.h"

namespace pl::replica {
namespace {

/// The nightly reconciliation finds exceptions, and people settle them: they are read with the first round and every so
/// many after it; who follows news has few rounds and reads them with each.
constexpr int kExceptionsEveryRounds = 15;

} // namespace

PaymentReplica::PaymentReplica(supabase::RestClient &client, QObject *parent, std::chrono::milliseconds pollInterval)
    : RowReplica(client, "payments", First::Everything, pollInterval, parent)
{
}

void PaymentReplica::newsRead()
{
    if (isFollowing() || rounds() % kExceptionsEveryRounds == 0)
        fetchExceptions();
    else
        roundEnded({});
}

void PaymentReplica::fetchExceptions()
{
    const auto query = supabase::Query("billing_exceptions")
                           .select(BillingException::columns())
                           .isNull("settled_at")
                           .order("found_at.asc,id.asc")
                           .limit(supabase::kPageRows);
    onResult(this, client().select<BillingException>(query), [this](const Result<QList<BillingException>> &rows) {
        if (!rows)
            return roundEnded(rows.error());
        if (std::exchange(m_exceptions, *rows) != *rows)
            Q_EMIT exceptionsChanged();
        roundEnded({});
    });
}

void PaymentReplica::removeException(const QUuid &id)
{
    if (m_exceptions.removeIf([&](const BillingException &exception) { return exception.id == id; }) > 0)
        Q_EMIT exceptionsChanged();
}

} // namespace pl::replica
