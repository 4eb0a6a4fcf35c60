#include "models/replica/replica.h"

namespace pl::replica {

namespace {

using namespace std::chrono_literals;

/// While the server is away, people wait for it.
constexpr std::chrono::milliseconds kLongestPause = 5s;

} // namespace

Replica::Replica(std::chrono::milliseconds pollInterval, QObject *parent)
    : QObject(parent), m_pollInterval(pollInterval), m_backoff(2 * pollInterval, kLongestPause)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Replica::startRound);
    connect(&m_round, &SyncRound::ended, this, &Replica::onEnded);
}

void Replica::start()
{
    if (m_round.isGoing())
        return;
    if (m_state == State::Off) {
        m_state = State::Loading;
        Q_EMIT stateChanged();
    }
    startRound();
}

void Replica::stop()
{
    m_isStopped = true;
    m_timer.stop();
    m_round.drop();
}

void Replica::syncNow()
{
    m_backoff.reset();
    makeAllDue();
    m_hasNews = m_round.isGoing(); // which may have read past it
    start();
}

void Replica::setPollInterval(std::chrono::milliseconds interval)
{
    m_pollInterval = interval;
    if (m_timer.isActive() && m_state != State::Failed && m_timer.remainingTimeAsDuration() > interval)
        m_timer.start(interval);
}

void Replica::follow(supabase::OfficeNews &news, const QList<QByteArray> &tables)
{
    m_isFollowing = true;
    news.watch(tables, this, [this] { onNews(); });
}

void Replica::onNews()
{
    if (m_round.isGoing())
        m_hasNews = true;
    else if (m_state == State::Live && !m_isStopped)
        startRound();
}

void Replica::startRound()
{
    m_timer.stop();
    m_isStopped = m_hasNews = false;
    m_round.begin();
    read();
}

void Replica::onEnded(const Result<> &outcome)
{
    if (outcome)
        succeed();
    else
        fail(outcome.error());
    if (m_isStopped || m_round.isGoing())
        return; // by whoever has just heard of it
    if (!outcome)
        m_timer.start(std::max(m_backoff.next(), m_pollInterval));
    else if (m_hasNews)
        startRound();
    else
        m_timer.start(m_isFollowing ? supabase::kWithoutNews : m_pollInterval);
}

void Replica::succeed()
{
    m_backoff.reset();
    m_lastSync = Timestamp::now();
    m_lastError = {};
    if (!std::exchange(m_isLoaded, true))
        loaded();
    setState(State::Live);
}

void Replica::fail(const Error &error)
{
    m_lastError = error;
    setState(State::Failed);
}

void Replica::forget()
{
    stop();
    m_backoff.reset();
    m_lastSync = {};
    m_isLoaded = false;
    m_state = State::Off;
}

void Replica::setState(State state)
{
    if (std::exchange(m_state, state) != state)
        Q_EMIT stateChanged();
    stateTold();
}

} // namespace pl::replica
