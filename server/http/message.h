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

/// The peer of a request without one. Shared, because even a null address allocates memory.
inline const QHostAddress &noAddress()
{
    static const QHostAddress none;
    return none;
}

/// One complete request. `path` and `query` are unchanged, still percent-encoded; `query` has no '?'.
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

/// One answer. The server adds Content-Length, Date and Connection, and omits the body for HEAD, so handlers answer
/// HEAD like GET.
struct Response
{
    int status = 200;
    Headers headers = {};
    QByteArray body = {};

    QByteArray header(QByteArrayView name) const { return headerValue(headers, name); }
};

/// Takes one complete request and gives one answer, immediately or later, from any thread. Called on the server's
/// thread, which it must not block.
using Handler = std::function<Later<Response>(const Request &)>;

} // namespace pl::http
