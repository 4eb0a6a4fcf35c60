#include "server/http/server.h"

#include "server/http/connectionpool.h"

#include <QTcpServer>
#include <QTimer>

namespace pl::http {

namespace {

constexpr int kBacklog = 1024;
constexpr std::chrono::milliseconds kPauseAfterAcceptError{100};

class Listener : public QTcpServer
{
public:
    explicit Listener(ConnectionPool &pool) : m_pool(pool) {}

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto *socket = new QTcpSocket;
        if (socket->setSocketDescriptor(descriptor))
            m_pool.add(socket);
        else
            delete socket;
    }

private:
    ConnectionPool &m_pool;
};

} // namespace

class Server::Private
{
public:
    Private(Handler handler, Limits limits) : context{std::move(handler), std::move(limits)} {}

    ServerContext context;
    ConnectionPool pool{context, nullptr};
    Listener listener{pool};
    QTimer resume;
    bool hasDrained = false;
};

Server::Server(Handler handler, Limits limits, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(std::move(handler), std::move(limits)))
{
    d->listener.setListenBacklogSize(kBacklog);
    d->resume.setSingleShot(true);
    d->resume.setInterval(kPauseAfterAcceptError);
    // Out of file descriptors: Qt stops accepting, and would for ever.
    connect(&d->listener, &QTcpServer::acceptError, this, [this] {
        d->pool.evictOne();
        d->resume.start();
    });
    connect(&d->resume, &QTimer::timeout, this, [this] { d->listener.resumeAccepting(); });
    connect(&d->pool, &ConnectionPool::emptied, this, &Server::reportDrained, Qt::QueuedConnection);
}

Server::~Server() = default;

void Server::setObserver(Observer observer)
{
    d->context.observer = std::move(observer);
}

Result<quint16> Server::listen(const QHostAddress &address, quint16 port)
{
    if (!d->listener.listen(address, port))
        return Error{ErrorCode::Unavailable, QStringLiteral("Can't listen on %1 port %2: %3.")
                                                 .arg(address.toString())
                                                 .arg(port)
                                                 .arg(d->listener.errorString())};
    return d->listener.serverPort();
}

void Server::shutdown()
{
    if (std::exchange(d->context.isDraining, true))
        return;
    d->listener.close();
    d->resume.stop();
    d->pool.finishAll();
    QMetaObject::invokeMethod(this, &Server::reportDrained, Qt::QueuedConnection);
}

void Server::reportDrained()
{
    if (!d->context.isDraining || !d->pool.isEmpty() || std::exchange(d->hasDrained, true))
        return;
    Q_EMIT drained();
}

const Counters &Server::counters() const
{
    return d->context.counters;
}

} // namespace pl::http
