#include "server/http/responsewriter.h"

#include "models/base/bytebuilder.h"
#include "server/http/status.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace pl::http {

namespace {

using Wire = ByteBuilder<1024>;

/// RFC 9110's date, formatted once a second.
const QByteArray &currentDate()
{
    thread_local qint64 madeFor = -1;
    thread_local QByteArray date;
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    if (now != madeFor) {
        madeFor = now;
        const auto moment = QDateTime::fromSecsSinceEpoch(now, Qt::UTC);
        date = QLocale::c().toString(moment, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'").toLatin1();
    }
    return date;
}

bool breaksLine(QByteArrayView text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

void addHeader(Wire &wire, QByteArrayView name, QByteArrayView value)
{
    wire.add(name).add(": ").add(value).add("\r\n");
}

void addHandlersHeaders(Wire &wire, const Headers &headers)
{
    for (const auto &[name, value] : headers)
        if (!breaksLine(name) && !breaksLine(value))
            addHeader(wire, name, value);
}

void addDefault(Wire &wire, const Response &response, QByteArrayView name, QByteArrayView value)
{
    if (response.header(name).isNull())
        addHeader(wire, name, value);
}

void addDefaultHeaders(Wire &wire, const Response &response)
{
    addDefault(wire, response, "Cache-Control", "no-store");
    addDefault(wire, response, "X-Content-Type-Options", "nosniff");
    if (response.header("Content-Type").startsWith("text/html")) {
        // A page's address may be a secret (links in messages), and nobody may frame its buttons.
        addDefault(wire, response, "Referrer-Policy", "no-referrer");
        addDefault(wire, response, "Content-Security-Policy",
                   "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; "
                   "base-uri 'none'");
    }
    addHeader(wire, "Date", currentDate());
}

} // namespace

QByteArray wireBytes(const Response &response, Persistence persistence, bool withBody)
{
    const bool mayHaveBody = response.status >= 200 && response.status != 204 && response.status != 304;
    Wire wire;
    wire.add("HTTP/1.1 ").addNumber(response.status).add(' ').add(reasonPhrase(response.status)).add("\r\n");
    addHandlersHeaders(wire, response.headers);
    addDefaultHeaders(wire, response);
    if (mayHaveBody)
        wire.add("Content-Length: ").addNumber(response.body.size()).add("\r\n");
    if (persistence == Persistence::Close)
        addHeader(wire, "Connection", "close");
    else if (persistence == Persistence::KeepAlive10)
        addHeader(wire, "Connection", "keep-alive");
    wire.add("\r\n");
    if (mayHaveBody && withBody)
        wire.add(response.body);
    return wire.bytes();
}

} // namespace pl::http
