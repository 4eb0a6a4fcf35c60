#include "tests/server/http/httpfixture.h"
#include "tests/server/http/rawclient.h"

#include <QNetworkInterface>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace pl;
using namespace std::chrono_literals;

/// Deadlines, the number of connections and requests in hand, and the end of the server.
class TestHttpLimits : public QObject, private test::HttpFixture
{
    Q_OBJECT

private:
    /// Requests of 100 bytes, of which the server has `bytes`, by clients of a proxy or, without an address, of none.
    std::vector<std::unique_ptr<RawClient>> unfinishedPosts(const QByteArrayList &addresses, int bytes);

private Q_SLOTS:
    void init() { reset(); }

    void stopsReadingWhileAnswersArePending();
    void stopsReadingWhileAnswersAreUnsent();
    void closesTheClientWithTheMostUnread();
    void deadlines_data();
    void deadlines();
    void answersInsteadOfASlowHandler();
    void evictsTheLongestIdle();
    void turnsAwayWhenNoneIsIdle();
    void theOldestUnfinishedMakesRoom();
    void theOldestOfTheLargestNetworkMakesRoom();
    void unfinishedBytesAreLimited();
    void aNetworksBytesAreLimited();
    void aNetworksUnfinishedRequestsAreLimited();
    void aNetworksConnectionsAreLimited();
    void drains();
    void refusesNewConnectionsWhileDraining();
};

std::vector<std::unique_ptr<RawClient>> TestHttpLimits::unfinishedPosts(const QByteArrayList &addresses, int bytes)
{
    std::vector<std::unique_ptr<RawClient>> clients;
    for (const QByteArray &address : addresses) {
        RawClient &client = *clients.emplace_back(std::make_unique<RawClient>(m_port));
        const QByteArray forwarded = address.isNull() ? QByteArray() : "X-Forwarded-For: " + address + "\r\n";
        client.send("POST /x HTTP/1.1\r\nHost: h\r\n" + forwarded + "Content-Length: 100\r\n\r\n" +
                    QByteArray(bytes, 'a'));
        const auto &counters = m_server->counters();
        const qint64 all = counters.unfinishedBytes + bytes;
        (void)QTest::qWaitFor(
            [&, evicted = counters.evicted] { return counters.unfinishedBytes == all || counters.evicted > evicted; });
    }
    return clients;
}

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

