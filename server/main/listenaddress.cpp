#include "server/main/listenaddress.h"

namespace pl {

Result<ListenAddress> ListenAddress::parse(const QString &text)
{
    const auto colon = text.lastIndexOf(u':');
    QString host = text.left(std::max<qsizetype>(colon, 0));
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.sliced(1, host.size() - 2);
    bool isNumber = false;
    const uint port = text.mid(colon + 1).toUInt(&isNumber);
    const QHostAddress address = host == u"localhost" ? QHostAddress(QHostAddress::LocalHost) : QHostAddress(host);
    if (colon < 0 || !isNumber || port > 65535 || address.isNull())
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("\"%1\" is not an address to listen on. Use one like 127.0.0.1:8080.").arg(text)};
    return ListenAddress{address, quint16(port)};
}

QString ListenAddress::url(const QHostAddress &host, quint16 port)
{
    const QString text =
        host.protocol() == QAbstractSocket::IPv6Protocol ? u'[' + host.toString() + u']' : host.toString();
    return QStringLiteral("http://%1:%2").arg(text).arg(port);
}

} // namespace pl
