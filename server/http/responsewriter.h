#pragma once

#include "server/http/message.h"

namespace pl::http {

/// How the connection goes on after an answer.
enum class Persistence {
    KeepAlive,   ///< HTTP/1.1: nothing needs to be said
    KeepAlive10, ///< HTTP/1.0: said in Connection
    Close
};

/// An answer's bytes on the wire. Adds Date, Content-Length (not to 1xx, 204 and 304), Connection, and, where the
/// handler set no other, `Cache-Control: no-store` and `X-Content-Type-Options: nosniff`; to HTML pages also a
/// Content-Security-Policy without scripts and frames, and `Referrer-Policy: no-referrer`. Without `withBody` (HEAD)
/// the head tells the length that the body would have. A header whose name or value holds a line break is left out.
QByteArray wireBytes(const Response &response, Persistence persistence, bool withBody = true);

} // namespace pl::http
