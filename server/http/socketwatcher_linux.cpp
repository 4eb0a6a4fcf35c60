#include "server/http/socketwatcher.h"

#include <QSocketNotifier>

#include <array>
#include <sys/epoll.h>
#include <unistd.h>

namespace pl::http {

namespace {

// Then the event loop gets a turn for answers and timers.
constexpr int kMaxAtOnce = 64;

} // namespace

class SocketWatcher::Private
{
public:
    Private() : m_set(::epoll_create1(EPOLL_CLOEXEC)), m_notifier(m_set, QSocketNotifier::Read)
    {
        if (m_set < 0)
            qFatal("can't create an epoll set");
        QObject::connect(&m_notifier, &QSocketNotifier::activated, &m_notifier, [this] { deliver(); });
    }

    ~Private()
    {
        m_notifier.setEnabled(false);
        ::close(m_set);
    }

    void control(int operation, qintptr socket, Client *client, std::uint32_t events) const
    {
        epoll_event event{};
        event.events = events;
        event.data.ptr = client;
        ::epoll_ctl(m_set, operation, int(socket), &event);
    }

private:
    void deliver() const
    {
        std::array<epoll_event, kMaxAtOnce> events;
        const int many = ::epoll_wait(m_set, events.data(), kMaxAtOnce, 0);
        for (int i = 0; i < many; ++i) {
            const auto flags = events.at(std::size_t(i)).events;
            static_cast<Client *>(events.at(std::size_t(i)).data.ptr)
                ->onNews({(flags & EPOLLIN) != 0, (flags & EPOLLOUT) != 0, (flags & (EPOLLHUP | EPOLLERR)) != 0});
        }
    }

    const int m_set;
    QSocketNotifier m_notifier;
};

SocketWatcher::SocketWatcher() : d(std::make_unique<Private>()) {}

SocketWatcher::~SocketWatcher() = default;

void SocketWatcher::add(qintptr socket, Client *client)
{
    d->control(EPOLL_CTL_ADD, socket, client, EPOLLIN);
}

void SocketWatcher::change(qintptr socket, Client *client, bool reading, bool writing)
{
    d->control(EPOLL_CTL_MOD, socket, client, (reading ? EPOLLIN : 0u) | (writing ? EPOLLOUT : 0u));
}

void SocketWatcher::remove(qintptr socket)
{
    d->control(EPOLL_CTL_DEL, socket, nullptr, 0);
}

} // namespace pl::http
