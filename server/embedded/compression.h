#pragma once

#include "server/http/message.h"

namespace pl::embedded {

/// Whether a request's Accept-Encoding lets its answer come in gzip, and does not like it less than plain (RFC 9110,
/// 12.5.3). Without the header: no.
bool acceptsGzip(const http::Headers &headers);

/// The bytes as one gzip member (RFC 1952).
QByteArray gzip(const QByteArray &bytes);

/// The answer as it goes to who sent these headers: a body of more than 1 KiB in gzip where that is accepted and
/// shorter, and `Vary: Accept-Encoding` with each body that may come either way. An answer that is encoded already
/// stays as it is. A HEAD's is treated like a GET's, so both heads are the same.
http::Response compressed(const http::Headers &headers, http::Response answer);

} // namespace pl::embedded
