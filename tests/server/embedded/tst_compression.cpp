#include "models/supabase/networktransport.h"
#include "server/embedded/compression.h"
#include "server/embedded/inprocesstransport.h"
#include "server/http/server.h"
#include "tests/server/embedded/embeddedfixture.h"

#include <QCryptographicHash>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <zlib.h>

using namespace pl;
using namespace pl::embedded;
using namespace pl::test;
using nlohmann::json;

namespace {

/// Passes bytes on between a client and a server, and keeps what the server sends.
class CountingWire : public QTcpServer
{
public:
    explicit CountingWire(quint16 target)
    {
        connect(this, &QTcpServer::newConnection, this, [this, target] {
            QTcpSocket *client = nextPendingConnection();
            auto *server = new QTcpSocket(client);
            server->connectToHost(QHostAddress::LocalHost, target);
            connect(client, &QTcpSocket::readyRead, server, [client, server] { server->write(client->readAll()); });
            connect(server, &QTcpSocket::readyRead, client, [this, client, server] {
                const QByteArray bytes = server->readAll();
                sent += bytes;
                client->write(bytes);
            });
        });
        listen(QHostAddress::LocalHost);
    }

    QByteArray sent;
};

QByteArray unpacked(const QByteArray &packed)
{
    z_stream stream{};
    if (inflateInit2(&stream, MAX_WBITS + 16) != Z_OK)
        return {};
    QByteArray plain(1024 * 1024, Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(packed.constData()));
    stream.avail_in = uInt(packed.size());
    stream.next_out = reinterpret_cast<Bytef *>(plain.data());
    stream.avail_out = uInt(plain.size());
    const bool isWhole = inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_in == 0;
    plain.truncate(isWhole ? qsizetype(stream.total_out) : 0);
    inflateEnd(&stream);
    return plain;
}

} // namespace

/// Long answers of the embedded Supabase travel in gzip, to whom that suits.
class TestCompression : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void accepts_data();
    void accepts();
    void compressesOnlyLongAnswers();
    void leavesEncodedAnswersUnchanged();
    void answersHeadLikeGet();
    void answersAuthInGzip();
    void reachesTheNetworkClientDecoded();
    void isUncompressedInProcess();

private:
    http::Response leads(const QByteArray &accepted, const QByteArray &method = "GET",
                         const QByteArray &query = "select=*&limit=1000");

    std::unique_ptr<EmbeddedFixture> m_fixture;
};

void TestCompression::initTestCase()
{
    m_fixture = std::make_unique<EmbeddedFixture>();
    QVERIFY(m_fixture->isOpen() && m_fixture->reload());
    auto rows = json::array();
    for (int i = 0; i < 500; ++i)
        rows.push_back({{"first_name", "Zoë"},
                        {"last_name", "Lead " + std::to_string(i)},
                        {"email", "zoe" + std::to_string(i) + "@home.example"},
                        {"phone_number", "+1512555" + std::to_string(1000 + i)},
                        {"service_needed", "Drain Cleaning"},
                        {"urgency", "day"}});
    const auto stored = m_fixture->ask(QStringLiteral("service"), "POST", "/rest/v1/leads",
                                       QByteArray::fromStdString(rows.dump()), {{"Content-Type", "application/json"}});
    QCOMPARE(stored.status, 201);
}

http::Response TestCompression::leads(const QByteArray &accepted, const QByteArray &method, const QByteArray &query)
{
    http::Headers headers;
    if (!accepted.isNull())
        headers.emplaceBack("Accept-Encoding", accepted);
    return m_fixture->ask(QStringLiteral("service"), method, "/rest/v1/leads?" + query, {}, headers);
}

void TestCompression::accepts_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<bool>("isAccepted");
    QTest::newRow("none") << QByteArray() << false;
    QTest::newRow("empty") << QByteArray("") << false;
    QTest::newRow("gzip") << QByteArray("gzip") << true;
    QTest::newRow("a browser's") << QByteArray("gzip, deflate, br, zstd") << true;
    QTest::newRow("upper case") << QByteArray("deflate,GZIP") << true;
    QTest::newRow("with a weight") << QByteArray("br;q=1.0, gzip;q=0.2") << true;
    QTest::newRow("refused") << QByteArray("gzip;q=0, *") << false;
    QTest::newRow("refused, with spaces") << QByteArray("gzip ; q=0.000") << false;
    QTest::newRow("any") << QByteArray("*") << true;
    QTest::newRow("none of any") << QByteArray("*;q=0") << false;
    QTest::newRow("plain is liked better") << QByteArray("identity, gzip;q=0.5") << false;
    QTest::newRow("plain is liked less") << QByteArray("identity;q=0.5, gzip") << true;
    QTest::newRow("others") << QByteArray("br, deflate") << false;
    QTest::newRow("no number") << QByteArray("gzip;q=yes") << false;
    QTest::newRow("a longer word") << QByteArray("gzipped") << false;
}

