#include "models/base/onresult.h"
#include "models/supabase/session.h"
#include "tests/support/faketransport.h"

#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace pl::supabase;
using pl::test::FakeTransport;

namespace {

constexpr char kSam[] = "60000000-0000-4000-8000-000000000001";
constexpr char kAda[] = "60000000-0000-4000-8000-000000000002";

QByteArray bearerOf(const HttpRequest &request)
{
    QList<QByteArray> found;
    for (const auto &[name, value] : request.headers)
        if (name == "Authorization")
            found += value;
    return found.size() == 1 ? found.first() : QByteArray("not one Authorization header");
}

} // namespace

class TestSession : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeTransport> m_transport;
    std::unique_ptr<Session> m_session;
    Timestamp m_now = Timestamp::now();
    int m_issued = 0;
    int m_clockReads = 0;

    /// The next token request is answered with fresh tokens, or refused.
    void willIssue(const char *userId = kSam, const std::string &accessToken = {})
    {
        const int n = ++m_issued;
        m_transport->answerNext("POST", "/auth/v1/token", [=](const HttpRequest &) -> Result<HttpResponse> {
            const nlohmann::json body{
                {"access_token", accessToken.empty() ? "access" + std::to_string(n) : accessToken},
                {"refresh_token", "refresh" + std::to_string(n)},
                {"expires_in", 3600},
                {"user", {{"id", userId}, {"email", "sam@office.test"}, {"app_metadata", {{"role", "staff"}}}}}};
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
    bool clockWasReadAgain()
    {
        return QTest::qWaitFor([this, before = m_clockReads] { return m_clockReads > before + 1; });
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
        m_now = Timestamp::now();
        m_session = std::make_unique<Session>(
            *m_transport, "anon", nullptr, [this] { return ++m_clockReads, m_now; }, std::chrono::milliseconds(5));
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
        QCOMPARE(m_session->user().email, QStringLiteral("sam@office.test"));
        // Asked without a token, the server would answer with what anybody may see.
        QCOMPARE(m_session->bearer(), QByteArray("access1"));
        // Whoever needs the sign-in later says so again.
        QVERIFY(!wait(m_session->renew()).ok());
        QCOMPARE(expired.size(), 2);
    }

    void theSamePersonSignsInAgain()
    {
        signIn();
        willRefuse(400, R"({"error_code":"refresh_token_not_found","msg":"Invalid Refresh Token"})");
        QVERIFY(!wait(m_session->renew()).ok());
        willIssue();
        QVERIFY(wait(m_session->signInAgain(QStringLiteral("pw"))).ok());
        QVERIFY(m_session->signedIn());
        QCOMPARE(m_session->bearer(), QByteArray("access2"));
        const auto sent = nlohmann::json::parse(m_transport->requests().last().body.toStdString());
        QVERIFY(sent["email"] == "sam@office.test");
    }

    void anotherPersonIsNotTakenForTheSame()
    {
        signIn();
        willRefuse(400, R"({"error_code":"refresh_token_not_found","msg":"Invalid Refresh Token"})");
        QVERIFY(!wait(m_session->renew()).ok());
        willIssue(kAda);
        QCOMPARE(wait(m_session->signInAgain(QStringLiteral("pw"))).error().remoteCode,
                 QStringLiteral("other_account"));
        QCOMPARE(m_session->user().id, QUuid::fromString(QLatin1String(kSam)));
        QVERIFY(!m_session->signedIn());
        QTRY_COMPARE(m_transport->countOf("POST", "/auth/v1/logout?scope=local"), 1);
        QCOMPARE(bearerOf(m_transport->requests().last()), QByteArray("Bearer access2"));
    }

    void renewsBeforeTheTokenRunsOut()
    {
        signIn();
        m_now = m_now.addSeconds(3200);
        QVERIFY(clockWasReadAgain());
        QCOMPARE(m_session->bearer(), QByteArray("access1"));
        willIssue();
        m_now = m_now.addSeconds(200);
        QTRY_COMPARE(m_session->bearer(), QByteArray("access2"));
    }

    void renewsAfterTheMachineSlept()
    {
        signIn();
        willIssue();
        m_now = m_now.addSeconds(9 * 3600);
        QTRY_COMPARE(m_session->bearer(), QByteArray("access2"));
        // Once: the new token is good for an hour from now.
        QVERIFY(clockWasReadAgain());
        QCOMPARE(m_transport->countOf("POST", "/auth/v1/token?grant_type=refresh_token"), 1);
    }

    void clockIsComparedWithTheServers()
    {
        // {"iat": now + 2 h}: this computer is two hours behind.
        const QByteArray claims =
            QByteArray::fromStdString(nlohmann::json{{"iat", m_now.addSeconds(7200).micros / 1'000'000}}.dump());
        willIssue(kSam, "e30." + claims.toBase64(QByteArray::Base64UrlEncoding).toStdString() + ".sig");
        QVERIFY(wait(m_session->signIn(QStringLiteral("sam@office.test"), QStringLiteral("pw"))).ok());
        const auto ahead = m_session->clockAhead().count();
        QVERIFY2(ahead > -7202 && ahead < -7198, qPrintable(QString::number(ahead)));
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
        m_session->signOut();
        QVERIFY(!m_session->signedIn());
        QTRY_COMPARE(m_transport->countOf("POST", "/auth/v1/logout?scope=local"), 1);
        QCOMPARE(bearerOf(m_transport->requests().last()), QByteArray("Bearer access1"));
        QCOMPARE(m_session->bearer(), QByteArray());
        QCOMPARE(expired.size(), 0);
    }

    void tokensThatArriveAfterSignOutAreEnded()
    {
        signIn();
        willIssue();
        m_transport->setHanging(true);
        const auto renewal = m_session->renew();
        m_session->signOut();
        QSignalSpy changed(m_session.get(), &Session::tokensChanged);
        m_transport->release();
        QCOMPARE(wait(renewal).error().code, ErrorCode::Cancelled);
        QVERIFY(!m_session->signedIn());
        QCOMPARE(m_session->bearer(), QByteArray());
        QCOMPARE(changed.size(), 0);
        QTRY_COMPARE(m_transport->countOf("POST", "/auth/v1/logout?scope=local"), 2);
        QCOMPARE(bearerOf(m_transport->requests().last()), QByteArray("Bearer access2"));
    }

    void signOutEverywhereForgetsOnlyWhatTheServerEnded()
    {
        signIn();
        m_transport->setOffline(true);
        QCOMPARE(wait(m_session->signOutEverywhere()).error().code, ErrorCode::Unavailable);
        QVERIFY(m_session->signedIn());
        m_transport->setOffline(false);
        m_transport->answerNext("POST", "/auth/v1/logout?scope=global",
                                [](const HttpRequest &) -> Result<HttpResponse> { return HttpResponse{204}; });
        QVERIFY(wait(m_session->signOutEverywhere()).ok());
        QCOMPARE(bearerOf(m_transport->requests().last()), QByteArray("Bearer access1"));
        QVERIFY(!m_session->signedIn());
    }

    /// The answer was lost, not the token: the same one is shown again, until an answer comes.
    void aLostRenewalIsTriedAgainWithTheSameToken()
    {
        signIn();
        QSignalSpy expired(m_session.get(), &Session::expired);
        m_transport->answerNext("POST", "/auth/v1/token", [](const HttpRequest &) -> Result<HttpResponse> {
            return Error{ErrorCode::TimedOut, QStringLiteral("no answer")};
        });
        QCOMPARE(wait(m_session->renew()).error().code, ErrorCode::TimedOut);
        QVERIFY(m_session->signedIn());
        willIssue();
        m_now = m_now.addSeconds(3500); // the timer finds it due
        QTRY_COMPARE(m_session->bearer(), QByteArray("access2"));
        QCOMPARE(expired.size(), 0);
        QList<QByteArray> shown;
        for (const HttpRequest &request : m_transport->requests())
            if (request.target.endsWith("grant_type=refresh_token"))
                shown += QByteArray::fromStdString(nlohmann::json::parse(request.body.toStdString())["refresh_token"]);
        QCOMPARE(shown, (QList<QByteArray>{"refresh1", "refresh1"}));
    }

    void aWrongCurrentPasswordChangesNothing()
    {
        signIn();
        willRefuse(400, R"({"error_code":"invalid_credentials","msg":"Invalid login credentials"})");
        QCOMPARE(wait(m_session->changePassword(QStringLiteral("x"), QStringLiteral("new words"))).error().remoteCode,
                 QStringLiteral("invalid_credentials"));
        QCOMPARE(m_transport->countOf("PUT", "/auth/v1/user"), 0);
        QVERIFY(m_session->signedIn());
        QCOMPARE(m_session->bearer(), QByteArray("access1"));
    }

    void passwordIsChangedInThePersonsName()
    {
        signIn();
        willIssue();
        willIssue();
        m_transport->answerNext("PUT", "/auth/v1/user", [](const HttpRequest &) -> Result<HttpResponse> {
            return HttpResponse{422, {}, R"({"error_code":"reauthentication_needed","msg":"Code, please"})"};
        });
        const QString old = QStringLiteral(" old words ");
        QCOMPARE(wait(m_session->changePassword(old, QStringLiteral(" new words "))).error().remoteCode,
                 QStringLiteral("reauthentication_needed"));
        m_transport->answerNext("PUT", "/auth/v1/user", [](const HttpRequest &) -> Result<HttpResponse> {
            return HttpResponse{200, {}, "{}"};
        });
        QVERIFY(wait(m_session->changePassword(old, QStringLiteral(" new words "), QStringLiteral(" 123456 "))).ok());
        const HttpRequest sent = m_transport->requests().last();
        QCOMPARE(bearerOf(sent), QByteArray("Bearer access1"));
        const auto body = nlohmann::json::parse(sent.body.toStdString());
        QVERIFY(body["password"] == " new words "); // a password is taken as it was typed
        QVERIFY(body["current_password"] == " old words ");
        QVERIFY(body["nonce"] == "123456");
        // The sign-ins that proved the old one are ended, and the window goes on with its own.
        QCOMPARE(m_transport->countOf("POST", "/auth/v1/logout?scope=local"), 2);
        QCOMPARE(m_session->bearer(), QByteArray("access1"));
        QCOMPARE(m_session->refreshToken(), QByteArray("refresh1"));
    }

    void whoResumesLaterIsRenewedBeforeTheFirstRequest()
    {
        RestClient client(*m_transport, *m_session, nullptr, RetryPolicy{.attempts = 1});
        const auto read = [&] {
            return wait(client.selectJson(Query("leads").select("id")).then([](const Result<nlohmann::json> &rows) {
                return rows ? Result<>() : Result<>(rows.error());
            }));
        };
        const QUuid sam = QUuid::fromString(QLatin1StringView(kSam));
        m_session->resumeLater({sam, QStringLiteral("sam@office.test"), QStringLiteral("staff"), {}}, "kept");
        QVERIFY(m_session->signedIn() && m_session->isOffice() && !m_session->isReady());
        m_transport->setOffline(true);
        QCOMPARE(read().error().code, ErrorCode::Unavailable);
        QCOMPARE(m_transport->countOf("GET", "/rest/v1/leads"), 0); // nobody asks as nobody
        m_transport->setOffline(false);
        willIssue();
        QVERIFY(read().ok());
        QCOMPARE(bearerOf(m_transport->requests().last()), QByteArray("Bearer access1"));
        QCOMPARE(m_session->refreshToken(), QByteArray("refresh1"));
    }

    void whoResumesLaterAndIsRefusedAsksForNothing()
    {
        RestClient client(*m_transport, *m_session, nullptr, RetryPolicy{.attempts = 1});
        QSignalSpy expired(m_session.get(), &Session::expired);
        const QUuid sam = QUuid::fromString(QLatin1StringView(kSam));
        m_session->resumeLater({sam, QStringLiteral("sam@office.test"), QStringLiteral("staff"), {}}, "old");
        willRefuse(400, R"({"error_code":"refresh_token_not_found","msg":"Invalid Refresh Token"})");
        for (int i = 0; i < 2; ++i) {
            const auto rows = client.selectJson(Query("leads").select("id"));
            QVERIFY(QTest::qWaitFor([&rows] { return rows.isFinished(); }));
            QVERIFY(!rows.result());
        }
        QVERIFY(!expired.isEmpty());
        QCOMPARE(m_transport->countOf("GET", "/rest/v1/leads"), 0);
    }

    void nobodySignedInCantRenew() { QCOMPARE(wait(m_session->renew()).error().code, ErrorCode::Unauthenticated); }
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
