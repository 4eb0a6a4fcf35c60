#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QFuture>
#include <QList>

#include <chrono>
#include <optional>
#include <utility>

namespace pl::supabase {

using Headers = QList<std::pair<QByteArray, QByteArray>>;

/// One request to a Supabase project. `target` begins at the project's root and is percent-encoded already:
/// "/rest/v1/leads?select=id".
struct HttpRequest
{
    QByteArray method = "GET";
    QByteArray target;
    Headers headers = {};
    QByteArray body = {};
    std::chrono::milliseconds timeout = std::chrono::seconds(10);
    qint64 maxBytes = 0; ///< of the answer's body; a longer one is an Error (TooLarge). 0: any length. Only for what
                         ///< comes over the network
};

struct HttpResponse
{
    int status = 0;
    Headers headers = {};
    QByteArray body = {};

    /// The first header of that name, whatever its case; empty when there is none.
    QByteArray header(const QByteArray &name) const
    {
        for (const auto &[key, value] : headers)
            if (key.compare(name, Qt::CaseInsensitive) == 0)
                return value;
        return {};
    }
};

/// Carries requests to Supabase: over the network, in the same process (the embedded one), or a test's stand-in.
///
/// The future finishes exactly once, also on abort and time-out. Any HTTP status is a value; an Error means that no
/// answer came: Unavailable, TimedOut, Cancelled, or TooLarge for one that was given up. Nothing is retried here.
/// `send` is called on the thread that owns the transport; the future may finish on another one.
class Transport
{
public:
    virtual ~Transport() = default;
    virtual QFuture<Result<HttpResponse>> send(HttpRequest request) = 0;
};

} // namespace pl::supabase