void TestHttpLimits::closesTheClientWithTheMostUnread()
{
    http::Limits limits;
    limits.allUnsentBytes = 512 * 1024;
    start(limits);
    RawClient client(m_port);
    client.stopReading();
    client.send(QByteArray("GET /large HTTP/1.1\r\nHost: h\r\n\r\n").repeated(400));
    QTRY_COMPARE(m_server->counters().evicted, 1u);
    QTRY_COMPARE(m_server->counters().open, 0);
    QCOMPARE(m_server->counters().unsentBytes, 0);
    RawClient other(m_port);
    other.send("GET /large HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_COMPARE(other.answers(), 1);
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

void TestHttpLimits::theOldestUnfinishedMakesRoom()
{
    http::Limits limits;
    limits.connections = 3;
    start(limits);
    const std::vector<std::unique_ptr<RawClient>> unfinished = unfinishedPosts({{}, {}, {}}, 10);
    RawClient newcomer(m_port);
    newcomer.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nok");
    QTRY_COMPARE(newcomer.status(), 200);
    QTRY_COMPARE(unfinished[0]->status(), 503);
    QTRY_VERIFY(unfinished[0]->isClosed());
    // What comes to its end is answered.
    unfinished[2]->send(QByteArray(90, 'b'));
    QTRY_COMPARE(unfinished[2]->status(), 200);
    QCOMPARE(m_server->counters().turnedAway, 0u);
}

void TestHttpLimits::theOldestOfTheLargestNetworkMakesRoom()
{
    http::Limits limits;
    limits.connections = 4;
    start(limits);
    const auto unfinished = unfinishedPosts({"192.0.2.1", "192.0.2.7", "192.0.2.7", "192.0.2.7"}, 10);
    RawClient newcomer(m_port);
    newcomer.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_COMPARE(newcomer.status(), 200);
    QTRY_VERIFY(unfinished[1]->isClosed());
    QVERIFY(unfinished[0]->isConnected() && unfinished[2]->isConnected());
}

void TestHttpLimits::unfinishedBytesAreLimited()
{
    http::Limits limits;
    limits.unfinishedBytes = 250;
    start(limits);
    const auto unfinished = unfinishedPosts({{}, {}, {}}, 80);
    QVERIFY(unfinished[0]->isConnected());
    RawClient more(m_port);
    more.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n" + QByteArray(80, 'd'));
    QTRY_COMPARE(unfinished[0]->status(), 503);
    more.send(QByteArray(20, 'd'));
    QTRY_COMPARE(more.status(), 200);
    QVERIFY(unfinished[1]->isConnected() && unfinished[2]->isConnected());
    // A request that comes whole is never unfinished, however long it is.
    RawClient whole(m_port);
    whole.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 400\r\n\r\n" + QByteArray(400, 'e'));
    QTRY_COMPARE(whole.status(), 200);
}

void TestHttpLimits::aNetworksBytesAreLimited()
{
    http::Limits limits;
    limits.networkBytes = 150;
    start(limits);
    const auto unfinished = unfinishedPosts({"2001:db8:1:2::3", "192.0.2.7", "2001:db8:1:2::4"}, 80);
    QTRY_COMPARE(unfinished[0]->status(), 503);
    QVERIFY(unfinished[1]->isConnected() && unfinished[2]->isConnected());
}

void TestHttpLimits::aNetworksUnfinishedRequestsAreLimited()
{
    http::Limits limits;
    limits.networkConnections = 2;
    start(limits);
    const auto unfinished = unfinishedPosts({"192.0.2.7", "192.0.2.7", {}, {}, {}, "192.0.2.8", "192.0.2.7"}, 10);
    QTRY_COMPARE(unfinished[0]->status(), 503);
    for (std::size_t i = 1; i < unfinished.size(); ++i)
        QVERIFY(unfinished[i]->isConnected());
    // What a request was counted for ends with it.
    unfinished[1]->send(QByteArray(90, 'b'));
    QTRY_COMPARE(unfinished[1]->status(), 200);
    unfinished[1]->send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nok");
    QTRY_COMPARE(unfinished[1]->answers(), 2);
}

/// From this machine's address in a network: loopback's own connections are a proxy's, whose clients show later.
void TestHttpLimits::aNetworksConnectionsAreLimited()
{
    const auto all = QNetworkInterface::allAddresses();
    const auto own = std::find_if(all.begin(), all.end(), [](const QHostAddress &address) {
        return address.protocol() == QAbstractSocket::IPv4Protocol && !address.isLoopback();
    });
    if (own == all.end())
        QSKIP("This machine is in no network.");
    http::Limits limits;
    limits.networkConnections = 2;
    start(limits, QHostAddress::AnyIPv4);
    std::vector<std::unique_ptr<QTcpSocket>> outside;
    for (int i = 0; i < 3; ++i) {
        outside.push_back(std::make_unique<QTcpSocket>());
        outside.back()->connectToHost(*own, m_port);
        QTRY_COMPARE(m_server->counters().accepted, quint64(i + 1));
    }
    QTRY_COMPARE(outside[0]->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(m_server->counters().open, 2);
    RawClient local(m_port);
    local.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_COMPARE(local.status(), 200);
    // While all of a network's are being answered, its next one is turned away.
    for (int i : {1, 2})
        outside[std::size_t(i)]->write("GET /later HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_COMPARE(m_later.size(), std::size_t(2));
    QTcpSocket fourth;
    fourth.connectToHost(*own, m_port);
    QTRY_VERIFY(fourth.peek(12) == "HTTP/1.1 503");
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
