#include "models/domain/onresult.h"
#include "models/supabase/session.h"
#include "tests/support/faketransport.h"

#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace pl::supabase;
using pl::test::FakeTransport;

class TestSession : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeTransport> m_transport;
    std::unique_ptr<Session> m_session;
    Timestamp m_now = Timestamp::now();
    int m_issued = 0;

    /// The next token request is answered with fresh tokens, or refused.
    void willIssue(int expiresIn = 3600)
    {
        const int n = ++m_issued;
        m_transport->answerNext("POST", "/auth/v1/token", [n, expiresIn](const HttpRequest &) -> Result<HttpResponse> {
            const nlohmann::json body{{"access_token", "access" + std::to_string(n)},
                                      {"refresh_token", "refresh" + std::to_string(n)},
                                      {"expires_in", expiresIn},
                                      {"user",
                                       {{"id", "60000000-0000-4000-8000-000000000001"},
                                        {"email", "sam@office.test"},
                                        {"app_metadata", {{"role", "staff"}}}}}};
            return HttpResponse{200, {}, dumpJson(body)};
        });
    }
    void willRefuse(int status, const char *body)
    {
        m_transport->answerNext("POST", "/auth/v1/token", [=](const HttpRequest &) -> Result<HttpResponse> {
            return HttpResponse{status, {}, body};
        });
    }
    Result<> wait(const QFuture<Result<>> &future)
    {
        std::optional<Result<>> result;
        onResult(this, future, [&](const Result<> &r) { result = r; });
        if (!QTest::qWaitFor([&] { return result.has_value(); }))
            return Error{ErrorCode::TimedOut, QStringLiteral("the test waited in vain")};
        return *result;
    }
    void signIn()
    {
        willIssue();
        QVERIFY(wait(m_session->signIn(QStringLiteral("sam@office.test"), QStringLiteral("pw"))).ok());
    }

private Q_SLOTS:
    void init()
    {
        m_issued = 0;
        m_transport = std::make_unique<FakeTransport>();
        m_session = std::make_unique<Session>(*m_transport, "anon", nullptr, [this] { return m_now; });
    }
    void cleanup() { m_session.reset(); }

    void signedInIsSeenByWhoeverWaited()
    {
        QSignalSpy changed(m_session.get(), &Session::tokensChanged);
        signIn();
        QVERIFY(m_session->signedIn());
        QVERIFY(m_session->isOffice());
        QVERIFY(!m_session->isAdmin());
        QCOMPARE(m_session->bearer(), QByteArray("access1"));
        QCOMPARE(m_session->refreshToken(), QByteArray("refresh1"));
        QCOMPARE(changed.size(), 1);
    }

    void concurrentRenewalsAreOneRequest()
    {
        signIn();
        willIssue();
        const auto a = m_session->renew();
        const auto b = m_session->renew();
        QVERIFY(wait(a).ok());
        QVERIFY(wait(b).ok());
        QCOMPARE(m_transport->countOf("POST", "/auth/v1/token?grant_type=refresh_token"), 1);
        QCOMPARE(m_session->bearer(), QByteArray("access2"));
    }

    void aRefusedRefreshTokenEndsTheSession()
    {
        signIn();
        QSignalSpy expired(m_session.get(), &Session::expired);
        willRefuse(400, R"({"error_code":"refresh_token_already_used","msg":"Invalid Refresh Token"})");
        QVERIFY(!wait(m_session->renew()).ok());
        QTRY_COMPARE(expired.size(), 1);
        QVERIFY(!m_session->signedIn());
    }

    void anOutageDoesNotEndTheSession()
    {
        signIn();
        QSignalSpy expired(m_session.get(), &Session::expired);
        m_transport->setOffline(true);
        QVERIFY(!wait(m_session->renew()).ok());
        QVERIFY(m_session->signedIn());
        QCOMPARE(expired.size(), 0);
    }

    void signOutForgetsAtOnceAndTellsTheServer()
    {
        signIn();
        QSignalSpy expired(m_session.get(), &Session::expired);
        m_session->signOut(true);
        QVERIFY(!m_session->signedIn());
        QTRY_COMPARE(m_transport->countOf("POST", "/auth/v1/logout?scope=global"), 1);
        QCOMPARE(expired.size(), 0);
    }

    void nobodySignedInCantRenew() { QCOMPARE(wait(m_session->renew()).error().code, ErrorCode::Unauthenticated); }
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
