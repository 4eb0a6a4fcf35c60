#pragma once

#include "server/http/message.h"

#include <QTcpSocket>

namespace pl::test {

/// One request over a connection of its own, byte for byte as it is given, and the answer, read from the event loop.
class HttpExchange : public QObject
{
    Q_OBJECT
public:
    HttpExchange(quint16 port, const http::Request &request);

    const http::Response &response() const { return m_response; }

Q_SIGNALS:
    /// The whole answer is there.
    void finished();

private:
    void read();

    QTcpSocket m_socket;
    http::Response m_response;
};

} // namespace pl::test
