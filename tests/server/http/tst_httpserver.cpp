#include "server/http/router.h"
#include "server/http/server.h"
#include "tests/server/http/rawclient.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <deque>
#include <memory>

using namespace pl;
using namespace std::chrono_literals;

/// The server over real sockets: every limit, every refusal, the order of answers, and clients that leave.
class TestHttpServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void answersWithItsHeaders();
    void refuses_data();
    void refuses();
    void readsBytewise();
    void readsLargeBodies();
    void keepsConnections_data();
    void keepsConnections();
    void answersPipelinedRequestsInOrder();
    void stopsReadingWhileAnswersArePending();
    void stopsReadingWhileAnswersAreUnsent();
    void leavesTheBodyOfAHeadOut();
    void asksForTheBody();
    void asksForTheBodyAfterEarlierAnswers();
    void deadlines_data();
    void deadlines();
    void answersInsteadOfASlowHandler();
    void survivesClientsThatLeave();
    void survivesHandlersThatFail_data();
    void survivesHandlersThatFail();
    void deliversTheRefusalOfALongBody();
    void evictsTheLongestIdle();
    void turnsAwayWhenNoneIsIdle();
    void drains();
    void refusesNewConnectionsWhileDraining();
    void tellsTheObserver();
    void saysWhyItCantListen();

private:
    QFuture<http::Response> handle(const http::Request &request);
    void start(http::Limits limits = {});
    QPromise<http::Response> &later(std::size_t index) { return *m_later.at(index); }
    static http::Response text(const QByteArray &body) { return {200, {{"Content-Type", "text/plain"}}, body}; }

    std::unique_ptr<http::Server> m_server;
    quint16 m_port = 0;
    int m_calls = 0;
    std::deque<std::unique_ptr<QPromise<http::Response>>> m_later;
};

void TestHttpServer::init()
{
    m_server.reset();
    m_later.clear();
    m_calls = 0;
}

void TestHttpServer::start(http::Limits limits)
{
    m_server = std::make_unique<http::Server>([this](const http::Request &request) { return handle(request); }, limits);
    const auto port = m_server->listen(QHostAddress::LocalHost, 0);
    QVERIFY(port.ok());
    m_port = *port;
}

QFuture<http::Response> TestHttpServer::handle(const http::Request &request)
{
    ++m_calls;
    if (request.path == "/later") {
        auto &promise = m_later.emplace_back(std::make_unique<QPromise<http::Response>>());
        promise->start();
        return promise->future();
    }
    if (request.path == "/throws")
        throw std::runtime_error("no");
    if (request.path == "/invalid")
        return {};
    if (request.path == "/large")
        return http::answered(text(QByteArray(256 * 1024, 'x')));
    if (request.path == "/size")
        return http::answered(text(QByteArray::number(request.body.size())));
    if (request.path == "/injects")
        return http::answered({200, {{"X-One", "a\r\nX-Two: b"}, {"X-Three", "c"}}, "ok"});
    if (request.path == "/empty")
        return http::answered({204});
    return http::answered(text(request.method + ' ' + request.path + '|' + request.query + '|' + request.body));
}

