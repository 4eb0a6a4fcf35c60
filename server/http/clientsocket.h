#pragma once

#include "server/http/socketwatcher.h"

#include <QByteArray>
#include <QHostAddress>

namespace pl::http {

/// A client's TCP connection, as bytes: what has come is read when the owner wants it, what is sent is kept until the
/// client takes it. For an answer that fits into the system's buffer, as nearly all do, sending is one call.
///
/// Not a QTcpSocket, because that drops what is unsent, and tells of nothing but the end, when the client's last bytes
/// and its end of file come together (it may send "Connection: close" requests and shut its side down); and because
/// its buffers, signals and questions to the system cost a tenth of a lead's time.
class ClientSocket final : private SocketWatcher::Client
{
public:
    /// Whoever owns the socket. Called from the event loop alone, never from within the socket's own functions.
    class Owner
    {
    public:
        virtual ~Owner() = default;
        /// There is something to read, or the client sends no more. Told again when it has been read.
        virtual void onReadable() = 0;
        /// The client has taken some of what was unsent.
        virtual void onSent() = 0;
        /// The connection is broken or closed on both sides.
        virtual void onGone() = 0;
    };

    /// Takes the accepted socket; `watcher` and `owner` outlive this. Not to be deleted from the owner's functions.
    ClientSocket(qintptr descriptor, SocketWatcher &watcher, Owner &owner);
    ~ClientSocket() override { close(); }
    Q_DISABLE_COPY_MOVE(ClientSocket)

    const QHostAddress &peer() const { return m_peer; }

    /// What has come, some 64 KiB at most; empty when there is nothing now.
    QByteArray read();
    /// The client sends no more, and all that it sent was read.
    bool hasEnded() const { return m_hasEnded; }
    /// Nothing can be read or sent any more.
    bool isBroken() const { return m_isBroken; }

    void send(const QByteArray &bytes);
    /// Bytes that the client has not taken.
    qint64 unsent() const { return m_unsent.size(); }

    /// Tells the client that nothing more comes; only when nothing is unsent.
    void closeWriteSide();
    /// At once. What is unsent is lost.
    void close();

private:
    void onNews(SocketWatcher::News news) override;
    void sendRest();
    void watch();

    qintptr m_descriptor;
    SocketWatcher &m_watcher;
    Owner &m_owner;
    QHostAddress m_peer;
    QByteArray m_unsent;
    bool m_hasInput = false; // as far as is known
    bool m_hasEnded = false;
    bool m_isBroken = false;
    bool m_isReading = true; // what the watcher was asked for
    bool m_isWriting = false;
};

} // namespace pl::http
