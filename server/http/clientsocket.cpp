#include "server/http/clientsocket.h"

#include "server/http/socketcalls.h"

#include <array>

namespace pl::http {

namespace {

constexpr qintptr kClosed = -1;
constexpr qint64 kReadChunk = 64 * 1024;

} // namespace

ClientSocket::ClientSocket(qintptr descriptor, SocketWatcher &watcher, Owner &owner)
    : m_descriptor(descriptor), m_watcher(watcher), m_owner(owner), m_peer(peerOf(descriptor))
{
    m_isBroken = !prepareSocket(descriptor);
    m_watcher.add(m_descriptor, this);
}

QByteArray ClientSocket::read()
{
    if (!m_hasInput || m_descriptor == kClosed)
        return {};
    thread_local std::array<char, kReadChunk> chunk;
    const auto received = receiveNow(m_descriptor, chunk.data(), kReadChunk);
    m_isBroken = m_isBroken || !received;
    m_hasEnded = m_hasEnded || received == 0;
    // A chunk that is not full was everything: reading again would only cost a system call.
    m_hasInput = received == kReadChunk;
    watch();
    return received && *received > 0 ? QByteArray(chunk.data(), *received) : QByteArray();
}

void ClientSocket::send(const QByteArray &bytes)
{
    if (m_descriptor == kClosed || m_isBroken)
        return;
    if (!m_unsent.isEmpty()) {
        m_unsent += bytes;
        return;
    }
    const auto sent = sendNow(m_descriptor, bytes);
    m_isBroken = !sent;
    if (sent && *sent < bytes.size()) {
        m_unsent = bytes.sliced(*sent);
        watch();
    }
}

void ClientSocket::sendRest()
{
    const auto sent = sendNow(m_descriptor, m_unsent);
    m_isBroken = !sent;
    if (sent)
        m_unsent.remove(0, *sent);
    watch();
}

void ClientSocket::closeWriteSide()
{
    if (m_descriptor != kClosed)
        http::closeWriteSide(m_descriptor);
}

void ClientSocket::close()
{
    if (m_descriptor == kClosed)
        return;
    m_watcher.remove(m_descriptor);
    closeSocket(std::exchange(m_descriptor, kClosed));
    m_unsent.clear();
}

/// Subscribes to the events of interest. Input left unread would be reported over and over.
void ClientSocket::watch()
{
    const bool reading = !m_hasInput && !m_hasEnded && !m_isBroken;
    const bool writing = !m_unsent.isEmpty() && !m_isBroken;
    const bool isAsked = reading == std::exchange(m_isReading, reading);
    if (writing == std::exchange(m_isWriting, writing) && isAsked)
        return;
    m_watcher.change(m_descriptor, this, reading, writing);
}

void ClientSocket::onNews(SocketWatcher::News news)
{
    if (m_descriptor == kClosed)
        return;
    if (news.isGone || m_isBroken)
        return m_owner.onGone();
    if (news.isWritable && !m_unsent.isEmpty()) {
        sendRest();
        if (!m_isBroken)
            m_owner.onSent();
    }
    if (news.isReadable && !m_isBroken && m_descriptor != kClosed) {
        m_hasInput = true;
        m_owner.onReadable();
    }
    // If the socket broke during the owner's callback, some systems send no further event.
    if (m_descriptor != kClosed)
        m_isBroken ? m_owner.onGone() : watch();
}

} // namespace pl::http
