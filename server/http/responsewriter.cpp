#include "server/http/responsewriter.h"

#include "server/http/status.h"

#include <QDateTime>
#include <QLocale>

namespace pl::http {

namespace {

/// RFC 9110's date, made once a second.
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

bool breaksLine(const QByteArray &text)
{
    return text.contains('\r') || text.contains('\n') || text.contains('\0');
}

void addHeader(QByteArray &wire, QByteArrayView name, QByteArrayView value)
{
    wire.append(name).append(": ").append(value).append("\r\n");
}

void addHandlersHeaders(QByteArray &wire, const Headers &headers)
{
    for (const auto &[name, value] : headers)
        if (!breaksLine(name) && !breaksLine(value))
            addHeader(wire, name, value);
}

void addDefault(QByteArray &wire, const Response &response, QByteArrayView name, QByteArrayView value)
{
    if (response.header(name).isNull())
        addHeader(wire, name, value);
}

void addDefaultHeaders(QByteArray &wire, const Response &response)
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
    QByteArray wire;
    wire.reserve(320 + (withBody ? response.body.size() : 0));
    wire.append("HTTP/1.1 ").append(QByteArray::number(response.status)).append(' ');
    wire.append(reasonPhrase(response.status)).append("\r\n");
    addHandlersHeaders(wire, response.headers);
    addDefaultHeaders(wire, response);
    if (mayHaveBody)
        addHeader(wire, "Content-Length", QByteArray::number(response.body.size()));
    if (persistence == Persistence::Close)
        addHeader(wire, "Connection", "close");
    else if (persistence == Persistence::KeepAlive10)
        addHeader(wire, "Connection", "keep-alive");
    wire.append("\r\n");
    if (mayHaveBody && withBody)
        wire.append(response.body);
    return wire;
}

} // namespace pl::http
