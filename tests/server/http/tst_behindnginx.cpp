#include "server/http/localonly.h"
#include "tests/server/http/httpfixture.h"
#include "tests/server/http/nginx.h"
#include "tests/server/http/rawclient.h"
#include "tests/server/http/smuggling.h"

#include <QTest>

using namespace pl;
using test::Nginx;

/// Behind a real nginx that sends everybody's requests over one kept connection: nobody can slip a second request in,
/// or get an answer that was another's.
class TestBehindNginx : public QObject, private test::HttpFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { reset(); }

    void preventsRequestSmuggling_data();
    void preventsRequestSmuggling();
    void keepsItsConnection();
    void isNotLocal();
};

void TestBehindNginx::preventsRequestSmuggling_data()
{
    QTest::addColumn<Nginx::Bodies>("bodies");
    QTest::newRow("collected bodies") << Nginx::Bodies::Collected;
    QTest::newRow("streamed bodies") << Nginx::Bodies::Streamed;
}

void TestBehindNginx::preventsRequestSmuggling()
{
    QFETCH(Nginx::Bodies, bodies);
    start();
    Nginx nginx(m_port, bodies);
    QVERIFY2(nginx.start(), nginx.errorOutput());
    int number = 0;
    for (const auto &attempt : test::smugglings()) {
        RawClient attacker(nginx.port());
        attacker.send(attempt.bytes);
        QTRY_VERIFY2(attacker.answers() > 0 || attacker.isClosed(), attempt.name);
        // Whatever the attacker left behind in the shared connection, these would meet.
        for (int i = 0; i < 3; ++i) {
            const QByteArray own = "/own-" + QByteArray::number(++number);
            RawClient client(nginx.port());
            client.send("GET " + own + " HTTP/1.1\r\nHost: h\r\n\r\n");
            QTRY_VERIFY2(client.received().endsWith("\r\n\r\nGET " + own + "||"), attempt.name);
            QCOMPARE(client.answers(), 1);
            QCOMPARE(client.status(), 200);
        }
        // What nginx has not seen as a request bears no mark of it.
        for (const http::Request &request : m_requests)
            QVERIFY2(request.header("X-Passed") == "nginx", attempt.name);
    }
}

/// Otherwise the test above would show nothing.
void TestBehindNginx::keepsItsConnection()
{
    start();
    Nginx nginx(m_port, Nginx::Bodies::Collected);
    QVERIFY2(nginx.start(), nginx.errorOutput());
    for (int i = 0; i < 10; ++i) {
        RawClient client(nginx.port());
        client.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\na");
        QTRY_COMPARE(client.status(), 200);
    }
    QCOMPARE(m_server->counters().requests, 10u);
    QCOMPARE(m_server->counters().accepted, 1u);
    QCOMPARE(m_requests.first().header("X-Passed"), QByteArray("nginx"));
}

void TestBehindNginx::isNotLocal()
{
    m_server = std::make_unique<http::Server>(
        [](const http::Request &request) {
            return http::answered({200, {}, http::isLocal(request) ? "local" : "foreign"});
        },
        http::Limits{});
    const auto port = m_server->listen(QHostAddress::LocalHost, 0);
    QVERIFY(port.ok());
    Nginx nginx(*port, Nginx::Bodies::Collected);
    QVERIFY2(nginx.start(), nginx.errorOutput());
    const QByteArray request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    RawClient direct(*port);
    direct.send(request);
    QTRY_VERIFY(direct.received().endsWith("\r\n\r\nlocal"));
    RawClient proxied(nginx.port());
    proxied.send(request);
    QTRY_VERIFY(proxied.received().endsWith("\r\n\r\nforeign"));
}

QTEST_GUILESS_MAIN(TestBehindNginx)
#include "tst_behindnginx.moc"