void TestHttpServer::answersWithItsHeaders()
{
    start();
    RawClient client(m_port);
    client.send("POST /a%20b?x=1 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");
    QTRY_VERIFY(client.received().endsWith("POST /a%20b|x=1|abc"));
    QVERIFY(client.received().startsWith("HTTP/1.1 200 OK\r\n"));
    for (const char *header : {"Content-Length: 19\r\n", "X-Content-Type-Options: nosniff\r\n",
                               "Cache-Control: no-store\r\n", "Content-Type: text/plain\r\n", "Date: "})
        QVERIFY2(client.received().contains(header), header);
    QVERIFY(!client.received().contains("Server:"));
    QVERIFY(!client.received().contains("Connection:"));

    RawClient injected(m_port);
    injected.send("GET /injects HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_VERIFY(injected.received().endsWith("ok"));
    QVERIFY(!injected.received().contains("X-Two"));
    QVERIFY(injected.received().contains("X-Three: c\r\n"));

    RawClient empty(m_port);
    empty.send("GET /empty HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_VERIFY(empty.received().endsWith("\r\n\r\n"));
    QVERIFY(empty.received().startsWith("HTTP/1.1 204 No Content\r\n"));
    QVERIFY(!empty.received().contains("Content-Length"));
}

void TestHttpServer::refuses_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const QByteArray get = "GET / HTTP/1.1\r\nHost: h\r\n";
    const QByteArray post = "POST / HTTP/1.1\r\nHost: h\r\n";
    const QByteArray next = "0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n";

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
    QTest::newRow("huge length") << post + "Content-Length: 18446744073709551615\r\n\r\n" << 413;
    QTest::newRow("length beyond 64 bits") << post + "Content-Length: 18446744073709551616\r\n\r\n" << 400;
    QTest::newRow("negative length") << post + "Content-Length: -1\r\n\r\n" << 400;
    QTest::newRow("length with a plus") << post + "Content-Length: +1\r\n\r\na" << 400;
    QTest::newRow("hexadecimal length") << post + "Content-Length: 0x1\r\n\r\na" << 400;
    QTest::newRow("length list") << post + "Content-Length: 1, 1\r\n\r\na" << 400;
    QTest::newRow("empty length") << post + "Content-Length:\r\n\r\n" << 400;
    QTest::newRow("two lengths") << post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab" << 400;
    QTest::newRow("two equal lengths") << post + "Content-Length: 1\r\nContent-Length: 1\r\n\r\na" << 400;
    QTest::newRow("chunked") << post + "Transfer-Encoding: chunked\r\n\r\n" + next << 501;
    QTest::newRow("chunked GET") << get + "Transfer-Encoding: chunked\r\n\r\n" + next << 501;
    QTest::newRow("unknown coding") << post + "Transfer-Encoding: xchunked\r\n\r\n" + next << 501;
    QTest::newRow("coding after a tab") << post + "Transfer-Encoding:\tchunked\r\n\r\n" + next << 501;
    QTest::newRow("identity coding and length")
        << post + "Transfer-Encoding: identity\r\nContent-Length: 1\r\n\r\na" << 501;
    QTest::newRow("length, then coding") << post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n" + next
                                         << 400;
    QTest::newRow("coding, then length") << post + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n" + next
                                         << 400;
    QTest::newRow("folded line") << get + "X: a\r\n b\r\n\r\n" << 400;
    QTest::newRow("line folded by a tab") << get + "X: a\r\n\tb\r\n\r\n" << 400;
    QTest::newRow("fold before any field") << QByteArray("GET / HTTP/1.1\r\n Host: h\r\nHost: h\r\n\r\n") << 400;
    QTest::newRow("bare line feeds") << QByteArray("GET / HTTP/1.1\nHost: h\n\n") << 400;
    QTest::newRow("one bare line feed") << get + "X: a\nContent-Length: 3\r\n\r\n" << 400;
    QTest::newRow("bare carriage return") << get + "X: a\rContent-Length: 3\r\n\r\n" << 400;
    QTest::newRow("NUL in a value") << get + QByteArray("X: a\0b\r\n\r\n", 10) << 400;
    QTest::newRow("NUL in a name") << get + QByteArray("X\0: a\r\n\r\n", 9) << 400;
    QTest::newRow("blank before the colon") << get + "X : a\r\n\r\n" << 400;
    QTest::newRow("no colon") << get + "X\r\n\r\n" << 400;
    QTest::newRow("empty name") << get + ": a\r\n\r\n" << 400;
    QTest::newRow("unknown expectation") << post + "Content-Length: 1\r\nExpect: 200-ok\r\n\r\n" << 417;
}

void TestHttpServer::refuses()
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

void TestHttpServer::readsBytewise()
{
    start();
    RawClient client(m_port);
    QTRY_VERIFY(client.isConnected());
    const QByteArray request = "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello";
    for (const char byte : request) {
        client.send(QByteArray(1, byte));
        QCoreApplication::processEvents();
    }
    QTRY_VERIFY(client.received().endsWith("POST /x||hello"));
    QCOMPARE(m_calls, 1);
}

void TestHttpServer::readsLargeBodies()
{
    http::Limits limits;
    limits.bodyLimit = [](const QByteArray &, const QByteArray &path) { return path == "/size" ? 8 << 20 : 10; };
    start(limits);
    RawClient large(m_port);
    large.send("POST /size HTTP/1.1\r\nHost: h\r\nContent-Length: 8388608\r\n\r\n" + QByteArray(8 << 20, 'a'));
    QTRY_VERIFY(large.received().endsWith("\r\n\r\n8388608"));
    RawClient other(m_port);
    other.send("POST /other HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n");
    QTRY_COMPARE(other.status(), 413);
}

void TestHttpServer::keepsConnections_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<bool>("isKept");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("1.1") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\n") << true << QByteArray();
    QTest::newRow("1.1 close") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n") << false
                               << QByteArray("Connection: close\r\n");
    QTest::newRow("1.1 Close among others") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\nConnection: x, Close\r\n")
                                            << false << QByteArray("Connection: close\r\n");
    QTest::newRow("1.0") << QByteArray("GET / HTTP/1.0\r\n") << false << QByteArray("Connection: close\r\n");
    QTest::newRow("1.0 keep-alive") << QByteArray("GET / HTTP/1.0\r\nConnection: keep-alive\r\n") << true
                                    << QByteArray("Connection: keep-alive\r\n");
    QTest::newRow("absolute form") << QByteArray("GET http://other/ HTTP/1.1\r\nHost: h\r\n") << true << QByteArray();
    QTest::newRow("empty line first") << QByteArray("\r\nGET / HTTP/1.1\r\nHost: h\r\n") << true << QByteArray();
}

