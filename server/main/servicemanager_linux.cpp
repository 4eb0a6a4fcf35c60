#include "server/main/servicemanager.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace pl {

namespace {

constexpr int kFirstSocket = 3; // as sd_listen_fds(3) has it
constexpr int kMaxSockets = 64;

QByteArray takeVariable(const char *name)
{
    const QByteArray value = qgetenv(name);
    qunsetenv(name);
    return value;
}

/// Numbers are meant for the process that `owner` names.
bool isForUs(const QByteArray &owner)
{
    return owner.toLongLong() == ::getpid();
}

QList<qintptr> takeSockets()
{
    const int many = takeVariable("LISTEN_FDS").toInt();
    const bool areOurs = isForUs(takeVariable("LISTEN_PID"));
    qunsetenv("LISTEN_FDNAMES");
    QList<qintptr> sockets;
    for (int i = 0; areOurs && i < std::min(many, kMaxSockets); ++i) {
        ::fcntl(kFirstSocket + i, F_SETFD, FD_CLOEXEC);
        sockets.append(kFirstSocket + i);
    }
    return sockets;
}

std::chrono::microseconds takePatience()
{
    const QByteArray length = takeVariable("WATCHDOG_USEC");
    const QByteArray owner = takeVariable("WATCHDOG_PID");
    return std::chrono::microseconds(owner.isEmpty() || isForUs(owner) ? std::max(0LL, length.toLongLong()) : 0);
}

} // namespace

ServiceManager ServiceManager::fromEnvironment()
{
    ServiceManager manager;
    manager.m_sockets = takeSockets();
    manager.m_patience = takePatience();
    manager.m_address = takeVariable("NOTIFY_SOCKET");
    if (!manager.m_address.isEmpty())
        manager.m_socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    return manager;
}

ServiceManager::~ServiceManager()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

/// An address that begins with @ is abstract: no file has that name.
void ServiceManager::tell(const QByteArray &news) const
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const auto size = std::size_t(m_address.size());
    if (m_socket < 0 || size >= sizeof address.sun_path)
        return;
    std::memcpy(address.sun_path, m_address.constData(), size);
    if (address.sun_path[0] == '@')
        address.sun_path[0] = '\0';
    (void)::sendto(m_socket, news.constData(), std::size_t(news.size()), MSG_DONTWAIT | MSG_NOSIGNAL,
                   reinterpret_cast<const sockaddr *>(&address), socklen_t(offsetof(sockaddr_un, sun_path) + size));
}

} // namespace pl
