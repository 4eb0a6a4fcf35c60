#pragma once

#include "server/http/socketwatcher.h"

#include <QByteArray>
#include <QHostAddress>

namespace pl::http {

/// A client's TCP connection as a byte stream: the owner reads when it wants to; unsent bytes are kept until the client
/// accepts them. Sending an answer that fits into the system's buffer, as nearly all do, is one call.
///
/// Not a QTcpSocket, because that drops unsent bytes and reports only the end when the client's last bytes and its end
/// of file arrive together (a client may send a "Connection: close" request and shut its side down), and because its
/// buffers, signals and system calls cost a tenth of a lead's time.
class ClientSocket final : private SocketWatcher::Client
{
public:
    /// The socket's owner. Called only from the event loop, never from within the socket's own functions.
    class Owner
    {
    public:
        virtual ~Owner() = default;
        /// There is something to read, or the client has finished sending. Called again after reading if there is more.
        virtual void onReadable() = 0;
        /// The client has accepted some unsent bytes.
        virtual void onSent() = 0;
        /// The connection is broken or closed on both sides.
        virtual void onGone() = 0;
    };

    /// Takes the accepted socket; `watcher` and `owner` outlive this. Must not be deleted from within the owner's
    /// callbacks.
    ClientSocket(qintptr descriptor, SocketWatcher &watcher, Owner &owner);
    ~ClientSocket() override { close(); }
    Q_DISABLE_COPY_MOVE(ClientSocket)

    const QHostAddress &peer() const { return m_peer; }

    /// The bytes received, about 64 KiB at most; empty when there are none right now.
    QByteArray read();
    /// Makes the next `read` ask the system, though the event loop has reported nothing yet.
    void lookAgain() { m_hasInput = true; }
    /// The client has finished sending, and everything was read.
    bool hasEnded() const { return m_hasEnded; }
    /// Nothing can be read or sent any more.
    bool isBroken() const { return m_isBroken; }

    void send(const QByteArray &bytes);
    /// Bytes that the client has not accepted yet.
    qint64 unsent() const { return m_unsent.size(); }

    /// Tells the client that nothing more follows; only when nothing is unsent.
    void closeWriteSide();
    /// Closes immediately; unsent bytes are lost.
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
    bool m_hasInput = false; // as far as we know
    bool m_hasEnded = false;
    bool m_isBroken = false;
    bool m_isReading = true; // what the watcher was asked for
    bool m_isWriting = false;
};

} // namespace pl::http