void TestHttpServer::keepsConnections()
{
    QFETCH(QByteArray, head);
    QFETCH(bool, isKept);
    QFETCH(QByteArray, header);
    start();
    RawClient client(m_port);
    client.send(head + "\r\n");
    QTRY_VERIFY(client.received().endsWith("GET /||"));
    QCOMPARE(client.received().contains("Connection:"), !header.isEmpty());
    QVERIFY(client.received().contains(header));
    if (!isKept) {
        QTRY_VERIFY(client.isClosed());
        return;
    }
    client.send(head + "\r\n");
    QTRY_COMPARE(client.answers(), 2);
    QVERIFY(client.isConnected());
}

void TestHttpServer::answersPipelinedRequestsInOrder()
{
    start();
    RawClient client(m_port);
    client.send("GET /later HTTP/1.1\r\nHost: h\r\n\r\nPOST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nb"
                "GET /later HTTP/1.1\r\nHost: h\r\n\r\nGET /d HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_COMPARE(m_calls, 4);
    QCOMPARE(client.received(), QByteArray());
    later(1).addResult(text("third"));
    later(1).finish();
    later(0).addResult(text("first"));
    later(0).finish();
    QTRY_COMPARE(client.answers(), 4);
    const QByteArray all = client.received();
    const QList<qsizetype> places = {all.indexOf("first"), all.indexOf("POST /b||b"), all.indexOf("third"),
                                     all.indexOf("GET /d||")};
    QVERIFY(places.first() > 0);
    QVERIFY(std::is_sorted(places.begin(), places.end()));
}

void TestHttpServer::stopsReadingWhileAnswersArePending()
{
    http::Limits limits;
    limits.pipelined = 3;
    start(limits);
    RawClient client(m_port);
    client.send(QByteArray("GET /later HTTP/1.1\r\nHost: h\r\n\r\n").repeated(8));
    RawClient other(m_port);
    QTRY_COMPARE(m_calls, 3);
    other.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_COMPARE(other.answers(), 1);
    QCOMPARE(m_later.size(), std::size_t(3));
    for (std::size_t i = 0; i < 8; ++i) {
        QTRY_VERIFY(m_later.size() > i);
        QVERIFY(m_later.size() <= i + 3);
        later(i).addResult(text("a"));
        later(i).finish();
        QTRY_COMPARE(client.answers(), int(i) + 1);
    }
}

void TestHttpServer::stopsReadingWhileAnswersAreUnsent()
{
    http::Limits limits;
    limits.unsentBytes = 64 * 1024;
    limits.pipelined = 2;
    start(limits);
    RawClient client(m_port);
    client.stopReading();
    constexpr int requests = 400; // 100 MB of answers: more than the kernel's buffers take
    client.send(QByteArray("GET /large HTTP/1.1\r\nHost: h\r\n\r\n").repeated(requests));
    RawClient other(m_port);
    QTRY_VERIFY(m_calls > 0);
    int seen = 0;
    QTRY_VERIFY(std::exchange(seen, m_calls) == m_calls);
    QVERIFY(m_calls < requests);
    client.resumeReading();
    QTRY_COMPARE_WITH_TIMEOUT(client.answers(), requests, 20000);
}

void TestHttpServer::leavesTheBodyOfAHeadOut()
{
    start();
    RawClient client(m_port);
    client.send("HEAD /x HTTP/1.1\r\nHost: h\r\n\r\nGET /y HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_VERIFY(client.received().endsWith("GET /y||"));
    QVERIFY(!client.received().contains("HEAD /x"));
    QVERIFY(client.received().contains("Content-Length: 9\r\n"));
    QCOMPARE(client.answers(), 2);
}

void TestHttpServer::asksForTheBody()
{
    start();
    RawClient client(m_port);
    client.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    QTRY_COMPARE(client.received(), QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
    client.send("ab");
    QTRY_VERIFY(client.received().endsWith("POST /x||ab"));

    RawClient refused(m_port);
    refused.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 70000\r\nExpect: 100-continue\r\n\r\n");
    QTRY_COMPARE(refused.status(), 413);
    QTRY_VERIFY(refused.isClosed());
}

void TestHttpServer::asksForTheBodyAfterEarlierAnswers()
{
    start();
    RawClient client(m_port);
    client.send("GET /later HTTP/1.1\r\nHost: h\r\n\r\n"
                "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    QTRY_COMPARE(m_calls, 1);
    later(0).addResult(text("first"));
    later(0).finish();
    QTRY_VERIFY(client.received().endsWith("firstHTTP/1.1 100 Continue\r\n\r\n"));
}

void TestHttpServer::deadlines_data()
{
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<QByteArray>("drip");
    QTest::addColumn<int>("status");
    QTest::newRow("idle") << QByteArray() << QByteArray() << 0;
    QTest::newRow("idle after an answer") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\n\r\n") << QByteArray() << 200;
    QTest::newRow("slow head") << QByteArray("GET / HTTP/1.1\r\n") << QByteArray("X: y\r\n") << 408;
    QTest::newRow("slow body") << QByteArray("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9999\r\n\r\n")
                               << QByteArray("abc") << 408;
}

void TestHttpServer::deadlines()
{
    QFETCH(QByteArray, begin);
    QFETCH(QByteArray, drip);
    QFETCH(int, status);
    http::Limits limits;
    limits.head = limits.body = limits.idle = limits.linger = 200ms;
    start(limits);
    RawClient client(m_port);
    QTRY_VERIFY(client.isConnected());
    client.send(begin);
    // A byte now and then must not stretch the deadline.
    QTimer dripping;
    connect(&dripping, &QTimer::timeout, this, [&] { client.send(drip); });
    if (!drip.isEmpty())
        dripping.start(20);
    QTRY_VERIFY_WITH_TIMEOUT(client.isClosed(), 3000);
    QCOMPARE(client.status(), status);
    QVERIFY(m_server->counters().timedOut >= 1);
    QTRY_COMPARE(m_server->counters().open, 0);
}

void TestHttpServer::answersInsteadOfASlowHandler()
{
    http::Limits limits;
    limits.answer = 200ms;
    start(limits);
    RawClient client(m_port);
    client.send("GET /later HTTP/1.1\r\nHost: h\r\n\r\nGET /x HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_COMPARE_WITH_TIMEOUT(client.status(), 503, 3000);
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.answers(), 1);
    QVERIFY(client.received().contains("Retry-After: "));
    later(0).addResult(text("too late"));
    later(0).finish();
    RawClient other(m_port);
    other.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_COMPARE(other.status(), 200);
}

void TestHttpServer::survivesClientsThatLeave()
{
    start();
    constexpr std::size_t clients = 50;
    for (std::size_t i = 0; i < clients; ++i) {
        RawClient client(m_port);
        client.send("GET /later HTTP/1.1\r\nHost: h\r\n\r\nGET /later HTTP/1.1\r\nHost: h\r\n\r\n");
        QTRY_COMPARE(m_later.size(), 2 * i + 2);
        client.leave();
    }
    QTRY_COMPARE(m_server->counters().open, 0);
    for (auto &promise : m_later) {
        promise->addResult(text("nobody reads this"));
        promise->finish();
    }
    RawClient client(m_port);
    client.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_COMPARE(client.status(), 200);
}

void TestHttpServer::survivesHandlersThatFail_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("throws") << QByteArray("/throws");
    QTest::newRow("no answer") << QByteArray("/invalid");
    QTest::newRow("cancelled") << QByteArray("/later");
}

void TestHttpServer::survivesHandlersThatFail()
{
    QFETCH(QByteArray, path);
    start();
    if (path == "/throws")
        QTest::ignoreMessage(QtWarningMsg, "a handler threw an exception");
    RawClient client(m_port);
    client.send("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_COMPARE(m_calls, 1);
    for (auto &promise : m_later) {
        promise->future().cancel();
        promise->finish();
    }
    QTRY_COMPARE(client.status(), 500);
    client.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_COMPARE(client.answers(), 2);
}

void TestHttpServer::deliversTheRefusalOfALongBody()
{
    start();
    RawClient client(m_port);
    client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 900000\r\n\r\n" + QByteArray(900000, 'a'));
    QTRY_COMPARE(client.status(), 413);
    QTRY_VERIFY(client.isClosed());
    QVERIFY(client.received().endsWith('}'));
}

void TestHttpServer::evictsTheLongestIdle()
{
    http::Limits limits;
    limits.connections = 3;
    start(limits);
    RawClient first(m_port);
    QTRY_COMPARE(m_server->counters().open, 1);
    RawClient second(m_port);
    QTRY_COMPARE(m_server->counters().open, 2);
    RawClient busy(m_port);
    busy.send("GET /later HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_COMPARE(m_calls, 1);
    first.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_COMPARE(first.answers(), 1);

    RawClient fourth(m_port);
    QTRY_VERIFY(second.isClosed());
    fourth.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_COMPARE(fourth.status(), 200);
    QVERIFY(first.isConnected());
    QVERIFY(busy.isConnected());
    QCOMPARE(m_server->counters().evicted, 1u);
    QCOMPARE(m_server->counters().open, 3);
}

void TestHttpServer::turnsAwayWhenNoneIsIdle()
{
    http::Limits limits;
    limits.connections = 1;
    start(limits);
    RawClient busy(m_port);
    busy.send("GET /later HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_COMPARE(m_calls, 1);
    RawClient client(m_port);
    QTRY_COMPARE(client.status(), 503);
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(m_server->counters().turnedAway, 1u);
    later(0).addResult(text("done"));
    later(0).finish();
    QTRY_COMPARE(busy.status(), 200);
}

void TestHttpServer::drains()
{
    start();
    QSignalSpy drained(m_server.get(), &http::Server::drained);
    RawClient idle(m_port);
    RawClient busy(m_port);
    busy.send("GET /later HTTP/1.1\r\nHost: h\r\n\r\n");
    RawClient uploading(m_port);
    uploading.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nab");
    QTRY_COMPARE(m_calls, 1);
    QTRY_COMPARE(m_server->counters().open, 3);
    QTRY_VERIFY(idle.isConnected() && uploading.isConnected());
    // The bytes sent so far must have been read before the end begins.
    RawClient marker(m_port);
    marker.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_COMPARE(marker.answers(), 1);

    m_server->shutdown();
    QTRY_VERIFY(idle.isClosed());
    QCOMPARE(drained.size(), 0);
    later(0).addResult(text("done"));
    later(0).finish();
    QTRY_VERIFY(busy.received().endsWith("done"));
    QVERIFY(busy.received().contains("Connection: close\r\n"));
    uploading.send("cd");
    QTRY_VERIFY(uploading.received().endsWith("POST /x||abcd"));
    QTRY_COMPARE(drained.size(), 1);
    QVERIFY(busy.isClosed() && uploading.isClosed());
}

void TestHttpServer::refusesNewConnectionsWhileDraining()
{
    start();
    QSignalSpy drained(m_server.get(), &http::Server::drained);
    m_server->shutdown();
    m_server->shutdown();
    QTRY_COMPARE(drained.size(), 1);
    RawClient client(m_port);
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(m_server->counters().accepted, 0u);
}

void TestHttpServer::tellsTheObserver()
{
    QList<http::AnswerRecord> records;
    start();
    m_server->setObserver([&records](const http::AnswerRecord &record) { records.append(record); });
    RawClient client(m_port);
    client.send("GET /x?secret=1 HTTP/1.1\r\nHost: h\r\n\r\nnonsense\r\n\r\n");
    QTRY_COMPARE(records.size(), 2);
    QCOMPARE(records.at(0).method, QByteArray("GET"));
    QCOMPARE(records.at(0).path, QByteArray("/x"));
    QCOMPARE(records.at(0).status, 200);
    QVERIFY(records.at(0).took.count() >= 0);
    QCOMPARE(records.at(1).path, QByteArray("-"));
    QCOMPARE(records.at(1).status, 400);
}

void TestHttpServer::saysWhyItCantListen()
{
    start();
    http::Server second([this](const http::Request &request) { return handle(request); }, {});
    const auto refused = second.listen(QHostAddress::LocalHost, m_port);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::Unavailable);
    QVERIFY(refused.error().message.contains(QString::number(m_port)));
}

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_httpserver.moc"
