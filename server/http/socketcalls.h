#pragma once

#include <QByteArrayView>
#include <QHostAddress>

#include <optional>

namespace pl::http {

/// The few system calls on a client's TCP socket whose names and details differ between systems. None of them blocks.

/// Makes an accepted socket non-blocking, disables Nagle's algorithm and SIGPIPE. False: the socket is unusable.
bool prepareSocket(qintptr socket);

/// Whether this is a TCP socket, of IPv4 or IPv6, that listens for connections.
bool isListeningTcp(qintptr socket);

/// The client's address; null when the connection is already gone.
QHostAddress peerOf(qintptr socket);

/// Receives up to `size` bytes. 0: the client has finished sending. -1: nothing to read now. Empty: the connection is
/// broken.
std::optional<qint64> receiveNow(qintptr socket, char *bytes, qint64 size);

/// Sends what the socket accepts now, possibly 0 bytes. Empty: the connection is broken.
std::optional<qint64> sendNow(qintptr socket, QByteArrayView bytes);

/// Tells the client that nothing more follows; its data can still be read.
void closeWriteSide(qintptr socket);

void closeSocket(qintptr socket);

} // namespace pl::http
