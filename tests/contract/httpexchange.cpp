#include "tests/contract/httpexchange.h"

#include <QHostAddress>

namespace pl::test {
namespace {

QByteArray bytesOf(const http::Request &request)
{
    QByteArray bytes = request.method + ' ' + request.path;
    if (!request.query.isEmpty())
        bytes += '?' + request.query;
    bytes += " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    for (const auto &[name, value] : request.headers)
        bytes += name + ": " + value + "\r\n";
    if (!request.body.isEmpty() || request.method == "POST" || request.method == "PATCH" || request.method == "PUT")
        bytes += "Content-Length: " + QByteArray::number(request.body.size()) + "\r\n";
    return bytes + "\r\n" + request.body;
}

http::Response responseOf(const QByteArray &bytes)
{
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    QList<QByteArray> lines = bytes.left(end).split('\n');
    http::Response response;
    response.status = lines.takeFirst().mid(9, 3).toInt();
    for (const QByteArray &line : lines)
        response.headers.emplaceBack(line.left(line.indexOf(':')).trimmed(), line.mid(line.indexOf(':') + 1).trimmed());
    response.body = bytes.mid(end + 4);
    return response;
}

} // namespace

HttpExchange::HttpExchange(quint16 port, const http::Request &request)
{
    connect(&m_socket, &QTcpSocket::disconnected, this, &HttpExchange::read);
    connect(&m_socket, &QTcpSocket::connected, this, [this, bytes = bytesOf(request)] { m_socket.write(bytes); });
    m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
}

void HttpExchange::read()
{
    m_response = responseOf(m_socket.readAll());
    Q_EMIT finished();
}

} // namespace pl::test
