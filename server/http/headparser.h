#pragma once

#include "server/http/limits.h"
#include "server/http/message.h"

#include <QByteArrayView>
#include <QString>

#include <variant>

namespace pl::http {

/// Why a request is refused before any handler sees it. The connection is closed after the answer: nobody knows where
/// the next request would begin.
struct Refusal
{
    int status = 400;
    QString detail;
    bool operator==(const Refusal &) const = default;
};

/// A request's head, found sound: one Host, no transfer or content coding, at most one length, a method of this
/// server's.
struct Head
{
    Request request; ///< without body and peer
    qint64 contentLength = 0;
    bool keepAlive = true;
    bool http10 = false;
    bool expectsContinue = false;
};

/// Reads one whole head, its empty line included (RFC 9112). Line ends and folded lines are RequestReader's to check.
std::variant<Head, Refusal> parseHead(QByteArrayView bytes, const Limits &limits);

} // namespace pl::http
