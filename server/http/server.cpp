#include "server/http/server.h"

#include "server/http/connectionpool.h"
#include "server/http/descriptors.h"
#include "server/http/socketcalls.h"

#include <QTcpServer>
#include <QTimer>

namespace pl::http {

namespace {

constexpr int kBacklog = 1024;
constexpr std::chrono::milliseconds kPauseWithoutDescriptors{100};
constexpr std::chrono::seconds kWatch{1};

/// When file descriptors run out, Qt 6.4 treats accept's EMFILE as a passing error and retries silently in a busy loop.
/// So this checks after each connection, and once a second, whether another descriptor is free; if not, it pauses
/// accepting and closes the longest idle connection.
class Listener : public QTcpServer
{
public:
    explicit Listener(ConnectionPool &pool) : m_pool(pool)
    {
        m_resume.setSingleShot(true);
        m_resume.setInterval(kPauseWithoutDescriptors);
        m_resume.callOnTimeout(this, [this] {
            resumeAccepting();
            pauseWhenFull();
        });
        m_watch.setInterval(kWatch);
        m_watch.callOnTimeout(this, &Listener::pauseWhenFull);
        m_watch.start();
    }

    void pauseWhenFull()
    {
        if (!isListening() || m_resume.isActive() || hasFreeDescriptor(socketDescriptor()))
            return;
        pauseAccepting();
        m_resume.start();
        m_pool.evictOne();
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        m_pool.add(descriptor);
        pauseWhenFull();
    }

private:
    ConnectionPool &m_pool;
    QTimer m_resume;
    QTimer m_watch;
};

} // namespace

class Server::Private
{
public:
    Private(Handler handler, Limits limits) : context{std::move(handler), std::move(limits)} {}

    ServerContext context;
    ConnectionPool pool{context, nullptr};
    Listener listener{pool};
    bool isShared = false;
    bool hasDrained = false;
};

Server::Server(Handler handler, Limits limits, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(std::move(handler), std::move(limits)))
{
    d->listener.setListenBacklogSize(kBacklog);
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

Result<Endpoint> Server::takeOver(qintptr descriptor)
{
    if (!isListeningTcp(descriptor) || !d->listener.setSocketDescriptor(descriptor))
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("The socket that was handed over isn't a listening TCP socket.")};
    d->isShared = true;
    d->listener.pauseAccepting();
    return Endpoint{d->listener.serverAddress(), d->listener.serverPort()};
}

void Server::startAccepting()
{
    if (d->listener.isListening())
        d->listener.resumeAccepting();
}

void Server::shutdown()
{
    if (std::exchange(d->context.isDraining, true))
        return;
    d->context.drainBegan = std::chrono::steady_clock::now();
    if (d->listener.isListening() && !d->isShared)
        (void)d->listener.waitForNewConnection(0); // closing would reset what waits
    d->listener.close();
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
