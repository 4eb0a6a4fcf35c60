#pragma once

#include "server/http/connection.h"

#include <QBasicTimer>

#include <list>
#include <unordered_map>

namespace pl::http {

/// All connections of one server: keeps their number under the limit and their deadlines. When full, a new one takes
/// the place of the one that has been idle longest.
class ConnectionPool : public QObject, private Connection::Keeper
{
    Q_OBJECT
public:
    /// `context` must outlive the pool.
    ConnectionPool(ServerContext &context, QObject *parent);

    /// Takes over an accepted socket; it may be turned away.
    void add(qintptr descriptor);
    /// Closes the longest idle one; false when none is idle.
    bool evictOne();
    /// Closes idle connections now, the others after their answers.
    void finishAll();
    bool isEmpty() const { return m_places.empty(); }

Q_SIGNALS:
    void emptied();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void onUsed(Connection &connection) override;
    void onClosed(Connection &connection) override;
    void turnAway(qintptr descriptor);

    // Every connection is in one of the lists; the idle ones in the order in which they became idle.
    using Order = std::list<Connection *>;
    struct Place
    {
        Order *list;
        Order::iterator position;
    };
    ServerContext &m_context;
    Order m_idle;
    Order m_busy;
    std::unordered_map<Connection *, Place> m_places;
    QBasicTimer m_sweep;
};

} // namespace pl::http
