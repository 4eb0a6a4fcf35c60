#pragma once

#include <QByteArray>

#include <chrono>
#include <functional>

namespace pl::http {

struct Request;

/// The server's limits on what clients may send. Sizes are in bytes. The defaults are the product's; tests shorten the
/// times.
struct Limits
{
    qsizetype targetBytes = 8 * 1024; ///< a longer request target: 414
    qsizetype headBytes = 16 * 1024;  ///< a longer head: 431
    int headerFields = 64;            ///< more fields: 431
    qint64 bodyBytes = 64 * 1024;     ///< a longer body: 413, unless `bodyLimit` allows it

    /// The limit for a request whose body is longer than `bodyBytes`, or comes in chunks; less than `bodyBytes` is
    /// taken for that. Called when the head is known and none of the body has been read. Unset: `bodyBytes` for all.
    std::function<qint64(const Request &head)> bodyLimit = {};

    std::chrono::milliseconds head = std::chrono::seconds(5);  ///< from a request's first byte to its empty line: 408
    std::chrono::milliseconds body = std::chrono::seconds(10); ///< from there to the body's last byte: 408
    std::chrono::milliseconds idle = std::chrono::seconds(15); ///< between requests: closed silently
    std::chrono::milliseconds answer =
        std::chrono::seconds(30); ///< for a handler: 503; also for a client to continue reading
    std::chrono::milliseconds linger = std::chrono::seconds(2); ///< for a refused client to stop sending
    std::chrono::milliseconds drain{500}; ///< while stopping: for a connection without a request to bring one

    int connections = 2000;                    ///< one more closes the one that has been idle or unfinished longest
    int networkConnections = 500;              ///< per network (clientNetwork); behind a proxy: its unfinished requests
    qint64 unfinishedBytes = 96 * 1024 * 1024; ///< of incomplete requests; beyond it the oldest is closed
    qint64 networkBytes = 32 * 1024 * 1024;    ///< the same per network
    int pipelined = 16;                        ///< pending requests per connection; reading pauses beyond it
    qint64 unsentBytes = 1024 * 1024;          ///< answers a client has not read yet; reading pauses beyond it
    qint64 allUnsentBytes = 256 * 1024 * 1024; ///< the same for all clients; beyond it the one with the most is closed
};

} // namespace pl::http
