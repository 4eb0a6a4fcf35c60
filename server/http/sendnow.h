#pragma once

#include <QByteArrayView>

namespace pl::http {

/// Gives a connected, non-blocking socket what it takes at once; how many bytes that were, 0 also when it is broken.
///
/// QTcpSocket would keep a copy, watch the socket for room and tell of the bytes; for an answer that fits into the
/// system's buffer, as nearly all do, that costs more than the sending. Only while QTcpSocket has nothing unsent.
qint64 sendNow(qintptr socket, QByteArrayView bytes);

} // namespace pl::http
