#include "server/http/clientaddress.h"

namespace pl::http {

QHostAddress clientAddress(const Request &request)
{
    return clientAddress(request.peer, request.headers);
}

QHostAddress clientAddress(const QHostAddress &peer, const Headers &headers)
{
    if (!peer.isLoopback())
        return peer;
    QByteArray forwarded;
    for (const auto &[name, value] : headers)
        if (name.compare("X-Forwarded-For", Qt::CaseInsensitive) == 0)
            forwarded = value;
    const QHostAddress seen(QString::fromLatin1(forwarded.mid(forwarded.lastIndexOf(',') + 1).trimmed()));
    return seen.isNull() ? peer : seen;
}

QByteArray clientNetwork(const Request &request)
{
    return networkOf(clientAddress(request));
}

QByteArray networkOf(const QHostAddress &address)
{
    constexpr qsizetype kNetworkBytes = 8;
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4); // including an IPv4-mapped IPv6 address
    if (isV4)
        return QByteArray::number(v4);
    const Q_IPV6ADDR v6 = address.toIPv6Address();
    return QByteArray(reinterpret_cast<const char *>(v6.c), kNetworkBytes);
}

} // namespace pl::http
