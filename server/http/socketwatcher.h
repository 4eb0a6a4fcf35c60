#pragma once

#include <QtGlobal>

#include <memory>

namespace pl::http {

/// Tells of many sockets, from the event loop, when they can be read or written. On Linux one epoll set stands for all
/// of them: Qt's own notifiers would have the kernel look at every connection for every few that have something. Other
/// systems use those notifiers.
///
/// Lives on one thread, that of the event loop.
class SocketWatcher
{
public:
    struct News
    {
        bool isReadable = false; ///< or ended
        bool isWritable = false;
        bool isGone = false; ///< both directions are closed, or the connection is broken; only where the system tells
    };

    /// Whoever is told. Not to be deleted while news are given out, only from the event loop (`deleteLater`).
    class Client
    {
    public:
        virtual ~Client() = default;
        virtual void onNews(News news) = 0;
    };

    SocketWatcher();
    ~SocketWatcher();
    Q_DISABLE_COPY_MOVE(SocketWatcher)

    /// From now on tells `client` of this socket: that it can be read, as long as it can.
    void add(qintptr socket, Client *client);
    /// What is told of it from now on.
    void change(qintptr socket, Client *client, bool reading, bool writing);
    /// Before the socket is closed. What is known of it already may still be told.
    void remove(qintptr socket);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pl::http
