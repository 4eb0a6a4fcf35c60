#include "models/replica/tablereplica.h"

namespace pl::replica {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kLongestTablePause = 20s;

} // namespace

TableReplica::TableReplica(std::chrono::milliseconds pollInterval, QObject *parent)
    : QObject(parent), m_pollInterval(pollInterval), m_firstPause(pollInterval)
{
    m_steady.start();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &TableReplica::startRound);
}

void TableReplica::start()
{
    m_stopped = false;
    if (m_running)
        return;
    if (m_state == State::Off)
        setState(State::Loading);
    startRound();
}

void TableReplica::stop()
{
    m_stopped = true;
    m_timer.stop();
}

void TableReplica::syncNow()
{
    m_failures = 0;
    m_rounds = 0;
    start();
}

void TableReplica::follow(supabase::OfficeNews &news, const QList<QByteArray> &tables)
{
    m_isFollowing = true;
    m_pollInterval = supabase::kWithoutNews;
    news.watch(tables, this, [this] { onNews(); });
}

void TableReplica::onNews()
{
    if (m_running)
        m_hasNews = true;
    else if (m_state == State::Live && !m_stopped)
        startRound();
}

void TableReplica::startRound()
{
    m_timer.stop();
    m_running = true;
    m_hasNews = false;
    m_roundBegan = m_steady.elapsed();
    readNews(m_loaded ? m_cursor.since() : std::nullopt);
}

void TableReplica::roundEnded(const Result<> &outcome)
{
    m_running = false;
    if (!outcome) {
        ++m_failures;
        m_lastError = outcome.error();
        setState(State::Failed);
        if (!m_stopped)
            m_timer.start(std::min(kLongestTablePause, m_firstPause * (1 << std::min(m_failures, 8))));
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
        m_hasNews ? startRound() : m_timer.start(m_pollInterval);
}

void TableReplica::setState(State state)
{
    if (std::exchange(m_state, state) != state)
        Q_EMIT stateChanged();
}

} // namespace pl::replica
