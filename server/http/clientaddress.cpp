#include "server/http/clientaddress.h"

namespace pl::http {

QHostAddress clientAddress(const Request &request)
{
    if (!request.peer.isLoopback())
        return request.peer;
    QByteArray forwarded;
    for (const auto &[name, value] : request.headers)
        if (name.compare("X-Forwarded-For", Qt::CaseInsensitive) == 0)
            forwarded = value;
    const QHostAddress seen(QString::fromLatin1(forwarded.mid(forwarded.lastIndexOf(',') + 1).trimmed()));
    return seen.isNull() ? request.peer : seen;
}

QByteArray clientNetwork(const Request &request)
{
    constexpr qsizetype kNetworkBytes = 8;
    const QHostAddress address = clientAddress(request);
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4); // a mapped one too
    if (isV4)
        return QByteArray::number(v4);
    const Q_IPV6ADDR v6 = address.toIPv6Address();
    return QByteArray(reinterpret_cast<const char *>(v6.c), kNetworkBytes);
}

} // namespace pl::http
