#include "server/http/connectionpool.h"

#include "server/http/clientaddress.h"
#include "server/http/problem.h"
#include "server/http/socketcalls.h"

#include <QTimerEvent>

namespace pl::http {

namespace {

/// One timer for all deadlines: a timer per connection would be restarted several times a request. Deadlines fire late
/// by at most a quarter of the shortest limit.
int sweepInterval(const Limits &limits)
{
    const auto shortest = std::min({limits.head, limits.body, limits.idle, limits.answer, limits.linger});
    return std::clamp(int(shortest.count() / 4), 5, 250);
}

constexpr int kLooked = 64;

} // namespace

ConnectionPool::ConnectionPool(ServerContext &context, QObject *parent) : QObject(parent), m_context(context) {}

void ConnectionPool::add(qintptr descriptor)
{
    ++m_context.counters.accepted;
    const QHostAddress peer = peerOf(descriptor);
    const QByteArray network = peer.isLoopback() ? QByteArray() : networkOf(peer);
    if (!admit(network) || (int(m_places.size()) >= m_context.limits.connections && !evictOne()))
        return turnAway(descriptor);
    auto *connection = new Connection(descriptor, m_context, *this, this);
    Place place{&m_idle, m_idle.insert(m_idle.end(), connection), network.isEmpty()};
    enter(m_places.emplace(connection, place).first->second, network);
    m_context.counters.open = int(m_places.size());
    if (!m_sweep.isActive())
        m_sweep.start(sweepInterval(m_context.limits), Qt::CoarseTimer, this);
}

/// A network at its limit gives up one of its own connections, or none.
bool ConnectionPool::admit(const QByteArray &network)
{
    const auto found = m_networks.find(network);
    if (found == m_networks.end() || found->second.connections < m_context.limits.networkConnections)
        return true;
    for (const Order *list : {&m_unfinished, &m_idle})
        if (Connection *oldest = oldestOf(*list, *found)) {
            close(*oldest);
            return true;
        }
    return false;
}

void ConnectionPool::enter(Place &place, const QByteArray &network)
{
    if (network.isEmpty())
        return;
    place.network = &*m_networks.try_emplace(network).first;
    ++place.network->second.connections;
    place.network->second.bytes += place.bytes;
}

void ConnectionPool::leave(Place &place)
{
    Network *network = std::exchange(place.network, nullptr);
    if (network == nullptr)
        return;
    network->second.bytes -= place.bytes;
    if (--network->second.connections == 0)
        m_networks.erase(network->first);
}

/// Checks only the oldest ones: the list may be long, and an attacker controls how often this runs.
Connection *ConnectionPool::oldestOf(const Order &list, const Network &network) const
{
    auto one = list.begin();
    for (int looked = 0; one != list.end() && looked < kLooked; ++one, ++looked)
        if (m_places.at(*one).network == &network)
            return *one;
    return nullptr;
}

Connection *ConnectionPool::mostCrowded() const
{
    Connection *found = nullptr;
    int most = -1;
    auto one = m_unfinished.begin();
    for (int looked = 0; one != m_unfinished.end() && looked < kLooked; ++one, ++looked) {
        const Network *network = m_places.at(*one).network;
        const int connections = network != nullptr ? network->second.connections : 0;
        if (connections > most) {
            most = connections;
            found = *one;
        }
    }
    return found;
}

void ConnectionPool::close(Connection &connection)
{
    ++m_context.counters.evicted;
    connection.evict();
}

bool ConnectionPool::evictOne()
{
    Connection *idle = m_idle.empty() ? nullptr : m_idle.front();
    Connection *unfinished = mostCrowded();
    if (idle == nullptr && unfinished == nullptr)
        return false;
    const bool isIdleOlder = unfinished == nullptr || (idle != nullptr && idle->since() <= unfinished->since());
    close(isIdleOlder ? *idle : *unfinished);
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
    // Safe to iterate: a closed connection deletes itself later, from the event loop.
    const auto now = Connection::Clock::now();
    for (Connection *connection : all)
        connection->checkDeadline(now);
}

ConnectionPool::Order &ConnectionPool::listFor(Connection::Standing standing)
{
    switch (standing) {
    case Connection::Standing::Idle:
        return m_idle;
    case Connection::Standing::Unfinished:
        return m_unfinished;
    case Connection::Standing::Busy:
        break;
    }
    return m_busy;
}

void ConnectionPool::onUsed(Connection &connection)
{
    const auto found = m_places.find(&connection);
    if (found == m_places.end())
        return;
    Place &place = found->second;
    Order *list = &listFor(connection.standing());
    // A trickle of bytes does not reset the age.
    if (list != place.list || list != &m_unfinished)
        list->splice(list->end(), *place.list, place.position);
    place.list = list;
    const bool hasSent = place.unsent != connection.unsentBytes();
    if (place.bytes != connection.unfinishedBytes() || place.network != nullptr || list == &m_unfinished)
        count(place, connection);
    if (hasSent)
        countUnsent(connection);
}

void ConnectionPool::countUnsent(Connection &connection)
{
    const auto found = m_places.find(&connection);
    if (found == m_places.end())
        return;
    qint64 &all = m_context.counters.unsentBytes;
    all += connection.unsentBytes() - std::exchange(found->second.unsent, connection.unsentBytes());
    if (all <= m_context.limits.allUnsentBytes)
        return;
    const auto most = std::max_element(m_places.begin(), m_places.end(), [](const auto &one, const auto &other) {
        return one.second.unsent < other.second.unsent;
    });
    ++m_context.counters.evicted;
    most->first->abort();
}

void ConnectionPool::count(Place &place, Connection &connection)
{
    const qint64 more = connection.unfinishedBytes() - place.bytes;
    place.bytes += more;
    m_context.counters.unfinishedBytes += more;
    if (place.network != nullptr)
        place.network->second.bytes += more;
    if (place.isFromHere && (place.list == &m_unfinished) != (place.network != nullptr)) {
        leave(place);
        enter(place, connection.unfinishedNetwork());
    }
    makeRoomForBytes(place, connection);
}

void ConnectionPool::makeRoomForBytes(const Place &place, Connection &connection)
{
    const Limits &limits = m_context.limits;
    if (const Network *network = place.network) {
        const bool isFull = network->second.bytes > limits.networkBytes ||
                            (place.isFromHere && network->second.connections > limits.networkConnections);
        if (isFull && place.list == &m_unfinished) {
            Connection *oldest = oldestOf(m_unfinished, *network);
            return close(oldest != nullptr ? *oldest : connection);
        }
    }
    while (m_context.counters.unfinishedBytes > limits.unfinishedBytes && !m_unfinished.empty())
        close(*mostCrowded());
}

void ConnectionPool::onClosed(Connection &connection)
{
    const auto found = m_places.find(&connection);
    if (found == m_places.end())
        return;
    m_context.counters.unfinishedBytes -= found->second.bytes;
    m_context.counters.unsentBytes -= found->second.unsent;
    leave(found->second);
    found->second.list->erase(found->second.position);
    m_places.erase(found);
    m_context.counters.open = int(m_places.size());
    if (!m_places.empty())
        return;
    m_sweep.stop();
    Q_EMIT emptied();
}

} // namespace pl::http
