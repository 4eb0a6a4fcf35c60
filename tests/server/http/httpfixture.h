#pragma once

#include "server/http/router.h"
#include "server/http/server.h"

#include <QTest>

#include <deque>
#include <memory>
#include <stdexcept>

namespace pl::test {

/// A server on a free port with a handler that answers each path in its own way and counts its calls.
class HttpFixture
{
protected:
    void reset()
    {
        m_server.reset();
        m_later.clear();
        m_requests.clear();
        m_calls = 0;
    }

    void make(const http::Limits &limits = {})
    {
        m_server =
            std::make_unique<http::Server>([this](const http::Request &request) { return handle(request); }, limits);
    }

    void start(const http::Limits &limits = {}, const QHostAddress &address = QHostAddress::LocalHost)
    {
        make(limits);
        const auto port = m_server->listen(address, 0);
        QVERIFY(port.ok());
        m_port = *port;
    }

    /// `/later` is answered when the test says so, `/soon` from the event loop, an unknown path with what came in.
    Later<http::Response> handle(const http::Request &request);

    Later<http::Response>::Promise &later(std::size_t index) { return m_later.at(index); }
    static http::Response text(const QByteArray &body) { return {200, {{"Content-Type", "text/plain"}}, body}; }

    std::unique_ptr<http::Server> m_server;
    quint16 m_port = 0;
    int m_calls = 0;
    QList<http::Request> m_requests;
    std::deque<Later<http::Response>::Promise> m_later;

private:
    Later<http::Response> answerLater();
    static Later<http::Response> answerSoon();
};

inline Later<http::Response> HttpFixture::answerLater()
{
    return m_later.emplace_back().later();
}

inline Later<http::Response> HttpFixture::answerSoon()
{
    auto promise = std::make_shared<Later<http::Response>::Promise>();
    QMetaObject::invokeMethod(
        qApp, [promise] { promise->give(text("soon")); }, Qt::QueuedConnection);
    return promise->later();
}

inline Later<http::Response> HttpFixture::handle(const http::Request &request)
{
    ++m_calls;
    m_requests.append(request);
    if (request.path == "/later")
        return answerLater();
    if (request.path == "/soon")
        return answerSoon();
    if (request.path == "/throws")
        throw std::runtime_error("no");
    if (request.path == "/dropped")
        return Later<http::Response>::Promise().later();
    if (request.path == "/large")
        return http::answered(text(QByteArray(256 * 1024, 'x')));
    if (request.path == "/size")
        return http::answered(text(QByteArray::number(request.body.size())));
    if (request.path == "/injects")
        return http::answered({200, {{"X-One", "a\r\nX-Two: b"}, {"X-Three", "c"}}, "ok"});
    if (request.path == "/empty")
        return http::answered({204});
    if (request.path == "/page")
        return http::answered({200, {{"Content-Type", "text/html; charset=utf-8"}}, "<p>hello</p>"});
    return http::answered(text(request.method + ' ' + request.path + '|' + request.query + '|' + request.body));
}

} // namespace pl::test
