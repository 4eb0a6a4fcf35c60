#include "models/replica/serverdesk.h"
#include "tests/support/playedserver.h"
#include "tests/support/waiting.h"

#include <QSignalSpy>

using namespace pl;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using nlohmann::json;
using pl::test::wait;
using replica::ServerDesk;

/// Asking the server through the store; the server's part is played by the test. With the real one in
/// tests/integration/tst_requestsdesktop.
class TestServerDesk : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::FakeTransport> m_store;
    supabase::KeyCredentials m_key{"anon"};
    std::unique_ptr<supabase::RestClient> m_client;
    std::unique_ptr<test::PlayedServer> m_server;
    std::unique_ptr<ServerDesk> m_desk;

    void makeDesk(std::chrono::milliseconds patience)
    {
        m_desk = std::make_unique<ServerDesk>(*m_client, ServerDesk::Pace{5ms, patience, 10min});
    }

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<test::FakeTransport>();
        m_client =
            std::make_unique<supabase::RestClient>(*m_store, m_key, nullptr, supabase::RetryPolicy{.attempts = 1});
        m_server = std::make_unique<test::PlayedServer>(*m_store);
        makeDesk(60s);
    }
    void cleanup()
    {
        m_desk.reset();
        m_server.reset();
        m_client.reset();
        m_store.reset();
    }

    void theAnswerComesBack()
    {
        m_server->answers["role"] = [](const json &data) { return Result<json>(json{{"seen", data["role"]}}); };
        const auto answer = wait(m_desk->ask(ServerRequestKind::Role, {{"role", "admin"}}));
        QVERIFY(answer.ok());
        QVERIFY(*answer == (json{{"seen", "admin"}}));
        QCOMPARE(m_store->countOf("POST", "/rest/v1/server_requests?on_conflict=id"), 1);
    }

    void aRefusalIsASentence()
    {
        m_server->refuse("disable", u"You can't disable your own account."_s);
        const auto answer = wait(m_desk->ask(ServerRequestKind::Disable));
        QVERIFY(!answer.ok());
        QCOMPARE(answer.error().code, ErrorCode::InvalidInput);
        QCOMPARE(answer.error().message, u"You can't disable your own account."_s);
    }

    void aServerThatDoesNotAnswerIsReported()
    {
        makeDesk(100ms);
        m_server->setAway(true);
        const auto answer = wait(m_desk->ask(ServerRequestKind::People));
        QVERIFY(!answer.ok());
        QCOMPARE(answer.error().remoteCode, QString(ServerDesk::kSilent));
    }

    /// The network goes and comes back while the server works.
    void anOutageIsWaitedFor()
    {
        m_server->setAway(true);
        const auto pending = m_desk->ask(ServerRequestKind::People);
        QTRY_COMPARE(m_store->countOf("POST", "/rest/v1/server_requests"), 1);
        for (int i = 0; i < 3; ++i)
            m_store->answerNext("GET", "/rest/v1/server_requests", [](const supabase::HttpRequest &) {
                return Result<supabase::HttpResponse>(Error{ErrorCode::Unavailable, u"away"_s});
            });
        m_server->answers["people"] = [](const json &) { return Result<json>(json::array()); };
        m_server->setAway(false);
        QVERIFY(wait(pending).ok());
    }

    void aStoreThatCantBeReachedFailsAtOnce()
    {
        m_store->setOffline(true);
        const auto answer = wait(m_desk->ask(ServerRequestKind::People));
        QVERIFY(!answer.ok());
        QCOMPARE(answer.error().code, ErrorCode::Unavailable);
    }

    void theStatusIsAskedForWhileSomebodyLooks()
    {
        const QSignalSpy changed(m_desk.get(), &ServerDesk::changed);
        QVERIFY(!m_desk->isRunning());
        m_desk->want();
        QVERIFY(m_desk->isAsking());
        QTRY_VERIFY(m_desk->status().has_value() && !m_desk->isAsking());
        QVERIFY(!changed.isEmpty());
        QVERIFY(m_desk->isRunning());
        QCOMPARE(m_desk->status()->version, u"1.2.3"_s);
        m_desk->want(); // not again so soon
        QVERIFY(!m_desk->isAsking());
        QCOMPARE(m_server->asked("status"), 1);
    }

    void anOldStatusIsOfAServerThatStopped()
    {
        ServerStatus old = m_server->status;
        old.at = old.at.addSeconds(-600);
        m_server->putStatus(old);
        m_server->setAway(true);
        makeDesk(100ms);
        m_desk->want();
        QVERIFY(m_desk->isRunning()); // it may only be resting
        QTRY_VERIFY(!m_desk->isAsking());
        QTRY_VERIFY(m_desk->status().has_value());
        QVERIFY(!m_desk->isRunning());
    }

    void whoeverTriesAgainDuringAFailingTryIsHeard()
    {
        m_store->setOffline(true);
        m_desk->want(); // fails, but not yet
        QVERIFY(m_desk->isAsking());
        m_desk->want();
        m_store->setOffline(false);
        QTRY_VERIFY_WITH_TIMEOUT(m_desk->status().has_value(), 20'000);
    }

    void aStatusWrittenDuringAReadingIsReadNext()
    {
        m_server->setAway(true);
        const ServerStatus now = m_server->status;
        ServerStatus before = now;
        before.at = now.at.addSeconds(-600);
        m_store->answerNext("GET", "/rest/v1/settings", [&before](const supabase::HttpRequest &) {
            const json rows = json::array({json{{"value", before.toJson()}}});
            return Result<supabase::HttpResponse>(
                supabase::HttpResponse{200, {}, QByteArray::fromStdString(rows.dump())});
        });
        m_desk->want();
        m_server->putStatus(now);
        m_desk->want(); // the answer from before is still on its way
        QTRY_VERIFY_WITH_TIMEOUT(m_desk->status() && m_desk->status()->at == now.at, 30'000);
    }

    void withoutAStatusThereIsNone()
    {
        m_server->setAway(true);
        const QSignalSpy changed(m_desk.get(), &ServerDesk::changed);
        m_desk->want();
        QTRY_VERIFY(!changed.isEmpty());
        QVERIFY(m_desk->isLoaded() && !m_desk->status());
    }
};

QTEST_GUILESS_MAIN(TestServerDesk)
#include "tst_serverdesk.moc"
