#include "tests/integration/activatedserver.h"
#include "tests/server/http/attackers.h"
#include "tests/server/http/reverseproxy.h"
#include "tests/server/http/steadyclients.h"
#include "tests/support/serverprocess.h"

#include <QTest>

using namespace pl;
using namespace std::chrono_literals;
using test::ActivatedServer;
using test::Flood;
using test::ReverseProxy;
using test::ServerProcess;
using test::Slowloris;
using test::SteadyClients;

namespace {

const QString kToken = QStringLiteral("a-token-for-tests-only");
// Four clients with it stay below what nginx allows one address.
constexpr auto kPause = 50ms;

} // namespace

/// The real server behind the proxies as packaging/droplet ships them.
class TestDroplet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void keepsMetricsToItself_data() { addProxies(); }
    void keepsMetricsToItself();
    void takesALeadInChunks_data() { addProxies(); }
    void takesALeadInChunks();
    void servesOthersDuringSlowloris_data() { addProxies(); }
    void servesOthersDuringSlowloris();
    void cutsBigBodiesShort_data();
    void cutsBigBodiesShort();
    void limitsWhatOneAddressAsks();
    void failsNobodyDuringRestarts_data() { addProxies(); }
    void failsNobodyDuringRestarts();

private:
    static void addProxies();
    quint16 serverPort() const { return quint16(QUrl(m_server->url()).port()); }
    bool startProxy(ReverseProxy::Kind kind, quint16 upstream);
    int statusOf(const QByteArray &target, const QByteArray &headers = {});

    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<ReverseProxy> m_proxy;
    QByteArray m_key;
};

void TestDroplet::addProxies()
{
    QTest::addColumn<ReverseProxy::Kind>("kind");
    QTest::newRow("nginx") << ReverseProxy::Kind::ShippedNginx;
    QTest::newRow("Caddy") << ReverseProxy::Kind::ShippedCaddy;
}

void TestDroplet::init()
{
    m_server = std::make_unique<ServerProcess>(ServerProcess::Store::Embedded);
    m_server->setEnvironment(QStringLiteral("METRICS_TOKEN"), kToken);
    QVERIFY2(m_server->start(), m_server->errorOutput());
    m_key = m_server->addSource(QStringLiteral("steady"));
    // A key that many connections show before the server has heard of it would look like guessing.
    const QByteArray lead = R"({"first_name":"A","last_name":"B","email":"a@example.com","phone_number":"5125550143",)"
                            R"("service_needed":"Drain Cleaning","urgency":"day"})";
    const ServerProcess::Headers headers{{"Content-Type", "application/json"}, {"X-Api-Key", m_key}};
    const auto status = [&] {
        return m_server->request("POST", QStringLiteral("/api/v1/leads"), headers, lead).status;
    };
    QTRY_COMPARE_WITH_TIMEOUT(status(), 201, 30000);
}

void TestDroplet::cleanup()
{
    m_proxy.reset();
    m_server.reset();
}

bool TestDroplet::startProxy(ReverseProxy::Kind kind, quint16 upstream)
{
    m_proxy = std::make_unique<ReverseProxy>(upstream, kind);
    return m_proxy->start();
}

/// Through the proxy; 0 when no answer came.
int TestDroplet::statusOf(const QByteArray &target, const QByteArray &headers)
{
    RawClient client(m_proxy->port());
    client.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
    (void)QTest::qWaitFor([&client] { return client.status() != 0; }, 10000);
    return client.status();
}

/// Also from who knows the token, and however the address is written.
void TestDroplet::keepsMetricsToItself()
{
    QFETCH(ReverseProxy::Kind, kind);
    QVERIFY(startProxy(kind, serverPort()));
    const QByteArray token = "Authorization: Bearer " + kToken.toLatin1();
    const auto direct = m_server->request("GET", QStringLiteral("/metrics"), {{"Authorization", token.mid(15)}});
    QCOMPARE(direct.status, 200);
    for (const char *target : {"/metrics", "/metrics/", "/metrics?a=b", "/%6detrics", "//metrics", "/./metrics",
                               "/x/../metrics", "/METRICS", "/metrics%2f", "/metrics/."})
        QVERIFY2(statusOf(target, token + "\r\n") == 404, target);
    QCOMPARE(statusOf("/healthz"), 404);
    QCOMPARE(statusOf("/healthz", token + "\r\n"), 200);
    QCOMPARE(statusOf("/api/v1/config"), 200);
}

void TestDroplet::takesALeadInChunks()
{
    QFETCH(ReverseProxy::Kind, kind);
    QVERIFY(startProxy(kind, serverPort()));
    RawClient client(m_proxy->port());
    client.send("POST /api/v1/leads HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nX-Api-Key: " + m_key +
                "\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (const QByteArray part : {R"({"first_name":"C","last_name":"D",)", R"("email":"c@example.com",)",
                                  R"("phone_number":"5125550143","service_needed":"Drain Cleaning","urgency":"day"})"})
        client.send(QByteArray::number(part.size(), 16) + "\r\n" + part + "\r\n");
    client.send("0\r\n\r\n");
    QTRY_COMPARE(client.status(), 201);
}

