#pragma once

#include <QtGlobal>

#include <memory>

namespace pl::http {

/// Reports from the event loop which of many sockets can be read or written. On Linux it uses one epoll set, because
/// Qt's notifiers make the kernel check every connection each time. Other systems use those notifiers.
///
/// Lives on one thread, that of the event loop.
class SocketWatcher
{
public:
    struct News
    {
        bool isReadable = false; ///< or ended
        bool isWritable = false;
        bool isGone = false; ///< both directions are closed or the connection is broken; only on systems that report it
    };

    /// Receives the events. Must not be deleted during delivery, only from the event loop (`deleteLater`).
    class Client
    {
    public:
        virtual ~Client() = default;
        virtual void onNews(News news) = 0;
    };

    SocketWatcher();
    ~SocketWatcher();
    Q_DISABLE_COPY_MOVE(SocketWatcher)

    /// Starts reporting to `client` whenever this socket can be read.
    void add(qintptr socket, Client *client);
    /// Changes which events are reported.
    void change(qintptr socket, Client *client, bool reading, bool writing);
    /// Call before the socket is closed. Events already fetched may still be delivered.
    void remove(qintptr socket);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pl::http
