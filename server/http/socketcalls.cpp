#include "server/http/socketcalls.h"

#include <algorithm>
#include <limits>

#ifdef Q_OS_WIN
#include <winsock2.h>
#include <ws2tcpip.h>
#else
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace pl::http {

namespace {

#ifdef Q_OS_WIN

using Handle = SOCKET;
using Length = int;
constexpr int kSendFlags = 0;

bool isOnlyForNow()
{
    return ::WSAGetLastError() == WSAEWOULDBLOCK;
}

bool makeNonBlocking(Handle socket)
{
    u_long on = 1;
    return ::ioctlsocket(socket, FIONBIO, &on) == 0;
}

#else

using Handle = int;
using Length = std::size_t;
#ifdef MSG_NOSIGNAL
constexpr int kSendFlags = MSG_NOSIGNAL;
#else
constexpr int kSendFlags = 0; // macOS: SO_NOSIGPIPE
#endif

bool isOnlyForNow()
{
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

bool makeNonBlocking(Handle socket)
{
    const int flags = ::fcntl(socket, F_GETFL);
    return flags >= 0 && ::fcntl(socket, F_SETFL, flags | O_NONBLOCK) == 0;
}

#endif

Length lengthOf(qint64 size)
{
    return Length(std::min<qint64>(size, std::numeric_limits<int>::max()));
}

void switchOn(Handle socket, int level, int option)
{
    const int on = 1;
    (void)::setsockopt(socket, level, option, reinterpret_cast<const char *>(&on), sizeof on);
}

/// -1 when the descriptor is no socket.
int optionOf(Handle socket, int option)
{
    int value = -1;
    socklen_t size = sizeof value;
    const int result = ::getsockopt(socket, SOL_SOCKET, option, reinterpret_cast<char *>(&value), &size);
    return result == 0 ? value : -1;
}

} // namespace

bool prepareSocket(qintptr socket)
{
    switchOn(Handle(socket), IPPROTO_TCP, TCP_NODELAY);
#ifdef SO_NOSIGPIPE
    switchOn(Handle(socket), SOL_SOCKET, SO_NOSIGPIPE);
#endif
    return makeNonBlocking(Handle(socket));
}

bool isListeningTcp(qintptr socket)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    if (::getsockname(Handle(socket), reinterpret_cast<sockaddr *>(&storage), &size) != 0)
        return false;
    const bool isInternet = storage.ss_family == AF_INET || storage.ss_family == AF_INET6;
    return isInternet && optionOf(Handle(socket), SO_TYPE) == SOCK_STREAM &&
           optionOf(Handle(socket), SO_ACCEPTCONN) > 0;
}

QHostAddress peerOf(qintptr socket)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    auto *address = reinterpret_cast<sockaddr *>(&storage);
    return ::getpeername(Handle(socket), address, &size) == 0 ? QHostAddress(address) : QHostAddress();
}

std::optional<qint64> receiveNow(qintptr socket, char *bytes, qint64 size)
{
    const auto received = ::recv(Handle(socket), bytes, lengthOf(size), 0);
    if (received >= 0)
        return qint64(received);
    return isOnlyForNow() ? std::optional<qint64>(-1) : std::nullopt;
}

std::optional<qint64> sendNow(qintptr socket, QByteArrayView bytes)
{
    const auto sent = ::send(Handle(socket), bytes.data(), lengthOf(bytes.size()), kSendFlags);
    if (sent >= 0)
        return qint64(sent);
    return isOnlyForNow() ? std::optional<qint64>(0) : std::nullopt;
}

void closeWriteSide(qintptr socket)
{
#ifdef Q_OS_WIN
    (void)::shutdown(Handle(socket), SD_SEND);
#else
    (void)::shutdown(Handle(socket), SHUT_WR);
#endif
}

void closeSocket(qintptr socket)
{
#ifdef Q_OS_WIN
    (void)::closesocket(Handle(socket));
#else
    (void)::close(Handle(socket));
#endif
}

} // namespace pl::http
