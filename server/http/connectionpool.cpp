#include "server/http/connectionpool.h"

#include "server/http/problem.h"
#include "server/http/socketcalls.h"

#include <QTimerEvent>

namespace pl::http {

namespace {

/// One timer for all deadlines: a timer a connection would be restarted several times a request. Deadlines are met a
/// quarter of the shortest limit late at most.
int sweepInterval(const Limits &limits)
{
    const auto shortest = std::min({limits.head, limits.body, limits.idle, limits.answer, limits.linger});
    return std::clamp(int(shortest.count() / 4), 5, 250);
}

} // namespace

ConnectionPool::ConnectionPool(ServerContext &context, QObject *parent) : QObject(parent), m_context(context) {}

void ConnectionPool::add(qintptr descriptor)
{
    ++m_context.counters.accepted;
    if (int(m_places.size()) >= m_context.limits.connections && !evictOne())
        return turnAway(descriptor);
    auto *connection = new Connection(descriptor, m_context, *this, this);
    m_places.emplace(connection, Place{&m_idle, m_idle.insert(m_idle.end(), connection)});
    m_context.counters.open = int(m_places.size());
    if (!m_sweep.isActive())
        m_sweep.start(sweepInterval(m_context.limits), Qt::CoarseTimer, this);
}

bool ConnectionPool::evictOne()
{
    if (m_idle.empty())
        return false;
    ++m_context.counters.evicted;
    m_idle.front()->abort();
    return true;
}

void ConnectionPool::turnAway(qintptr descriptor)
{
    ++m_context.counters.turnedAway;
    const Error full{ErrorCode::Unavailable, QStringLiteral("The server has too many connections.")};
    if (prepareSocket(descriptor))
        (void)sendNow(descriptor, wireBytes(problem(full), Persistence::Close));
    closeSocket(descriptor);
}

void ConnectionPool::finishAll()
{
    std::vector<Connection *> all;
    for (const auto &[connection, place] : m_places)
        all.push_back(connection);
    for (Connection *connection : all)
        connection->finish();
}

void ConnectionPool::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_sweep.timerId())
        return QObject::timerEvent(event);
    std::vector<Connection *> all;
    all.reserve(m_places.size());
    for (const auto &[connection, place] : m_places)
        all.push_back(connection);
    // None is deleted meanwhile: a closed connection deletes itself from the event loop.
    const auto now = Connection::Clock::now();
    for (Connection *connection : all)
        connection->checkDeadline(now);
}

void ConnectionPool::onUsed(Connection &connection)
{
    const auto found = m_places.find(&connection);
    if (found == m_places.end())
        return;
    Place &place = found->second;
    Order *list = connection.isIdle() ? &m_idle : &m_busy;
    list->splice(list->end(), *place.list, place.position);
    place.list = list;
}

void ConnectionPool::onClosed(Connection &connection)
{
    const auto found = m_places.find(&connection);
    if (found == m_places.end())
        return;
    found->second.list->erase(found->second.position);
    m_places.erase(found);
    m_context.counters.open = int(m_places.size());
    if (!m_places.empty())
        return;
    m_sweep.stop();
    Q_EMIT emptied();
}

} // namespace pl::http
