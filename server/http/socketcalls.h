#pragma once

#include <QByteArrayView>
#include <QHostAddress>

#include <optional>

namespace pl::http {

/// What the server asks of the system for a client's TCP socket: the few calls whose names and details differ between
/// systems. All by descriptor; none blocks.

/// Makes an accepted socket non-blocking, lets it send small answers at once, and keeps SIGPIPE away. False: useless.
bool prepareSocket(qintptr socket);

/// The client's end of the connection; null when it is gone already.
QHostAddress peerOf(qintptr socket);

/// Takes up to `size` bytes. 0: the client sends no more. -1: nothing is there now. Nothing: the connection is broken.
std::optional<qint64> receiveNow(qintptr socket, char *bytes, qint64 size);

/// Gives the socket what it takes at once, which may be 0 bytes. Nothing: the connection is broken.
std::optional<qint64> sendNow(qintptr socket, QByteArrayView bytes);

/// Tells the client that nothing more comes; what it sends can still be read.
void closeWriteSide(qintptr socket);

void closeSocket(qintptr socket);

} // namespace pl::http
