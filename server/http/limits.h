#pragma once

#include <QByteArray>

#include <chrono>
#include <functional>

namespace pl::http {

struct Request;

/// What a client may ask of the server before it is refused. Sizes are bytes. The defaults are the product's; tests
/// shorten the times.
struct Limits
{
    qsizetype targetBytes = 8 * 1024; ///< a longer request target: 414
    qsizetype headBytes = 16 * 1024;  ///< a longer head: 431
    int headerFields = 64;            ///< more fields: 431
    qint64 bodyBytes = 64 * 1024;     ///< a longer body: 413, unless `bodyLimit` allows it

    /// The limit of one request whose body is longer than `bodyBytes`, asked when its head is known and nothing of the
    /// body is read; unset means `bodyBytes` for all.
    std::function<qint64(const Request &head)> bodyLimit = {};

    std::chrono::milliseconds head = std::chrono::seconds(5);    ///< from a request's first byte to its empty line: 408
    std::chrono::milliseconds body = std::chrono::seconds(10);   ///< from there to the body's last byte: 408
    std::chrono::milliseconds idle = std::chrono::seconds(15);   ///< between requests: closed without a word
    std::chrono::milliseconds answer = std::chrono::seconds(30); ///< a handler's time: 503; also a client's to read on
    std::chrono::milliseconds linger = std::chrono::seconds(2);  ///< a refused client's time to stop sending

    int connections = 2000;       ///< one more closes the one that has been idle or unfinished longest
    int networkConnections = 500; ///< of one network (clientNetwork); behind a proxy: its unfinished requests
    qint64 unfinishedBytes = 96 * 1024 * 1024; ///< of requests that have not come to their end; then the oldest goes
    qint64 networkBytes = 32 * 1024 * 1024;    ///< the same of one network
    int pipelined = 16;               ///< requests of one connection in hand; then nothing more is read from it
    qint64 unsentBytes = 1024 * 1024; ///< answers a client has not read yet; then nothing more is read from it
    qint64 allUnsentBytes = 256 * 1024 * 1024; ///< the same of all clients; then the one with the most is closed
};

} // namespace pl::http
