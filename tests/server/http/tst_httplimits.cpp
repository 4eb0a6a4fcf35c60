#include "tests/server/http/httpfixture.h"
#include "tests/server/http/rawclient.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace pl;
using namespace std::chrono_literals;

/// Deadlines, the number of connections and requests in hand, and the end of the server.
class TestHttpLimits : public QObject, private test::HttpFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { reset(); }

    void stopsReadingWhileAnswersArePending();
    void stopsReadingWhileAnswersAreUnsent();
    void deadlines_data();
    void deadlines();
    void answersInsteadOfASlowHandler();
    void evictsTheLongestIdle();
    void turnsAwayWhenNoneIsIdle();
    void drains();
    void refusesNewConnectionsWhileDraining();
};

void TestHttpLimits::stopsReadingWhileAnswersArePending()
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
        later(i).give(text("a"));
        QTRY_COMPARE(client.answers(), int(i) + 1);
    }
}

void TestHttpLimits::stopsReadingWhileAnswersAreUnsent()
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

void TestHttpLimits::deadlines_data()
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

void TestHttpLimits::deadlines()
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

void TestHttpLimits::answersInsteadOfASlowHandler()
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
    later(0).give(text("too late"));
    RawClient other(m_port);
    other.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_COMPARE(other.status(), 200);
}

void TestHttpLimits::evictsTheLongestIdle()
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

void TestHttpLimits::turnsAwayWhenNoneIsIdle()
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
    later(0).give(text("done"));
    QTRY_COMPARE(busy.status(), 200);
}

void TestHttpLimits::drains()
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
    later(0).give(text("done"));
    QTRY_VERIFY(busy.received().endsWith("done"));
    QVERIFY(busy.received().contains("Connection: close\r\n"));
    uploading.send("cd");
    QTRY_VERIFY(uploading.received().endsWith("POST /x||abcd"));
    QTRY_COMPARE(drained.size(), 1);
    QVERIFY(busy.isClosed() && uploading.isClosed());
}

void TestHttpLimits::refusesNewConnectionsWhileDraining()
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

QTEST_GUILESS_MAIN(TestHttpLimits)
#include "tst_httplimits.moc"
