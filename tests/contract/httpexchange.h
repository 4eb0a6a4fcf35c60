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

    bool isDone() const { return m_done; }
    const http::Response &response() const { return m_response; }

private:
    void finish();

    QTcpSocket m_socket;
    bool m_done = false;
    http::Response m_response;
};

} // namespace pl::test
