#pragma once

#include "server/http/socketcalls.h"

#include <QTcpSocket>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

/// Closing sends a reset instead of a polite end.
inline void closeHard(QTcpSocket *socket)
{
#ifdef Q_OS_UNIX
    const linger none{1, 0};
    ::setsockopt(int(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &none, sizeof none);
#endif
    socket->abort();
}

/// A client that sends exactly the bytes it is given and keeps what comes back. Driven by the event loop: look at it
/// with QTRY_*.
class RawClient
{
public:
    explicit RawClient(quint16 port)
    {
        QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket, [this] {
            if (m_reads)
                m_received += m_socket.readAll();
        });
        m_socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    }

    /// Bytes sent before the connection stands are kept until then.
    void send(const QByteArray &bytes)
    {
        if (m_socket.state() == QAbstractSocket::ConnectedState)
            m_socket.write(bytes);
        else
            QObject::connect(&m_socket, &QTcpSocket::connected, &m_socket, [this, bytes] { m_socket.write(bytes); });
    }

    /// Leaves what comes in the sockets' buffers, as a client does that is busy elsewhere.
    void stopReading()
    {
        m_reads = false;
        m_socket.setReadBufferSize(1024);
    }
    void resumeReading()
    {
        m_reads = true;
        m_socket.setReadBufferSize(0);
        m_received += m_socket.readAll();
    }

    void leave() { m_socket.abort(); }
    void breakOff() { closeHard(&m_socket); }
    /// Shuts its side down and reads on. Only when it is connected.
    void sendLast(const QByteArray &bytes)
    {
        m_socket.write(bytes);
        m_socket.flush();
        pl::http::closeWriteSide(m_socket.socketDescriptor());
    }

    QByteArray received() const { return m_received; }
    int answers() const { return int(m_received.count("HTTP/1.1 ")); }
    /// The status of the first answer; 0 before it has come.
    int status() const { return m_received.startsWith("HTTP/1.1 ") ? m_received.mid(9, 3).toInt() : 0; }
    bool isConnected() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    bool isClosed() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }

private:
    QTcpSocket m_socket;
    QByteArray m_received;
    bool m_reads = true;
};
