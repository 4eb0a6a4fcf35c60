#pragma once

#include <QByteArray>
#include <QList>

#include <array>
#include <cstddef>
#include <cstring>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace pl::test {

/// The socket of a service manager to which programs send news, as in sd_notify(3). Linux only.
class NoticeSocket
{
public:
    /// `address`: a file that doesn't exist yet, or an abstract name that begins with @.
    explicit NoticeSocket(const QByteArray &address) : m_socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_un to{};
        to.sun_family = AF_UNIX;
        const auto size = std::size_t(address.size());
        if (size >= sizeof to.sun_path)
            return;
        std::memcpy(to.sun_path, address.constData(), size);
        if (to.sun_path[0] == '@')
            to.sun_path[0] = '\0';
        m_isBound = ::bind(m_socket, reinterpret_cast<const sockaddr *>(&to),
                           socklen_t(offsetof(sockaddr_un, sun_path) + size)) == 0;
    }
    ~NoticeSocket() { ::close(m_socket); }
    NoticeSocket(const NoticeSocket &) = delete;
    NoticeSocket &operator=(const NoticeSocket &) = delete;

    bool isBound() const { return m_isBound; }

    /// All lines that have come so far, in their order.
    QList<QByteArray> lines()
    {
        std::array<char, 4096> bytes;
        for (;;) {
            const auto size = ::recv(m_socket, bytes.data(), bytes.size(), MSG_DONTWAIT);
            if (size <= 0)
                return m_lines;
            for (const QByteArray &line : QByteArray(bytes.data(), size).split('\n'))
                if (!line.isEmpty())
                    m_lines.append(line);
        }
    }

private:
    const int m_socket;
    bool m_isBound = false;
    QList<QByteArray> m_lines;
};

} // namespace pl::test
