#include "models/replica/paymentreplica.h"

#include "models/domain/onresult.h"

namespace pl::replica {
namespace {

using namespace std::chrono_literals;

/// Hosted Supabase gives no more rows a request than this.
constexpr int kPaymentPageRows = 1000;
/// The nightly reconciliation finds exceptions, and people settle them: they are read with the first round and every so
/// many after it.
constexpr int kExceptionsEveryRounds = 15;
constexpr auto kLongestPause = 20s;

} // namespace

PaymentReplica::PaymentReplica(supabase::RestClient &client, QObject *parent, std::chrono::milliseconds pollInterval)
    : QObject(parent), m_client(client), m_pollInterval(pollInterval)
{
    m_steady.start();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &PaymentReplica::startRound);
}

void PaymentReplica::stop()
{
    m_stopped = true;
    m_timer.stop();
}

void PaymentReplica::start()
{
    m_stopped = false;
    if (m_running)
        return;
    if (m_state == State::Off)
        setState(State::Loading);
    startRound();
}

void PaymentReplica::syncNow()
{
    m_failures = 0;
    m_rounds = 0;
    start();
}

void PaymentReplica::startRound()
{
    m_timer.stop();
    m_running = true;
    m_roundBegan = m_steady.elapsed();
    fetchPage(m_loaded ? m_cursor.since() : std::nullopt, std::nullopt);
}

void PaymentReplica::fetchPage(std::optional<Timestamp> since, std::optional<Payment> last)
{
    supabase::Query query("payments");
    query.select(Payment::columns()).order("updated_at.asc,id.asc").limit(kPaymentPageRows);
    if (last)
        query.after(last->updatedAt, last->id);
    else if (since)
        query.gte("updated_at", *since);
    onResult(this, m_client.select<Payment>(query), [this, since](const Result<QList<Payment>> &rows) {
        if (!rows)
            return roundEnded(rows.error());
        take(*rows);
        if (rows->size() == kPaymentPageRows)
            fetchPage(since, rows->last());
        else if (m_rounds % kExceptionsEveryRounds == 0)
            fetchExceptions();
        else
            roundEnded({});
    });
}

QList<Payment> PaymentReplica::merge(const QList<Payment> &rows)
{
    QList<Payment> news;
    for (const Payment &row : rows) {
        const auto it = m_payments.constFind(row.id);
        if (it != m_payments.cend() && it->version >= row.version)
            continue;
        if (it == m_payments.cend())
            m_byLead.insert(row.leadId, row.id);
        m_payments.insert(row.id, row);
        news += row;
    }
    return news;
}

void PaymentReplica::take(const QList<Payment> &rows)
{
    for (const Payment &row : rows)
        m_cursor.advance(row.updatedAt, m_steady.elapsed());
    const QList<Payment> news = merge(rows);
    if (!m_loaded)
        Q_EMIT stateChanged();
    else if (!news.isEmpty())
        Q_EMIT paymentsChanged(news);
}

void PaymentReplica::fetchExceptions()
{
    const auto query = supabase::Query("billing_exceptions")
                           .select(BillingException::columns())
                           .isNull("settled_at")
                           .order("found_at.asc,id.asc")
                           .limit(kPaymentPageRows);
    onResult(this, m_client.select<BillingException>(query), [this](const Result<QList<BillingException>> &rows) {
        if (!rows)
            return roundEnded(rows.error());
        if (std::exchange(m_exceptions, *rows) != *rows)
            Q_EMIT exceptionsChanged();
        roundEnded({});
    });
}

void PaymentReplica::roundEnded(const Result<> &outcome)
{
    m_running = false;
    if (!outcome) {
        ++m_failures;
        m_lastError = outcome.error();
        setState(State::Failed);
        if (!m_stopped)
            m_timer.start(
                std::min<std::chrono::milliseconds>(kLongestPause, m_pollInterval * (1 << std::min(m_failures, 8))));
        return;
    }
    ++m_rounds;
    m_failures = 0;
    m_cursor.settle(m_roundBegan);
    m_lastError = {};
    if (!std::exchange(m_loaded, true))
        Q_EMIT reset();
    setState(State::Live);
    if (!m_stopped)
        m_timer.start(m_pollInterval);
}

void PaymentReplica::setState(State state)
{
    if (std::exchange(m_state, state) != state)
        Q_EMIT stateChanged();
}

void PaymentReplica::apply(const Payment &payment)
{
    // The cursor stays: a row of our own must not make the next round skip somebody else's older one.
    const QList<Payment> news = merge({payment});
    if (m_loaded && !news.isEmpty())
        Q_EMIT paymentsChanged(news);
}

void PaymentReplica::removeException(const QUuid &id)
{
    if (m_exceptions.removeIf([&](const BillingException &exception) { return exception.id == id; }) > 0)
        Q_EMIT exceptionsChanged();
}

const Payment *PaymentReplica::payment(const QUuid &id) const
{
    const auto it = m_payments.constFind(id);
    return it == m_payments.cend() ? nullptr : &*it;
}

} // namespace pl::replica
