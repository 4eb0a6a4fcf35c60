#pragma once

#include "models/base/result.h"
#include "server/http/servercontext.h"

#include <QHostAddress>
#include <QObject>

#include <memory>

namespace pl::http {

/// Where a server listens.
struct Endpoint
{
    QHostAddress host;
    quint16 port = 0;
};

/// An HTTP/1.1 server on this object's thread, driven by its event loop. The handler is called there and must not
/// block. Plain HTTP only; a reverse proxy in front of it handles TLS.
class Server : public QObject
{
    Q_OBJECT
public:
    Server(Handler handler, Limits limits, QObject *parent = nullptr);
    ~Server() override;

    /// Called on the server's thread with every answer, when it is sent. Set it before `listen`.
    void setObserver(Observer observer);

    /// Starts listening and returns the port; port 0 picks a free one. Unavailable if the address can't be used.
    Result<quint16> listen(const QHostAddress &address, quint16 port);

    /// Owns this listening TCP socket from now on, which other processes may share: a service manager's, for one. Its
    /// connections wait in the system's queue until `startAccepting`. InvalidInput if it isn't a listening TCP socket.
    Result<Endpoint> takeOver(qintptr descriptor);
    void startAccepting();

    /// Stops accepting connections, answers the requests that have begun or begin within `Limits::drain`, closes every
    /// connection, then emits `drained`. Connections that wait for `accept` are taken first, unless the socket was
    /// taken over: those are left to whoever shares it.
    void shutdown();

    const Counters &counters() const;

Q_SIGNALS:
    /// Emitted once after `shutdown`, from the event loop, when the last connection is closed.
    void drained();

private:
    void reportDrained();

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pl::http