void TestCompression::accepts()
{
    QFETCH(QByteArray, header);
    QFETCH(bool, isAccepted);
    const http::Headers headers =
        header.isNull() ? http::Headers() : http::Headers{{"accept-encoding", header}, {"Accept", "gzip"}};
    QCOMPARE(acceptsGzip(headers), isAccepted);
    const auto answer = leads(header);
    QCOMPARE(answer.header("Content-Encoding"), isAccepted ? QByteArray("gzip") : QByteArray());
    QCOMPARE(answer.header("Vary"), QByteArray("Accept-Encoding"));
    const QByteArray plain = leads({}).body;
    QCOMPARE(isAccepted ? unpacked(answer.body) : answer.body, plain);
}

void TestCompression::compressesOnlyLongAnswers()
{
    const auto answer = leads("gzip", "GET", "select=id&limit=3");
    QVERIFY(answer.header("Content-Encoding").isNull());
    QVERIFY(answer.header("Vary").isNull());
    QVERIFY(jsonOf(answer).is_array());
    QVERIFY(leads("gzip").body.size() * 4 < leads({}).body.size());
}

void TestCompression::leavesEncodedAnswersUnchanged()
{
    const http::Headers accepted{{"Accept-Encoding", "gzip"}};
    const QByteArray body(5000, 'x');
    const auto answer = compressed(accepted, {200, {{"Content-Encoding", "br"}}, body});
    QCOMPARE(answer.body, body);
    QCOMPARE(answer.headers.size(), 1);
    // What gets no shorter stays as it is.
    QByteArray noise;
    for (quint32 i = 0; noise.size() < 5000; ++i)
        noise += QCryptographicHash::hash(QByteArray::number(i), QCryptographicHash::Sha256);
    QCOMPARE(compressed(accepted, {200, {}, noise}).body, noise);
}

void TestCompression::answersHeadLikeGet()
{
    const auto get = leads("gzip");
    const auto head = leads("gzip", "HEAD");
    QCOMPARE(head.headers, get.headers);
    QCOMPARE(head.body.size(), get.body.size()); // of which the server sends the length alone
}

void TestCompression::answersAuthInGzip()
{
    for (int i = 0; i < 20; ++i)
        QCOMPARE(m_fixture
                     ->ask(QStringLiteral("service"), "POST", "/auth/v1/admin/users",
                           "{\"email\":\"p" + QByteArray::number(i) +
                               "@office.test\",\"password\":\"correct horse battery\",\"email_confirm\":true}",
                           {{"Content-Type", "application/json"}})
                     .status,
                 200);
    const auto answer =
        m_fixture->ask(QStringLiteral("service"), "GET", "/auth/v1/admin/users", {}, {{"Accept-Encoding", "gzip"}});
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("Content-Encoding"), QByteArray("gzip"));
}

/// Nobody sets Accept-Encoding: QNetworkAccessManager does, and decodes.
void TestCompression::reachesTheNetworkClientDecoded()
{
    http::Server server([this](const http::Request &request) { return m_fixture->supabase().handle(request); }, {});
    const auto port = server.listen(QHostAddress::LocalHost, 0);
    QVERIFY(port.ok());
    CountingWire wire(*port);
    supabase::NetworkTransport transport{QUrl(QStringLiteral("http://127.0.0.1:%1").arg(wire.serverPort()))};
    const QByteArray key = m_fixture->supabase().keys().serviceKey;
    const auto answer = transport.send(
        {"GET", "/rest/v1/leads?select=*&limit=1000", {{"apikey", key}, {"Authorization", "Bearer " + key}}});
    QTRY_VERIFY(answer.isFinished());
    QVERIFY(answer.result().ok());
    QCOMPARE(answer.result()->status, 200);
    QCOMPARE(answer.result()->body, leads({}).body);
    QVERIFY(wire.sent.contains("Content-Encoding: gzip"));
    QVERIFY2(wire.sent.size() * 4 < answer.result()->body.size(), QByteArray::number(wire.sent.size()).constData());
}

void TestCompression::isUncompressedInProcess()
{
    InProcessTransport transport(m_fixture->supabase());
    const QByteArray key = m_fixture->supabase().keys().serviceKey;
    const auto answer = transport.send(
        {"GET", "/rest/v1/leads?select=*&limit=1000", {{"apikey", key}, {"Authorization", "Bearer " + key}}});
    QTRY_VERIFY(answer.isFinished());
    QCOMPARE(answer.result()->body, leads({}).body);
    QVERIFY(answer.result()->header("Content-Encoding").isEmpty());
}

QTEST_GUILESS_MAIN(TestCompression)
#include "tst_compression.moc"