void TestDroplet::servesOthersDuringSlowloris()
{
    QFETCH(ReverseProxy::Kind, kind);
    QVERIFY(startProxy(kind, serverPort()));
    Slowloris attack(m_proxy->port(), 500);
    QTRY_VERIFY_WITH_TIMEOUT(attack.connected() >= 490, 20000);
    SteadyClients clients(m_proxy->port(), m_key, 4, kPause);
    // Until every one of them has been thrown out by the head's deadline, and is back.
    QTRY_VERIFY_WITH_TIMEOUT(attack.thrownOut() >= 500 && clients.taken() >= 100, 60000);
    QCOMPARE(clients.stop().failed, 0);
}

void TestDroplet::cutsBigBodiesShort_data()
{
    QTest::addColumn<ReverseProxy::Kind>("kind");
    QTest::addColumn<QByteArray>("length");
    const QByteArray announced = "Content-Length: 104857600\r\n\r\n";
    const QByteArray chunked = "Transfer-Encoding: chunked\r\n\r\n";
    QTest::newRow("nginx, announced") << ReverseProxy::Kind::ShippedNginx << announced;
    QTest::newRow("nginx, in chunks") << ReverseProxy::Kind::ShippedNginx << chunked;
    QTest::newRow("Caddy, announced") << ReverseProxy::Kind::ShippedCaddy << announced;
    QTest::newRow("Caddy, in chunks") << ReverseProxy::Kind::ShippedCaddy << chunked;
}

void TestDroplet::cutsBigBodiesShort()
{
    QFETCH(ReverseProxy::Kind, kind);
    QFETCH(QByteArray, length);
    QVERIFY(startProxy(kind, serverPort()));
    constexpr qint64 kTotal = 100 * 1024 * 1024;
    const QByteArray filler = "10000\r\n" + QByteArray(65536, 'x') + "\r\n";
    Flood flood(m_proxy->port(), "POST /api/v1/leads HTTP/1.1\r\nHost: h\r\nX-Api-Key: " + m_key + "\r\n" + length,
                filler, kTotal);
    QTRY_VERIFY_WITH_TIMEOUT(flood.status() == 413 || flood.isClosed(), 20000);
    QVERIFY2(flood.sent() < 32 * 1024 * 1024, qPrintable(QString::number(flood.sent())));
    QCOMPARE(statusOf("/api/v1/config"), 200);
}

/// nginx alone: Debian's Caddy has no such limit, and the server's own by the client's address stand.
void TestDroplet::limitsWhatOneAddressAsks()
{
    QVERIFY(startProxy(ReverseProxy::Kind::ShippedNginx, serverPort()));
    RawClient flooder(m_proxy->port());
    const QByteArray request = "GET /api/v1/config HTTP/1.1\r\nHost: h\r\n\r\n";
    flooder.send(request.repeated(900));
    QTRY_VERIFY_WITH_TIMEOUT(flooder.received().count("HTTP/1.1 429 ") > 100, 20000);
    QVERIFY(flooder.received().count("HTTP/1.1 200 ") >= 400);
    QTcpSocket other;
    QVERIFY(other.bind(QHostAddress(QStringLiteral("127.0.0.9"))));
    other.connectToHost(QStringLiteral("127.0.0.1"), m_proxy->port());
    QTRY_COMPARE(other.state(), QAbstractSocket::ConnectedState);
    other.write(request);
    QByteArray answer;
    QTRY_VERIFY((answer += other.readAll()).startsWith("HTTP/1.1 200 "));
}

/// With the socket in other hands, as on the droplet, a restart refuses and breaks nothing.
void TestDroplet::failsNobodyDuringRestarts()
{
    QFETCH(ReverseProxy::Kind, kind);
    QCOMPARE(m_server->stop(), 0);
    ActivatedServer server(m_server->dataDir());
    QVERIFY2(server.start(), server.errorOutput());
    QVERIFY(startProxy(kind, server.port()));
    SteadyClients clients(m_proxy->port(), m_key, 4, kPause);
    for (int i = 0; i < 20; ++i) {
        const int before = clients.taken();
        QTRY_VERIFY_WITH_TIMEOUT(clients.taken() >= before + 8, 20000);
        QVERIFY2(server.restart(), server.errorOutput());
    }
    const int before = clients.taken();
    QTRY_VERIFY_WITH_TIMEOUT(clients.taken() >= before + 8, 20000);
    const auto figures = clients.stop();
    qInfo("%d leads during 20 restarts: p50 %.1f ms, p99 %.1f ms", figures.taken, figures.p50Ms, figures.p99Ms);
    QCOMPARE(figures.failed, 0);
}

QTEST_GUILESS_MAIN(TestDroplet)
#include "tst_droplet.moc"
