#include "models/replica/paymentreplica.h"

namespace pl::replica {
namespace {

/// The nightly reconciliation finds exceptions, and people settle them: they are read with the first round and every so
/// many after it; who follows news has few rounds and reads them with each.
constexpr int kExceptionsEveryRounds = 15;

} // namespace

PaymentReplica::PaymentReplica(supabase::RestClient &client, QObject *parent, std::chrono::milliseconds pollInterval)
    : Replica(pollInterval, parent), m_client(client), m_payments(client, "payments")
{
}

void PaymentReplica::read()
{
    m_payments.read(
        round(), [this](const QList<Payment> &news) { take(news); }, [this] { readExceptions(); });
}

void PaymentReplica::take(const QList<Payment> &news)
{
    for (const Payment &payment : news)
        if (!m_byLead.contains(payment.leadId, payment.id))
            m_byLead.insert(payment.leadId, payment.id);
    announce(news, [this](const QList<Payment> &payments) { Q_EMIT paymentsChanged(payments); });
}

void PaymentReplica::readExceptions()
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
    round().receive(m_client.select<BillingException>(query), [this](const QList<BillingException> &rows) {
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
