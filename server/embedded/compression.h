#pragma once

#include "server/http/message.h"

namespace pl::embedded {

/// Whether a request's Accept-Encoding accepts gzip and does not prefer plain answers (RFC 9110, 12.5.3). Without the
/// header: no.
bool acceptsGzip(const http::Headers &headers);

/// The bytes as one gzip member (RFC 1952).
QByteArray gzip(const QByteArray &bytes);

/// The answer for a client that sent these headers: a body of more than 1 KiB in gzip if that is accepted and shorter,
/// and `Vary: Accept-Encoding` on every body that may be sent either way. Already encoded answers are unchanged. HEAD
/// is treated like GET, so that both have the same headers.
http::Response compressed(const http::Headers &headers, http::Response answer);

} // namespace pl::embedded
