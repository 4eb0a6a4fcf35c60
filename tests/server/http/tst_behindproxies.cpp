#include "server/http/clientaddress.h"
#include "server/http/localonly.h"
#include "tests/server/http/httpfixture.h"
#include "tests/server/http/rawclient.h"
#include "tests/server/http/reverseproxy.h"
#include "tests/server/http/smuggling.h"

#include <QTest>

using namespace pl;
using test::ReverseProxy;

/// Behind a real nginx, and a real Caddy, that sends everybody's requests over one kept connection, and behind both
/// with the configurations that are shipped: nobody can slip a second request in, or get an answer that was another's.
class TestBehindProxies : public QObject, private test::HttpFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { reset(); }

    void preventsRequestSmuggling_data();
    void preventsRequestSmuggling();
    void keepsItsConnection_data() { addProxies(); }
    void keepsItsConnection();
    void keepsConnectionsForReadersAlone_data() { addShipped(); }
    void keepsConnectionsForReadersAlone();
    void passesChunkedBodies_data() { addAll(); }
    void passesChunkedBodies();
    void isNotLocal_data() { addAll(); }
    void isNotLocal();
    void knowsTheClientsAddress_data() { addShipped(); }
    void knowsTheClientsAddress();

private:
    static void addProxies();
    static void addShipped();
    static void addAll();
    /// A server whose answers say what `text` finds in a request.
    quint16 startTelling(QByteArray (*text)(const http::Request &));
};

void TestBehindProxies::addProxies()
{
    QTest::addColumn<ReverseProxy::Kind>("kind");
    QTest::newRow("nginx that collects bodies") << ReverseProxy::Kind::Nginx;
    QTest::newRow("nginx that streams bodies") << ReverseProxy::Kind::StreamingNginx;
    QTest::newRow("Caddy") << ReverseProxy::Kind::Caddy;
}

void TestBehindProxies::addShipped()
{
    QTest::addColumn<ReverseProxy::Kind>("kind");
    QTest::newRow("nginx as shipped") << ReverseProxy::Kind::ShippedNginx;
    QTest::newRow("Caddy as shipped") << ReverseProxy::Kind::ShippedCaddy;
}

void TestBehindProxies::addAll()
{
    addProxies();
    QTest::newRow("nginx as shipped") << ReverseProxy::Kind::ShippedNginx;
    QTest::newRow("Caddy as shipped") << ReverseProxy::Kind::ShippedCaddy;
}

void TestBehindProxies::preventsRequestSmuggling_data()
{
    addAll();
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
            QVERIFY2(!request.header("X-Forwarded-For").isNull(), attempt.name);
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
    QCOMPARE(m_requests.first().header("X-Forwarded-For"), QByteArray("127.0.0.1"));
}

/// A connection that is kept may close just when a request is sent: what only reads can be sent again, the rest can't.
void TestBehindProxies::keepsConnectionsForReadersAlone()
{
    QFETCH(ReverseProxy::Kind, kind);
    start();
    ReverseProxy proxy(m_port, kind);
    QVERIFY2(proxy.start(), proxy.errorOutput());
    const auto ask = [&](const QByteArray &request) {
        RawClient client(proxy.port());
        client.send(request);
        QTRY_COMPARE(client.status(), 200);
    };
    for (int i = 0; i < 5; ++i)
        ask("GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
    const auto kept = m_server->counters().accepted; // one more when a proxy was not done with it yet
    QVERIFY(kept < 5);
    for (const QByteArray method : {"POST", "PATCH", "PUT", "DELETE"})
        ask(method + " /x HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\na");
    QCOMPARE(m_server->counters().accepted, kept + 4);
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
}

quint16 TestBehindProxies::startTelling(QByteArray (*text)(const http::Request &))
{
    m_server = std::make_unique<http::Server>(
        [text](const http::Request &request) {
            return http::answered({200, {}, text(request)});
        },
        http::Limits{});
    const auto port = m_server->listen(QHostAddress::LocalHost, 0);
    return port.ok() ? *port : 0;
}

void TestBehindProxies::isNotLocal()
{
    QFETCH(ReverseProxy::Kind, kind);
    const quint16 port = startTelling(
        [](const http::Request &request) -> QByteArray { return http::isLocal(request) ? "local" : "foreign"; });
    ReverseProxy proxy(port, kind);
    QVERIFY2(proxy.start(), proxy.errorOutput());
    const QByteArray request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    RawClient direct(port);
    direct.send(request);
    QTRY_VERIFY(direct.received().endsWith("\r\n\r\nlocal"));
    RawClient proxied(proxy.port());
    proxied.send(request);
    QTRY_VERIFY(proxied.received().endsWith("\r\n\r\nforeign"));
}

/// Limits count by it, so nobody may choose it.
void TestBehindProxies::knowsTheClientsAddress()
{
    QFETCH(ReverseProxy::Kind, kind);
    const quint16 port =
        startTelling([](const http::Request &request) { return http::clientAddress(request).toString().toLatin1(); });
    ReverseProxy proxy(port, kind);
    QVERIFY2(proxy.start(), proxy.errorOutput());
    for (const QByteArray claim :
         {"", "X-Forwarded-For: 192.0.2.1\r\n", "x-forwarded-for: 192.0.2.1\r\nX-Forwarded-For: 192.0.2.2\r\n",
          "Forwarded: for=192.0.2.1\r\n", "X-Real-IP: 192.0.2.1\r\n", "X_Forwarded_For: 192.0.2.1\r\n",
          "Connection: X-Forwarded-For\r\nX-Forwarded-For: 192.0.2.1\r\n"}) {
        QTcpSocket client;
        QVERIFY(client.bind(QHostAddress(QStringLiteral("127.0.0.77"))));
        client.connectToHost(QStringLiteral("127.0.0.1"), proxy.port());
        QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
        client.write("GET / HTTP/1.1\r\nHost: h\r\n" + claim + "\r\n");
        QByteArray answer;
        QTRY_VERIFY2((answer += client.readAll()).endsWith("\r\n\r\n127.0.0.77"), claim + answer);
    }
}

QTEST_GUILESS_MAIN(TestBehindProxies)
#include "tst_behindproxies.moc"
