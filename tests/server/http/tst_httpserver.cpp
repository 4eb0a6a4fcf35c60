#include "tests/server/http/attackers.h"
#include "tests/server/http/httpfixture.h"
#include "tests/server/http/rawclient.h"

#include <QTest>

using namespace pl;

/// Answers, their order, and connections that are kept, over real sockets.
class TestHttpServer : public QObject, private test::HttpFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { reset(); }

    void answersWithItsHeaders();
    void protectsPages();
    void readsBytewise();
    void readsLargeBodies();
    void readsChunkedBodies();
    void limitsChunkedBodies();
    void keepsConnections_data();
    void keepsConnections();
    void answersPipelinedRequestsInOrder();
    void omitsTheBodyForHead();
    void sendsContinue();
    void sendsContinueAfterEarlierAnswers();
    void answersHalfClosedClients_data();
    void answersHalfClosedClients();
    void survivesClientsThatLeave();
    void dropsAnswersForBrokenConnections();
    void survivesManyThatLeave();
    void survivesHandlersThatFail_data();
    void survivesHandlersThatFail();
    void notifiesTheObserver();
    void saysWhyItCantListen();
};

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

void TestHttpServer::protectsPages()
{
    start();
    RawClient client(m_port);
    client.send("GET /page HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_VERIFY(client.received().endsWith("<p>hello</p>"));
    for (const char *header : {"Content-Security-Policy: default-src 'none'; ", "frame-ancestors 'none'",
                               "Referrer-Policy: no-referrer\r\n", "X-Content-Type-Options: nosniff\r\n"})
        QVERIFY2(client.received().contains(header), header);
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
    limits.bodyBytes = 10;
    limits.bodyLimit = [](const http::Request &head) { return head.path == "/size" ? 8 << 20 : 10; };
    start(limits);
    RawClient large(m_port);
    large.send("POST /size HTTP/1.1\r\nHost: h\r\nContent-Length: 8388608\r\n\r\n" + QByteArray(8 << 20, 'a'));
    QTRY_VERIFY(large.received().endsWith("\r\n\r\n8388608"));
    RawClient other(m_port);
    other.send("POST /other HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n");
    QTRY_COMPARE(other.status(), 413);
}

/// As .NET's and Node's clients send what they stream; a second request may follow at once.
void TestHttpServer::readsChunkedBodies()
{
    start();
    RawClient client(m_port);
    const QByteArray head = "POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: Chunked\r\n\r\n";
    const QByteArray request = head + "5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nX-Trailer: z\r\n\r\n";
    for (const char byte : request) {
        client.send(QByteArray(1, byte));
        QCoreApplication::processEvents();
    }
    QTRY_VERIFY(client.received().endsWith("POST /x||hello world"));
    client.send(request + head + "0\r\n\r\nGET /y HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_VERIFY(client.received().endsWith("GET /y||"));
    QCOMPARE(client.answers(), 4);
    QCOMPARE(m_requests.at(2).body, QByteArray());
    // Nothing of a trailer reaches a handler.
    QVERIFY(m_requests.first().header("X-Trailer").isEmpty());
    RawClient careful(m_port);
    careful.send("POST /z HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n");
    QTRY_COMPARE(careful.received(), QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
    careful.send("1\r\na\r\n0\r\n\r\n");
    QTRY_VERIFY(careful.received().endsWith("POST /z||a"));
}

void TestHttpServer::limitsChunkedBodies()
{
    http::Limits limits;
    limits.bodyBytes = 10;
    limits.bodyLimit = [](const http::Request &head) { return head.path == "/size" ? 8 << 20 : 10; };
    start(limits);
    const QByteArray rest = " HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
    RawClient large(m_port);
    large.send("POST /size" + rest);
    for (int i = 0; i < 128; ++i)
        large.send("10000\r\n" + QByteArray(1 << 16, 'a') + "\r\n");
    large.send("0\r\n\r\n");
    QTRY_VERIFY(large.received().endsWith("\r\n\r\n8388608"));
    RawClient other(m_port);
    other.send("POST /other" + rest + "a\r\n0123456789\r\n1\r\n");
    QTRY_COMPARE(other.status(), 413);
    QTRY_VERIFY(other.isClosed());
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
    later(1).give(text("third"));
    later(0).give(text("first"));
    QTRY_COMPARE(client.answers(), 4);
    const QByteArray all = client.received();
    const QList<qsizetype> places = {all.indexOf("first"), all.indexOf("POST /b||b"), all.indexOf("third"),
                                     all.indexOf("GET /d||")};
    QVERIFY(places.first() > 0);
    QVERIFY(std::is_sorted(places.begin(), places.end()));
}

void TestHttpServer::omitsTheBodyForHead()
{
    start();
    RawClient client(m_port);
    client.send("HEAD /x HTTP/1.1\r\nHost: h\r\n\r\nGET /y HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_VERIFY(client.received().endsWith("GET /y||"));
    QVERIFY(!client.received().contains("HEAD /x"));
    QVERIFY(client.received().contains("Content-Length: 9\r\n"));
    QCOMPARE(client.answers(), 2);
}

void TestHttpServer::sendsContinue()
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

void TestHttpServer::sendsContinueAfterEarlierAnswers()
{
    start();
    RawClient client(m_port);
    client.send("GET /later HTTP/1.1\r\nHost: h\r\n\r\n"
                "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    QTRY_COMPARE(m_calls, 1);
    later(0).give(text("first"));
    QTRY_VERIFY(client.received().endsWith("firstHTTP/1.1 100 Continue\r\n\r\n"));
}

void TestHttpServer::answersHalfClosedClients_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("answers");
    QTest::newRow("at once") << QByteArray("GET /x HTTP/1.1\r\nHost: h\r\n\r\n") << 1;
    QTest::newRow("later") << QByteArray("GET /later HTTP/1.1\r\nHost: h\r\n\r\n") << 1;
    QTest::newRow("several") << QByteArray("GET /later HTTP/1.1\r\nHost: h\r\n\r\nGET /x HTTP/1.1\r\nHost: h\r\n\r\n")
                             << 2;
    QTest::newRow("large") << QByteArray("GET /large HTTP/1.1\r\nHost: h\r\n\r\n") << 1;
    QTest::newRow("one and a half") << QByteArray("GET /later HTTP/1.1\r\nHost: h\r\n\r\nGET /x HT") << 1;
    QTest::newRow("nothing") << QByteArray() << 0;
    QTest::newRow("half a head") << QByteArray("GET /x HT") << 0;
    QTest::newRow("half a body") << QByteArray("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc") << 0;
}

/// The last bytes and the end of file come together: what was asked is answered all the same, then closed.
void TestHttpServer::answersHalfClosedClients()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, answers);
    start();
    RawClient client(m_port);
    QTRY_COMPARE(m_server->counters().open, 1);
    QTRY_VERIFY(client.isConnected());
    client.sendLast(bytes);
    if (bytes.contains("/later")) {
        QTRY_COMPARE(m_later.size(), std::size_t(1));
        later(0).give(text("later"));
    }
    QTRY_COMPARE(m_server->counters().open, 0);
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.answers(), answers);
    QCOMPARE(client.received().contains(QByteArray(256 * 1024, 'x')), bytes.contains("/large"));
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
    for (auto &promise : m_later)
        promise.give(text("nobody reads this"));
    QTRY_COMPARE(m_server->counters().open, 0);
    RawClient client(m_port);
    client.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_COMPARE(client.status(), 200);
}

void TestHttpServer::dropsAnswersForBrokenConnections()
{
    start();
    RawClient client(m_port);
    client.send("GET /later HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_COMPARE(m_later.size(), std::size_t(1));
    client.breakOff();
    QTRY_COMPARE(m_server->counters().open, 0);
    later(0).give(text("nobody reads this"));
    RawClient other(m_port);
    other.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_COMPARE(other.status(), 200);
}

/// PL_ABORTS: how many; run under a sanitizer they show what a client leaves behind.
void TestHttpServer::survivesManyThatLeave()
{
    start();
    const QByteArray post = "POST /soon HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc";
    const int asked = qEnvironmentVariableIntValue("PL_ABORTS");
    test::Leavers leavers(m_port,
                          {"", "GET /x HTT", post.first(post.size() - 2), post, post + post + "GET /soon",
                           "GET /large HTTP/1.1\r\nHost: h\r\n\r\n", "GET /later HTTP/1.1\r\nHost: h\r\n\r\n"},
                          asked > 0 ? asked : 2000, 64);
    QTRY_VERIFY_WITH_TIMEOUT(leavers.areDone(), 110'000);
    QVERIFY(m_server->counters().requests > 0);
    // Some have left before the server has even read their request.
    const auto openAfterAnswers = [this] {
        for (auto &promise : m_later)
            promise.give(text("nobody reads this"));
        return m_server->counters().open;
    };
    QTRY_COMPARE_WITH_TIMEOUT(openAfterAnswers(), 0, 20'000);
    RawClient client(m_port);
    client.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_COMPARE(client.status(), 200);
}

void TestHttpServer::survivesHandlersThatFail_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("throws") << QByteArray("/throws");
    QTest::newRow("let go of at once") << QByteArray("/dropped");
    QTest::newRow("let go of") << QByteArray("/later");
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
    m_later.clear();
    QTRY_COMPARE(client.status(), 500);
    client.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_COMPARE(client.answers(), 2);
}

void TestHttpServer::notifiesTheObserver()
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
