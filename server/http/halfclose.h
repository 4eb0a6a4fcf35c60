#pragma once

#include <QtGlobal>

namespace pl::http {

/// Tells the other side that nothing more will be sent, while its own bytes can still be read (QTcpSocket has no such
/// call).
void closeWriteSide(qintptr socketDescriptor);

} // namespace pl::http
