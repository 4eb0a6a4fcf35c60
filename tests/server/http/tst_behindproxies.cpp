#include "server/http/localonly.h"
#include "tests/server/http/httpfixture.h"
#include "tests/server/http/rawclient.h"
#include "tests/server/http/reverseproxy.h"
#include "tests/server/http/smuggling.h"

#include <QTest>

using namespace pl;
using test::ReverseProxy;

/// Behind a real nginx, and a real Caddy, that sends everybody's requests over one kept connection: nobody can slip a
/// second request in, or get an answer that was another's.
class TestBehindProxies : public QObject, private test::HttpFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { reset(); }

    void preventsRequestSmuggling_data();
    void preventsRequestSmuggling();
    void keepsItsConnection_data() { addProxies(); }
    void keepsItsConnection();
    void passesChunkedBodies_data() { addProxies(); }
    void passesChunkedBodies();
    void isNotLocal_data() { addProxies(); }
    void isNotLocal();

private:
    static void addProxies();
};

void TestBehindProxies::addProxies()
{
    QTest::addColumn<ReverseProxy::Kind>("kind");
    QTest::newRow("nginx that collects bodies") << ReverseProxy::Kind::Nginx;
    QTest::newRow("nginx that streams bodies") << ReverseProxy::Kind::StreamingNginx;
    QTest::newRow("Caddy") << ReverseProxy::Kind::Caddy;
}

void TestBehindProxies::preventsRequestSmuggling_data()
{
    addProxies();
}

void TestBehindProxies::preventsRequestSmuggling()
{
    QFETCH(ReverseProxy::Kind, kind);
    start();
    ReverseProxy proxy(m_port, kind);
    QVERIFY2(proxy.start(), proxy.errorOutput());
    int number = 0;
    for (const auto &attempt : test::smugglings()) {
        RawClient attacker(proxy.port());
        attacker.send(attempt.bytes);
        // A proxy may wait for the rest of a body that it could still read; then the attacker leaves.
        if (!QTest::qWaitFor([&attacker] { return attacker.answers() > 0 || attacker.isClosed(); }, 3000))
            attacker.leave();
        // Whatever the attacker left behind in the shared connection, these would meet.
        for (int i = 0; i < 3; ++i) {
            const QByteArray own = "/own-" + QByteArray::number(++number);
            RawClient client(proxy.port());
            client.send("GET " + own + " HTTP/1.1\r\nHost: h\r\n\r\n");
            QTRY_VERIFY2(client.received().endsWith("\r\n\r\nGET " + own + "||"), attempt.name);
            QCOMPARE(client.answers(), 1);
            QCOMPARE(client.status(), 200);
        }
        // What the proxy has not seen as a request bears no mark of it.
        for (const http::Request &request : m_requests)
            QVERIFY2(request.header("X-Passed") == "proxy", attempt.name);
    }
}

/// Otherwise the test above would show nothing.
void TestBehindProxies::keepsItsConnection()
{
    QFETCH(ReverseProxy::Kind, kind);
    start();
    ReverseProxy proxy(m_port, kind);
    QVERIFY2(proxy.start(), proxy.errorOutput());
    for (int i = 0; i < 10; ++i) {
        RawClient client(proxy.port());
        client.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\na");
        QTRY_COMPARE(client.status(), 200);
    }
    QCOMPARE(m_server->counters().requests, 10u);
    QCOMPARE(m_server->counters().accepted, 1u);
    QCOMPARE(m_requests.first().header("X-Passed"), QByteArray("proxy"));
}

void TestBehindProxies::passesChunkedBodies()
{
    QFETCH(ReverseProxy::Kind, kind);
    start();
    ReverseProxy proxy(m_port, kind);
    QVERIFY2(proxy.start(), proxy.errorOutput());
    for (int i = 0; i < 3; ++i) {
        RawClient client(proxy.port());
        client.send("POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
        client.send("6;x=y\r\n world\r\n0\r\nX-Trailer: z\r\n\r\n");
        QTRY_VERIFY2(client.received().endsWith("\r\n\r\nPOST /x||hello world"), client.received());
    }
    QCOMPARE(m_server->counters().accepted, 1u);
}

void TestBehindProxies::isNotLocal()
{
    QFETCH(ReverseProxy::Kind, kind);
    m_server = std::make_unique<http::Server>(
        [](const http::Request &request) {
            return http::answered({200, {}, http::isLocal(request) ? "local" : "foreign"});
        },
        http::Limits{});
    const auto port = m_server->listen(QHostAddress::LocalHost, 0);
    QVERIFY(port.ok());
    ReverseProxy proxy(*port, kind);
    QVERIFY2(proxy.start(), proxy.errorOutput());
    const QByteArray request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    RawClient direct(*port);
    direct.send(request);
    QTRY_VERIFY(direct.received().endsWith("\r\n\r\nlocal"));
    RawClient proxied(proxy.port());
    proxied.send(request);
    QTRY_VERIFY(proxied.received().endsWith("\r\n\r\nforeign"));
}

QTEST_GUILESS_MAIN(TestBehindProxies)
#include "tst_behindproxies.moc"
