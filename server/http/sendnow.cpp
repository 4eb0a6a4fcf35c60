#include "server/http/sendnow.h"

#include <algorithm>
#include <limits>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

namespace pl::http {

qint64 sendNow(qintptr socket, QByteArrayView bytes)
{
#ifdef Q_OS_WIN
    const auto size = int(std::min<qsizetype>(bytes.size(), std::numeric_limits<int>::max()));
    const auto sent = ::send(SOCKET(socket), bytes.data(), size, 0);
#elif defined(MSG_NOSIGNAL)
    const auto sent = ::send(int(socket), bytes.data(), std::size_t(bytes.size()), MSG_NOSIGNAL);
#else
    const qint64 sent = 0; // macOS has no flag against SIGPIPE; QTcpSocket knows what to do
    (void)socket;
    (void)bytes;
#endif
    return std::max<qint64>(0, qint64(sent));
}

} // namespace pl::http
