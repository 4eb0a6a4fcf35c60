// For systems without epoll.

#include "server/http/socketwatcher.h"

#include <QSocketNotifier>

#include <unordered_map>

namespace pl::http {

class SocketWatcher::Private
{
public:
    struct Notifiers : QObject
    {
        Notifiers(qintptr socket, Client *client)
            : reading(socket, QSocketNotifier::Read), writing(socket, QSocketNotifier::Write)
        {
            writing.setEnabled(false);
            QObject::connect(&reading, &QSocketNotifier::activated, &reading,
                             [client] { client->onNews({.isReadable = true}); });
            QObject::connect(&writing, &QSocketNotifier::activated, &writing,
                             [client] { client->onNews({.isWritable = true}); });
        }

        QSocketNotifier reading;
        QSocketNotifier writing;
    };

    std::unordered_map<qintptr, Notifiers *> bySocket;
};

SocketWatcher::SocketWatcher() : d(std::make_unique<Private>()) {}

SocketWatcher::~SocketWatcher()
{
    for (const auto &[socket, notifiers] : d->bySocket)
        delete notifiers;
}

void SocketWatcher::add(qintptr socket, Client *client)
{
    d->bySocket.emplace(socket, new Private::Notifiers(socket, client));
}

void SocketWatcher::change(qintptr socket, Client *, bool reading, bool writing)
{
    Private::Notifiers &notifiers = *d->bySocket.at(socket);
    notifiers.reading.setEnabled(reading);
    notifiers.writing.setEnabled(writing);
}

void SocketWatcher::remove(qintptr socket)
{
    const auto found = d->bySocket.find(socket);
    if (found == d->bySocket.end())
        return;
    Private::Notifiers *notifiers = found->second;
    d->bySocket.erase(found);
    notifiers->reading.setEnabled(false);
    notifiers->writing.setEnabled(false);
    // One of the two may be emitting right now.
    notifiers->deleteLater();
}

} // namespace pl::http
