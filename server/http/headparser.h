#pragma once

#include "server/http/limits.h"
#include "server/http/message.h"

#include <QByteArrayView>
#include <QString>

#include <variant>

namespace pl::http {

/// Why a request is refused before any handler sees it. The connection is closed after the answer, because the start of
/// the next request is unknown.
struct Refusal
{
    int status = 400;
    QString detail;
    bool operator==(const Refusal &) const = default;
};

/// A validated request head: one Host, no content coding, at most one length or else the chunked coding, a supported
/// method.
struct Head
{
    Request request;          ///< without body and peer
    qint64 contentLength = 0; ///< of a body that isn't in chunks
    bool isChunked = false;
    bool keepAlive = true;
    bool http10 = false;
    bool expectsContinue = false;
};

/// Parses one whole head, including its empty line (RFC 9112). RequestReader has already checked line ends and folding.
std::variant<Head, Refusal> parseHead(QByteArrayView bytes, const Limits &limits);

} // namespace pl::http
