#include "tests/support/noticesocket.h"
#include "tests/support/serverprocess.h"
#include "tests/support/unforgivingclient.h"

#include <QDir>
#include <QFile>
#include <QTcpServer>
#include <QTest>
#include <QUuid>

using namespace pl::test;
using nlohmann::json;
using namespace Qt::StringLiterals;

/// The real server under a service manager, which is this test: it holds the listening socket, hears the server's news,
/// and hands over secrets.
class TestService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void restartsRefuseNobody();
    void aRequestWaitsForTheNextServer();
    void startsOnlyWithOneListeningSocket();
    void tellsHowItIs();
    void isReadyOnlyWithAJournal();
    void takesSecretsFromFiles();
    void stopsOnASecretThatIsSetTwice();
    void showsSecretsNowhere_data();
    void showsSecretsNowhere();

private:
    quint16 port() const { return m_socket->serverPort(); }
    void writeSecret(const QString &name, const QByteArray &value);
    std::unique_ptr<UnforgivingClient> leadClient(bool keepsConnection);
    std::unique_ptr<UnforgivingClient> pageClient(bool keepsConnection);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QTcpServer> m_socket; // never accepts
    std::unique_ptr<ServerProcess> m_server;
    QByteArray m_key;
};

namespace {

constexpr int kRestarts = 5;
const QString kServicePassword = u"a lighthouse for 3 otters"_s;

QByteArray whole(const QByteArray &head, const QByteArray &body = {})
{
    return head + "\r\nHost: h\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace

void TestService::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_socket = std::make_unique<QTcpServer>();
    QVERIFY(m_folder->isValid() && m_socket->listen(QHostAddress::LocalHost));
    m_socket->pauseAccepting();
    m_server = std::make_unique<ServerProcess>(ServerProcess::Store::Embedded);
    m_server->handOver(int(m_socket->socketDescriptor()));
}

void TestService::cleanup()
{
    m_server.reset();
}

void TestService::writeSecret(const QString &name, const QByteArray &value)
{
    QFile file(m_folder->filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(value + '\n');
}

std::unique_ptr<UnforgivingClient> TestService::leadClient(bool keepsConnection)
{
    const auto request = [this](int) {
        const json lead{{"first_name", "Steady"},
                        {"last_name", "Client"},
                        {"email", "steady@home.example"},
                        {"phone_number", "+15125550143"},
                        {"service_needed", "Drain Cleaning"},
                        {"urgency", "day"},
                        {"external_id", QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString()}};
        return whole("POST /api/v1/leads HTTP/1.1\r\nContent-Type: application/json\r\nX-Api-Key: " + m_key,
                     QByteArray::fromStdString(lead.dump()));
    };
    return std::make_unique<UnforgivingClient>(port(), UnforgivingClient::Plan{request, 201, keepsConnection});
}

std::unique_ptr<UnforgivingClient> TestService::pageClient(bool keepsConnection)
{
    const auto request = [](int) { return whole("GET /api/v1/config HTTP/1.1"); };
    return std::make_unique<UnforgivingClient>(port(), UnforgivingClient::Plan{request, 200, keepsConnection});
}

void TestService::restartsRefuseNobody()
{
    QVERIFY2(m_server->start(), m_server->errorOutput().constData());
    m_key = m_server->addSource(u"website"_s);
    const auto isKnown = [this] {
        return m_server->request("POST", u"/api/v1/leads"_s, {{"X-Api-Key", m_key}}, "?").status != 401;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isKnown(), 30000); // the server hears of a new source within moments
    std::vector<std::unique_ptr<UnforgivingClient>> clients;
    for (const bool keepsConnection : {true, false}) {
        clients.push_back(leadClient(keepsConnection));
        clients.push_back(pageClient(keepsConnection));
    }
    for (const auto &client : clients)
        client->start();
    for (int i = 0; i < kRestarts; ++i) {
        const int before = clients.front()->answered();
        QTRY_VERIFY2_WITH_TIMEOUT(clients.front()->answered() > before + 5,
                                  qPrintable(clients.front()->failures().join(u'\n')), 30000);
        QCOMPARE(m_server->stop(), 0);
        QVERIFY2(m_server->start(), m_server->errorOutput().constData());
    }
    for (const auto &client : clients)
        client->finish();
    qsizetype leads = 0;
    for (const auto &client : clients) {
        QTRY_VERIFY_WITH_TIMEOUT(client->isIdle(), 30000);
        QCOMPARE(client->failures(), QStringList());
        // Each restart ends the connections that stand.
        QVERIFY2(client->connections() > kRestarts, qPrintable(QString::number(client->connections())));
    }
    for (const std::size_t i : {0U, 2U})
        leads += clients[i]->answered();
    const auto stored = [this] {
        const auto reply =
            m_server->request("GET", u"/rest/v1/leads?select=id&limit=1"_s,
                              m_server->serviceHeaders() + ServerProcess::Headers{{"Prefer", "count=exact"}});
        return reply.header("Content-Range").split('/').last().toLongLong();
    };
    QTRY_COMPARE_WITH_TIMEOUT(stored(), leads, 60000);
}

/// While no server runs at all, the socket's queue holds the connection and its request.
void TestService::aRequestWaitsForTheNextServer()
{
    QVERIFY2(m_server->start(), m_server->errorOutput().constData());
    QCOMPARE(QUrl(m_server->url()).port(), int(port()));
    QVERIFY(m_server->errorOutput().contains(" event=socket-taken-over "));
    QCOMPARE(m_server->stop(), 0);
    const auto client = pageClient(true);
    client->start();
    QTRY_COMPARE(client->connections(), 1);
    QTest::qWait(200); // nobody is there to answer
    QCOMPARE(client->answered(), 0);
    QVERIFY2(m_server->start(), m_server->errorOutput().constData());
    QTRY_VERIFY(client->answered() > 0);
    QCOMPARE(client->failures(), QStringList());
}

void TestService::startsOnlyWithOneListeningSocket()
{
    QTcpSocket connection;
    connection.connectToHost(QHostAddress(QHostAddress::LocalHost), port());
    QVERIFY(connection.waitForConnected());
    m_server->handOver(int(connection.socketDescriptor()));
    QVERIFY(!m_server->start());
    QVERIFY2(m_server->errorOutput().contains("The socket that was handed over isn't a listening TCP socket."),
             m_server->errorOutput().constData());
}

void TestService::tellsHowItIs()
{
    const QString address = m_folder->filePath(u"notify"_s);
    NoticeSocket news(address.toUtf8());
    QVERIFY(news.isBound());
    m_server->setEnvironment(u"NOTIFY_SOCKET"_s, address);
    m_server->setEnvironment(u"WATCHDOG_USEC"_s, u"200000"_s);
    QVERIFY2(m_server->start(), m_server->errorOutput().constData());
    QTRY_VERIFY(news.lines().contains("READY=1"));
    QCOMPARE(news.lines().value(0), QByteArray("STATUS=Opening the store and the journal."));
    QCOMPARE(news.lines().value(1), QByteArray("READY=1"));
    QCOMPARE(news.lines().value(2), "STATUS=Listening on " + m_server->url().toUtf8() + '.');
    QCOMPARE(m_server->request("GET", u"/healthz"_s).status, 200);
    QTRY_VERIFY(news.lines().count("WATCHDOG=1") >= 4);
    QCOMPARE(m_server->stop(), 0);
    const auto lines = news.lines();
    const auto stopping = lines.indexOf("STOPPING=1");
    QVERIFY(stopping > lines.lastIndexOf("READY=1"));
    QCOMPARE(lines.value(stopping + 1), QByteArray("STATUS=Finishing the requests that have begun."));
}

void TestService::isReadyOnlyWithAJournal()
{
    const QString address = m_folder->filePath(u"notify"_s);
    NoticeSocket news(address.toUtf8());
    m_server->setEnvironment(u"NOTIFY_SOCKET"_s, address);
    QVERIFY(QDir(m_server->dataDir()).mkdir(u"journal.sqlite"_s));
    QVERIFY(!m_server->start());
    const auto lines = news.lines();
    QVERIFY(!lines.contains("READY=1"));
    QVERIFY2(lines.last().startsWith("STATUS=") && lines.last().contains("journal.sqlite"), lines.last().constData());
}

void TestService::takesSecretsFromFiles()
{
    writeSecret(u"ADMIN_PASSWORD"_s, kServicePassword.toUtf8());
    m_server->setEnvironment(u"CREDENTIALS_DIRECTORY"_s, m_folder->path());
    m_server->setEnvironment(u"ADMIN_EMAIL"_s, u"ada@office.example"_s);
    QVERIFY2(m_server->start(), m_server->errorOutput().constData());
    const auto headers = m_server->userHeaders(u"ada@office.example"_s, kServicePassword);
    QCOMPARE(m_server->request("GET", u"/rest/v1/settings?limit=1"_s, headers).status, 200);
    const auto wrong = m_server->userHeaders(u"ada@office.example"_s, kServicePassword + u'\n');
    QCOMPARE(wrong.value(1).second, QByteArray("Bearer ")); // no token
}

void TestService::stopsOnASecretThatIsSetTwice()
{
    writeSecret(u"STRIPE_API_KEY"_s, "sk_test_newheron");
    m_server->setEnvironment(u"CREDENTIALS_DIRECTORY"_s, m_folder->path());
    m_server->setEnvironment(u"STRIPE_API_KEY"_s, u"sk_test_oldheron"_s);
    QVERIFY(!m_server->start());
    const QByteArray errors = m_server->errorOutput();
    QVERIFY2(errors.contains("The credential STRIPE_API_KEY can't be used: the variable STRIPE_API_KEY is set"),
             errors);
    QVERIFY(!errors.contains("heron"));
}

void TestService::showsSecretsNowhere_data()
{
    QTest::addColumn<QString>("store");
    QTest::newRow("embedded") << QString();
    QTest::newRow("a project out of reach") << u"http://127.0.0.1:9"_s;
}

/// Each secret holds one word; providers and project are out of reach, so that errors are told, too.
void TestService::showsSecretsNowhere()
{
    QFETCH(QString, store);
    const QList<std::pair<QString, QByteArray>> secrets{
        {u"SUPABASE_SERVICE_KEY"_s, "sb_secret_heron"}, {u"DB_PASSWORD"_s, "heron"},
        {u"ADMIN_PASSWORD"_s, "seventeen herons"},      {u"STRIPE_API_KEY"_s, "sk_test_heron"},
        {u"STRIPE_WEBHOOK_SECRET"_s, "whsec_heron"},    {u"EMAIL_SERVICE_API_KEY"_s, "SG.heron"},
        {u"SMS_SERVICE_API_KEY"_s, "ACheron:heron"},    {u"LINK_SECRET"_s, QByteArray("heron").repeated(8)},
        {u"METRICS_TOKEN"_s, "heronheronheronheron"}};
    for (const auto &[name, value] : secrets)
        writeSecret(name, value);
    m_server->setEnvironment(u"CREDENTIALS_DIRECTORY"_s, m_folder->path());
    m_server->setEnvironment(u"ADMIN_EMAIL"_s, u"ada@office.example"_s);
    for (const char *provider : {"STRIPE_API_BASE", "EMAIL_API_BASE", "SMS_API_BASE"})
        m_server->setEnvironment(QString::fromLatin1(provider), u"http://127.0.0.1:9"_s);
    m_server->setEnvironment(u"SMS_FROM"_s, u"+15125550100"_s);
    if (!store.isEmpty())
        m_server->setEnvironment(u"SUPABASE_URL"_s, store);
    const QString address = m_folder->filePath(u"notify"_s);
    NoticeSocket news(address.toUtf8());
    m_server->setEnvironment(u"NOTIFY_SOCKET"_s, address);

    QVERIFY2(m_server->start(), m_server->errorOutput().constData());
    const ServerProcess::Headers token{{"Authorization", "Bearer heronheronheronheron"}};
    QCOMPARE(m_server->request("GET", u"/metrics"_s, token).status, 200);
    QVERIFY(m_server->request("POST", u"/webhooks/stripe"_s, {{"Stripe-Signature", "t=1,v1=00"}}, "{}").status >= 400);
    if (!store.isEmpty())
        QTRY_VERIFY_WITH_TIMEOUT(m_server->errorOutput().contains(" event=store-unusable "), 20000);
    for (const char *shown : {"cmdline", "environ"}) {
        QFile file(u"/proc/%1/%2"_s.arg(m_server->processId()).arg(QLatin1String(shown)));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        QVERIFY(content.contains(shown == QByteArrayView("cmdline") ? "--listen" : "CREDENTIALS_DIRECTORY"));
        QVERIFY2(!content.contains("heron"), shown);
    }
    QCOMPARE(m_server->stop(), 0);
    const QByteArray log = m_server->errorOutput();
    QVERIFY(log.contains(" event=stopped"));
    QVERIFY2(!log.contains("heron"), log.constData());
    QVERIFY(news.lines().contains("STOPPING=1"));
    QVERIFY(!news.lines().join('\n').contains("heron"));
}

QTEST_GUILESS_MAIN(TestService)
#include "tst_service.moc"
