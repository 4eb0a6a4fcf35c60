#pragma once

#include "models/base/later.h"

#include <QByteArray>
#include <QHostAddress>
#include <QList>

#include <functional>
#include <utility>

namespace pl::http {

using Headers = QList<std::pair<QByteArray, QByteArray>>;

/// The first header of that name, whatever its case; a null array when there is none.
inline QByteArray headerValue(const Headers &headers, QByteArrayView name)
{
    for (const auto &[key, value] : headers)
        if (key.size() == name.size() && (key == name || key.compare(name, Qt::CaseInsensitive) == 0))
            return value.isNull() ? QByteArray("") : value;
    return {};
}

/// Of a request that nobody has sent. One for all: a null address, too, takes memory of its own.
inline const QHostAddress &noAddress()
{
    static const QHostAddress none;
    return none;
}

/// One request, read to its end. `path` and `query` are as they came, still percent-encoded; `query` without the '?'.
struct Request
{
    QByteArray method = QByteArrayLiteral("GET");
    QByteArray path = QByteArrayLiteral("/");
    QByteArray query = {};
    Headers headers = {};
    QByteArray body = {};
    QHostAddress peer = noAddress();

    QByteArray header(QByteArrayView name) const { return headerValue(headers, name); }
};

/// One answer. The server adds Content-Length, Date and Connection; a HEAD's body is left out by the server, so
/// handlers answer HEAD as they answer GET.
struct Response
{
    int status = 200;
    Headers headers = {};
    QByteArray body = {};

    QByteArray header(QByteArrayView name) const { return headerValue(headers, name); }
};

/// A handler gets one whole request and gives one answer, at once or later, from any thread. It is called on the
/// server's thread and must not block it.
using Handler = std::function<Later<Response>(const Request &)>;

} // namespace pl::http
