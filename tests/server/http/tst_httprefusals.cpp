#include "tests/server/http/httpfixture.h"
#include "tests/server/http/rawclient.h"
#include "tests/server/http/smuggling.h"

#include <QTest>

using namespace pl;

/// What is refused before any handler sees it: malformed heads, lengths that contradict each other, smuggled requests.
class TestHttpRefusals : public QObject, private test::HttpFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { reset(); }

    void refuses_data();
    void refuses();
    void deliversTheRefusalOfALongBody();
};

void TestHttpRefusals::refuses_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const QByteArray get = "GET / HTTP/1.1\r\nHost: h\r\n";
    const QByteArray post = "POST / HTTP/1.1\r\nHost: h\r\n";

    QTest::newRow("coded body") << post + "Content-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx" << 415;
    QTest::newRow("body coded twice") << post + "content-encoding: br, gzip\r\nContent-Length: 1\r\n\r\nx" << 415;
    QTest::newRow("lone CR in a value") << get + "X: a\rb\r\n\r\n" << 400;
    QTest::newRow("lone CR in the target") << QByteArray("GET /a\rb HTTP/1.1\r\nHost: h\r\n\r\n") << 400;
    QTest::newRow("no HTTP") << QByteArray("hello\r\n\r\n") << 400;
    QTest::newRow("TLS hello") << QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n\n", 13) << 400;
    QTest::newRow("HTTP/2 preface") << QByteArray("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") << 505;
    QTest::newRow("HTTP/0.9") << QByteArray("GET /\r\n\r\n") << 400;
    QTest::newRow("HTTP/1.2") << QByteArray("GET / HTTP/1.2\r\nHost: h\r\n\r\n") << 505;
    QTest::newRow("no host") << QByteArray("GET / HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("two hosts") << get + "Host: i\r\n\r\n" << 400;
    QTest::newRow("two equal hosts") << get + "host: h\r\n\r\n" << 400;
    QTest::newRow("empty host") << QByteArray("GET / HTTP/1.1\r\nHost:\r\n\r\n") << 400;
    QTest::newRow("host with a blank") << QByteArray("GET / HTTP/1.1\r\nHost: a b\r\n\r\n") << 400;
    QTest::newRow("host with a path") << QByteArray("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n") << 400;
    QTest::newRow("target is no path") << QByteArray("GET x HTTP/1.1\r\nHost: h\r\n\r\n") << 400;
    QTest::newRow("target with a fragment") << QByteArray("GET /#x HTTP/1.1\r\nHost: h\r\n\r\n") << 400;
    QTest::newRow("star without OPTIONS") << QByteArray("GET * HTTP/1.1\r\nHost: h\r\n\r\n") << 400;
    QTest::newRow("TRACE") << QByteArray("TRACE / HTTP/1.1\r\nHost: h\r\n\r\n") << 501;
    QTest::newRow("CONNECT") << QByteArray("CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\n") << 501;
    QTest::newRow("unknown method") << QByteArray("BREW / HTTP/1.1\r\nHost: h\r\n\r\n") << 501;
    QTest::newRow("method in lower case") << QByteArray("get / HTTP/1.1\r\nHost: h\r\n\r\n") << 501;
    QTest::newRow("long target") << "GET /" + QByteArray(9000, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n" << 414;
    QTest::newRow("endless target") << "GET /" + QByteArray(9000, 'a') << 414;
    QTest::newRow("large head") << get + "X: " + QByteArray(17000, 'a') + "\r\n\r\n" << 431;
    QTest::newRow("endless head") << get + "X: " + QByteArray(17000, 'a') << 431;
    QTest::newRow("65 fields") << get + QByteArray("X: y\r\n").repeated(64) + "\r\n" << 431;
    QTest::newRow("no length") << post + "\r\n" << 411;
    QTest::newRow("PATCH without length") << QByteArray("PATCH / HTTP/1.1\r\nHost: h\r\n\r\n") << 411;
    QTest::newRow("body too long") << post + "Content-Length: 65537\r\n\r\n" << 413;
    QTest::newRow("empty length") << post + "Content-Length:\r\n\r\n" << 400;
    QTest::newRow("line folded by a tab") << get + "X: a\r\n\tb\r\n\r\n" << 400;
    QTest::newRow("fold before any field") << QByteArray("GET / HTTP/1.1\r\n Host: h\r\nHost: h\r\n\r\n") << 400;
    QTest::newRow("no colon") << get + "X\r\n\r\n" << 400;
    QTest::newRow("empty name") << get + ": a\r\n\r\n" << 400;
    for (const auto &[name, bytes, expected] : test::smugglings())
        QTest::addRow("smuggling: %s", name) << bytes << expected;
}

void TestHttpRefusals::refuses()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    start();
    RawClient client(m_port);
    client.send(request);
    QTRY_COMPARE(client.status(), status);
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.answers(), 1);
    QVERIFY(client.received().contains("Connection: close\r\n"));
    QVERIFY(client.received().contains("Content-Type: application/problem+json\r\n"));
    QCOMPARE(m_calls, 0);
    QCOMPARE(m_server->counters().refused, 1u);
}

void TestHttpRefusals::deliversTheRefusalOfALongBody()
{
    start();
    RawClient client(m_port);
    client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 900000\r\n\r\n" + QByteArray(900000, 'a'));
    QTRY_COMPARE(client.status(), 413);
    QTRY_VERIFY(client.isClosed());
    QVERIFY(client.received().endsWith('}'));
}

QTEST_GUILESS_MAIN(TestHttpRefusals)
#include "tst_httprefusals.moc"
