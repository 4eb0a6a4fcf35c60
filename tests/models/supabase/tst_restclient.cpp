#include "models/base/onresult.h"
#include "models/domain/lead.h"
#include "models/domain/plumber.h"
#include "models/supabase/restclient.h"
#include "tests/support/faketransport.h"
#include "tests/support/waiting.h"

#include <QTest>

using namespace pl;
using namespace pl::supabase;
using pl::test::FakeTransport;
using namespace std::chrono_literals;

namespace {

constexpr RetryPolicy kQuick{3, 1ms, 5ms, 10s};

HttpResponse answer(int status, const char *body = "[]")
{
    return {status, {}, body};
}

FakeTransport::Answer always(int status, const char *body = "[]")
{
    return [=](const HttpRequest &) -> Result<HttpResponse> { return answer(status, body); };
}

/// Credentials that can be renewed as often as a test allows.
class RenewableKey : public Credentials
{
public:
    QByteArray apiKey() const override { return "anon"; }
    QByteArray bearer() const override { return "token" + QByteArray::number(renewed); }
    QFuture<Result<>> renew() override
    {
        if (renewed >= allowed)
            return QtFuture::makeReadyFuture(Result<>(Error{ErrorCode::Unauthenticated, QStringLiteral("no")}));
        ++renewed;
        return QtFuture::makeReadyFuture(Result<>());
    }
    int renewed = 0;
    int allowed = 1;
};

} // namespace

class TestRestClient : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeTransport> m_transport;
    std::unique_ptr<RenewableKey> m_key;
    std::unique_ptr<RestClient> m_client;

