#pragma once

#include "server/http/connection.h"

#include <QBasicTimer>

#include <list>
#include <unordered_map>

namespace pl::http {

/// All connections of one server. Enforces the limits on their number and on the bytes of unfinished requests, and
/// their deadlines. When full, a new connection replaces the one that has been idle or unfinished longest; among the
/// oldest unfinished ones, it replaces one from the network that has the most.
///
/// A network is counted from the moment of accept. Connections from a proxy on this machine count toward its clients'
/// networks only while an unfinished request's headers name one (X-Forwarded-For). This machine itself has only the
/// global limits.
class ConnectionPool : public QObject, private Connection::Keeper
{
    Q_OBJECT
public:
    /// `context` must outlive the pool.
    ConnectionPool(ServerContext &context, QObject *parent);

    /// Takes over an accepted socket, or turns it away.
    void add(qintptr descriptor);
    /// Closes the connection that has been idle or unfinished longest; false when all are busy.
    bool evictOne();
    /// Closes idle connections now and the others after their answers.
    void finishAll();
    bool isEmpty() const { return m_places.empty(); }

Q_SIGNALS:
    void emptied();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    struct Usage
    {
        int connections = 0;
        qint64 bytes = 0;
    };
    using Network = std::pair<const QByteArray, Usage>;
    // Every connection is in exactly one of the lists, in the order of being added.
    using Order = std::list<Connection *>;
    struct Place
    {
        Order *list;
        Order::iterator position;
        bool isFromHere; ///< this machine: the proxy, or a program
        qint64 bytes = 0;
        qint64 unsent = 0;
        Network *network = nullptr;
    };

    void onUsed(Connection &connection) override;
    void onClosed(Connection &connection) override;
    void turnAway(qintptr descriptor);
    bool admit(const QByteArray &network);
    void enter(Place &place, const QByteArray &network);
    void leave(Place &place);
    void count(Place &place, Connection &connection);
    Order &listFor(Connection::Standing standing);
    void makeRoomForBytes(const Place &place, Connection &connection);
    Connection *oldestOf(const Order &list, const Network &network) const;
    Connection *mostCrowded() const;
    void countUnsent(Connection &connection);
    void close(Connection &connection);

    ServerContext &m_context;
    Order m_idle;
    Order m_unfinished;
    Order m_busy;
    std::unordered_map<Connection *, Place> m_places;
    std::unordered_map<QByteArray, Usage> m_networks;
    QBasicTimer m_sweep;
};

} // namespace pl::http
