#include "server/embedded/embeddedsupabase.h"
#include "server/http/server.h"
#include "tests/contract/fixture.h"
#include "tests/contract/httpexchange.h"
#include "tests/contract/transcript.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::test;

/// Replays what was recorded from PostgREST on PostgreSQL against the embedded Supabase, each exchange from a fresh
/// fixture. PLUMBER_LEADS_TRANSCRIPTS names another file of the same form.
class TestContract : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void inProcess_data() { addRows(); }
    void inProcess();
    void overHttp_data() { addRows(); }
    void overHttp();
    void gatewayWantsItsKey();

private:
    void addRows();
    void compare(const Transcript &transcript, const http::Response &answer);

    QTemporaryDir m_dir;
    std::vector<Transcript> m_transcripts;
    std::unique_ptr<embedded::EmbeddedSupabase> m_supabase;
    std::unique_ptr<Fixture> m_fixture;
    std::unique_ptr<http::Server> m_server;
    quint16 m_port = 0;
};

void TestContract::initTestCase()
{
    const QString file =
        qEnvironmentVariable("PLUMBER_LEADS_TRANSCRIPTS", QStringLiteral(PL_TEST_DATA "/contract/transcripts.jsonl"));
    m_transcripts = Transcript::read(file);
    QVERIFY2(!m_transcripts.empty(), qPrintable(file));

    auto supabase = embedded::EmbeddedSupabase::open({m_dir.path(), kSecret});
    QVERIFY2(supabase, qPrintable(supabase.ok() ? QString() : supabase.error().message));
    m_supabase = std::move(supabase).value();
    auto fixture = Fixture::open(m_supabase->databaseFile());
    QVERIFY(fixture);
    m_fixture = std::move(fixture).value();

    m_server = std::make_unique<http::Server>(
        [this](const http::Request &request) { return m_supabase->handle(request); }, http::Limits());
    const auto port = m_server->listen(QHostAddress(QHostAddress::LocalHost), 0);
    QVERIFY(port);
    m_port = *port;
}

void TestContract::addRows()
{
    QTest::addColumn<int>("index");
    for (size_t i = 0; i < m_transcripts.size(); ++i)
        QTest::newRow(qUtf8Printable(m_transcripts[i].name)) << int(i);
}

void TestContract::inProcess()
{
    QFETCH(int, index);
    const Transcript &transcript = m_transcripts[size_t(index)];
    QVERIFY(m_fixture->reload());
    http::Response answer = m_supabase->handle(transcript.toRequest(m_supabase->keys().anonKey)).result();
    if (transcript.request.at("method") == "HEAD")
        answer.body.clear(); // the HTTP server's to leave out
    compare(transcript, answer);
}

void TestContract::overHttp()
{
    QFETCH(int, index);
    const Transcript &transcript = m_transcripts[size_t(index)];
    QVERIFY(m_fixture->reload());
    HttpExchange exchange(m_port, transcript.toRequest(m_supabase->keys().anonKey));
    QSignalSpy finished(&exchange, &HttpExchange::finished);
    QVERIFY(finished.wait());
    compare(transcript, exchange.response());
}

void TestContract::compare(const Transcript &transcript, const http::Response &answer)
{
    const QStringList differences = transcript.differences(answer);
    const QString asked = QString::fromStdString(transcript.request.at("method").get<std::string>()) + u' ' +
                          QString::fromStdString(transcript.request.at("path").get<std::string>()) +
                          QStringLiteral(" as ") + transcript.who;
    QVERIFY2(differences.isEmpty(),
             qUtf8Printable(asked + QStringLiteral("\n  ") + differences.join(QStringLiteral("\n  "))));
}

void TestContract::gatewayWantsItsKey()
{
    http::Request request;
    request.path = "/rest/v1/leads";
    http::Response answer = m_supabase->handle(request).result();
    QCOMPARE(answer.status, 401);
    QCOMPARE(answer.body, QByteArray(R"({"message":"No API key found in request"})"));
    request.headers.emplaceBack("apikey", tokenFor(QStringLiteral("staff")));
    answer = m_supabase->handle(request).result();
    QCOMPARE(answer.status, 401);
    QCOMPARE(answer.body, QByteArray(R"({"message":"Invalid authentication credentials"})"));
}

QTEST_GUILESS_MAIN(TestContract)
#include "tst_contract.moc"
