#pragma once

#include "server/http/message.h"

namespace pl::http {

/// What happens to the connection after an answer.
enum class Persistence {
    KeepAlive,   ///< HTTP/1.1: needs no header
    KeepAlive10, ///< HTTP/1.0: needs a Connection header
    Close
};

/// An answer's bytes on the wire. Adds Date, Content-Length (not to 1xx, 204 and 304), Connection, and, unless the
/// handler set them, `Cache-Control: no-store` and `X-Content-Type-Options: nosniff`; to HTML pages also a
/// Content-Security-Policy without scripts and frames, and `Referrer-Policy: no-referrer`. Without `withBody` (HEAD)
/// the head states the length that the body would have. A header whose name or value contains a line break is omitted.
QByteArray wireBytes(const Response &response, Persistence persistence, bool withBody = true);

} // namespace pl::http
