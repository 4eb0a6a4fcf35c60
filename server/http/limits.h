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
    qint64 bodyBytes = 64 * 1024;     ///< a longer body: 413, unless `bodyLimit` says otherwise for the route

    /// The body limit of one request, asked once when its head is known; unset means `bodyBytes` everywhere.
    std::function<qint64(const Request &head)> bodyLimit = {};

    std::chrono::milliseconds head = std::chrono::seconds(5);    ///< from a request's first byte to its empty line: 408
    std::chrono::milliseconds body = std::chrono::seconds(10);   ///< from there to the body's last byte: 408
    std::chrono::milliseconds idle = std::chrono::seconds(15);   ///< between requests: closed without a word
    std::chrono::milliseconds answer = std::chrono::seconds(30); ///< a handler's time: 503; also a client's to read on
    std::chrono::milliseconds linger = std::chrono::seconds(2);  ///< a refused client's time to stop sending

    int connections = 2000;           ///< one more closes the one that has been idle longest, or is turned away
    int pipelined = 16;               ///< requests of one connection in hand; then nothing more is read from it
    qint64 unsentBytes = 1024 * 1024; ///< answers a client has not read yet; then nothing more is read from it
};

} // namespace pl::http