private Q_SLOTS:
    void init()
    {
        m_transport = std::make_unique<FakeTransport>();
        m_transport->fillOffice(3);
        m_key = std::make_unique<RenewableKey>();
        m_client = std::make_unique<RestClient>(*m_transport, *m_key, nullptr, kQuick);
    }
    void cleanup() { m_client.reset(); }

    void selectsTypedRows()
    {
        const auto rows = test::wait(m_client->select<Lead>(Query("leads").select(Lead::columns())));
        QVERIFY(rows.ok());
        QCOMPARE(rows->size(), 3);
        const auto &headers = m_transport->requests().first().headers;
        QVERIFY(headers.contains({QByteArray("apikey"), QByteArray("anon")}));
        QVERIFY(headers.contains({QByteArray("Authorization"), QByteArray("Bearer token0")}));
    }

    void aNewStyleKeyGoesInApikeyOnly()
    {
        KeyCredentials key("sb_secret_abc");
        RestClient client(*m_transport, key, nullptr, kQuick);
        QVERIFY(test::wait(client.selectJson(Query("leads"))).ok());
        for (const auto &[name, value] : m_transport->requests().last().headers)
            QVERIFY2(name != "Authorization", value.constData());
    }

    void statuses_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("code");
        QTest::newRow("400") << 400 << int(ErrorCode::InvalidInput);
        QTest::newRow("403") << 403 << int(ErrorCode::Forbidden);
        QTest::newRow("404") << 404 << int(ErrorCode::NotFound);
        QTest::newRow("409") << 409 << int(ErrorCode::Conflict);
        QTest::newRow("413") << 413 << int(ErrorCode::TooLarge);
    }
    void statuses()
    {
        QFETCH(int, status);
        QFETCH(int, code);
        m_transport->answerNext("GET", "/", always(status, R"({"code":"42501","message":"permission denied"})"));
        const auto rows = test::wait(m_client->selectJson(Query("leads")));
        QCOMPARE(int(rows.error().code), code);
        QCOMPARE(rows.error().remoteCode, QStringLiteral("42501"));
        QCOMPARE(rows.error().message, QStringLiteral("permission denied"));
        QCOMPARE(m_transport->requests().size(), 1);
    }

    void readsAreRepeated_data()
    {
        QTest::addColumn<int>("status"); // 0: no answer at all
        QTest::newRow("429") << 429;
        QTest::newRow("500") << 500;
        QTest::newRow("503") << 503;
        QTest::newRow("no connection") << 0;
    }
    void readsAreRepeated()
    {
        QFETCH(int, status);
        for (int i = 0; i < 2; ++i)
            m_transport->answerNext("GET", "/", [=](const HttpRequest &) -> Result<HttpResponse> {
                return status ? Result<HttpResponse>(answer(status))
                              : Error{ErrorCode::Unavailable, QStringLiteral("gone")};
            });
        QVERIFY(test::wait(m_client->select<Lead>(Query("leads"))).ok());
        QCOMPARE(m_transport->requests().size(), 3);
    }

    void givesUpAfterTheLastTry()
    {
        m_transport->setOffline(true);
        QCOMPARE(test::wait(m_client->selectJson(Query("leads"))).error().code, ErrorCode::Unavailable);
        QCOMPARE(m_transport->requests().size(), 3);
    }

    void aPlainInsertIsNotRepeated()
    {
        m_transport->answerNext("POST", "/", always(503, "{}"));
        const auto row = test::wait(m_client->insert(Query("lead_events"), {{"kind", "note"}}));
        QCOMPARE(row.error().code, ErrorCode::Unavailable);
        QCOMPARE(m_transport->requests().size(), 1);
    }

    void anIgnoreDuplicatesInsertIsRepeated()
    {
        m_transport->answerNext("POST", "/", always(503, "{}"));
        const auto row = test::wait(m_client->insert(Query("leads").onConflict("id"), FakeTransport::lead(9, "A", "B"),
                                                     OnConflict::IgnoreDuplicates));
        QVERIFY(row.ok());
        QCOMPARE(m_transport->requests().size(), 2);
    }

    void a401RenewsOnceAndTriesAgain()
    {
        m_transport->answerNext("GET", "/", always(401, "{}"));
        QVERIFY(test::wait(m_client->selectJson(Query("leads"))).ok());
        QVERIFY(m_transport->requests().last().headers.contains(
            {QByteArray("Authorization"), QByteArray("Bearer token1")}));
    }

    void aRepeated401IsUnauthenticated()
    {
        m_transport->answerNext("GET", "/", always(401, R"({"message":"JWT expired"})"));
        m_transport->answerNext("GET", "/", always(401, R"({"message":"JWT expired"})"));
        const auto rows = test::wait(m_client->selectJson(Query("leads")));
        QCOMPARE(rows.error().code, ErrorCode::Unauthenticated);
        QCOMPARE(m_key->renewed, 1);
    }

    void aGuardedWriteAnswersTheRow()
    {
        const QUuid id = QUuid::fromString(QString::fromStdString(FakeTransport::leadId(1)));
        const auto done = test::wait(m_client->guardedUpdate<Lead>("leads", id, 1, {{"zip_code", "10001"}}));
        QVERIFY(done.ok() && done->row);
        QCOMPARE(done->row->version, 2);
    }

    void aGuardedWriteOfAnOldVersionChangesNothing()
    {
        const QUuid id = QUuid::fromString(QString::fromStdString(FakeTransport::leadId(1)));
        const auto done = test::wait(m_client->guardedUpdate<Lead>("leads", id, 7, {{"zip_code", "10001"}}));
        QVERIFY(done.ok());
        QVERIFY(done->somebodyWasFaster());
        QVERIFY(m_transport->row("leads", FakeTransport::leadId(1))["zip_code"] == "78701");
    }

    void aGuardedWriteWhoseAnswerWasLostIsOurs()
    {
        const QUuid id = QUuid::fromString(QString::fromStdString(FakeTransport::leadId(1)));
        m_transport->loseNextAnswer("PATCH", "/rest/v1/leads");
        const auto done = test::wait(m_client->guardedUpdate<Lead>("leads", id, 1, {{"zip_code", "10001"}}));
        QVERIFY(done.ok());
        QVERIFY(!done->somebodyWasFaster());
        QCOMPARE(done->row->version, 2);
        QVERIFY(m_transport->row("leads", FakeTransport::leadId(1))["version"] == 2);
    }

    void aLostVerificationIsOursAlthoughTheStoreWroteItsTime()
    {
        const QUuid id = QUuid::fromString(QString::fromStdString(FakeTransport::plumberId(1)));
        m_transport->loseNextAnswer("PATCH", "/rest/v1/plumbers");
        const auto done = test::wait(
            m_client->guardedUpdate<Plumber>("plumbers", id, 1, {{"verified_at", "2000-01-01T00:00:00+00:00"}}));
        QVERIFY(done.ok());
        QVERIFY(!done->somebodyWasFaster());
        QCOMPARE(done->row->verifiedBy, QStringLiteral("sam@office.test"));
        QVERIFY(*done->row->verifiedAt > *Timestamp::parse(u"2001-01-01T00:00:00Z"));
    }

    void aLostAnswerAndSomebodyElsesWriteIsNotOurs()
    {
        const QUuid id = QUuid::fromString(QString::fromStdString(FakeTransport::leadId(1)));
        m_transport->answerNext("PATCH", "/", [this](const HttpRequest &) -> Result<HttpResponse> {
            nlohmann::json row = m_transport->row("leads", FakeTransport::leadId(1));
            row["version"] = 2;
            row["zip_code"] = "99999";
            m_transport->put("leads", row);
            return Error{ErrorCode::TimedOut, QStringLiteral("late")};
        });
        const auto done = test::wait(m_client->guardedUpdate<Lead>("leads", id, 1, {{"zip_code", "10001"}}));
        QVERIFY(done.ok());
        QVERIFY(done->somebodyWasFaster());
    }

    void malformedAnswersAreProtocolErrors_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("no JSON") << QByteArray("<html>oops</html>");
        QTest::newRow("an object for a list") << QByteArray("{}");
        QTest::newRow("a row without its columns") << QByteArray(R"([{"id":"x"}])");
        QTest::newRow("cut off") << QByteArray(R"([{"id":)");
        QTest::newRow("nothing") << QByteArray();
    }
    void malformedAnswersAreProtocolErrors()
    {
        QFETCH(QByteArray, body);
        m_transport->answerNext("GET", "/", [=](const HttpRequest &) -> Result<HttpResponse> {
            return HttpResponse{200, {}, body};
        });
        QCOMPARE(test::wait(m_client->select<Lead>(Query("leads"))).error().code, ErrorCode::Protocol);
    }

    void pendingCallsFinishOnDestruction()
    {
        m_transport->setHanging(true);
        const auto read = m_client->select<Lead>(Query("leads"));
        const auto write = m_client->guardedUpdate<Lead>("leads", QUuid::createUuid(), 1, {{"zip_code", "1"}});
        m_client.reset();
        QCOMPARE(test::wait(read).error().code, ErrorCode::Cancelled);
        QCOMPARE(test::wait(write).error().code, ErrorCode::Cancelled);
        m_transport->release();
    }
};

QTEST_GUILESS_MAIN(TestRestClient)
#include "tst_restclient.moc"
