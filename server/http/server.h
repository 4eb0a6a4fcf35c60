#pragma once

#include "models/base/result.h"
#include "server/http/servercontext.h"

#include <QHostAddress>
#include <QObject>

#include <memory>

namespace pl::http {

/// An HTTP/1.1 server on one thread: that of this object, whose event loop drives it. The handler is called there and
/// must not block it. Speaks plain HTTP; TLS ends at a reverse proxy in front of it.
class Server : public QObject
{
    Q_OBJECT
public:
    Server(Handler handler, Limits limits, QObject *parent = nullptr);
    ~Server() override;

    /// Called on the server's thread with every answer, when it is sent. Set it before `listen`.
    void setObserver(Observer observer);

    /// Begins to listen; port 0 takes any free one. Gives the port. Unavailable when the address can't be had.
    Result<quint16> listen(const QHostAddress &address, quint16 port);

    /// Takes no more connections and requests, answers those in hand, closes every connection, then emits `drained`.
    void shutdown();

    const Counters &counters() const;

Q_SIGNALS:
    /// After `shutdown`, once, from the event loop: the last connection is closed.
    void drained();

private:
    void reportDrained();

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pl::http
