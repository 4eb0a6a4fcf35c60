#include "models/base/onresult.h"
#include "models/supabase/authclient.h"
#include "tests/support/faketransport.h"
#include "tests/support/waiting.h"

#include <QTest>

using namespace pl;
using namespace pl::supabase;
using pl::test::FakeTransport;

class TestAuthClient : public QObject
{
    Q_OBJECT

private:
    FakeTransport m_transport;
    KeyCredentials m_key{"anon"};
    AuthClient m_auth{m_transport, m_key};

    void nextAnswer(const char *method, const char *target, int status, const nlohmann::json &body)
    {
        m_transport.answerNext(method, target, [=](const HttpRequest &) -> Result<HttpResponse> {
            return HttpResponse{status, {}, dumpJson(body)};
        });
    }
    static nlohmann::json user()
    {
        return {{"id", "60000000-0000-4000-8000-000000000001"},
                {"email", "sam@office.test"},
                {"app_metadata", {{"provider", "email"}, {"role", "staff"}}},
                {"created_at", "2026-11-01T08:00:00Z"}};
    }

private Q_SLOTS:
    void signsIn()
    {
        nextAnswer("POST", "/auth/v1/token?grant_type=password", 200,
                   {{"access_token", "a.b.c"}, {"refresh_token", "r1"}, {"expires_in", 3600}, {"user", user()}});
        const auto tokens = test::wait(m_auth.signIn(QStringLiteral(" sam@office.test "), QStringLiteral(" pass ")));
        QVERIFY(tokens.ok());
        QCOMPARE(tokens->accessToken, QByteArray("a.b.c"));
        QCOMPARE(tokens->user.role, QStringLiteral("staff"));
        const auto sent = nlohmann::json::parse(m_transport.requests().last().body.toStdString());
        QVERIFY(sent["email"] == "sam@office.test");
        QVERIFY(sent["password"] == " pass "); // a password is taken as it was typed
    }

    void aRoleInUserMetadataIsNoRole()
    {
        nlohmann::json forged = user();
        forged["app_metadata"].erase("role");
        forged["user_metadata"] = {{"role", "admin"}};
        nextAnswer("POST", "/auth/v1/token", 200, {{"access_token", "a"}, {"refresh_token", "r"}, {"user", forged}});
        QCOMPARE(test::wait(m_auth.refresh("r0"))->user.role, QString());
    }

    void refusals_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("code");
        QTest::newRow("wrong password")
            << 400 << QByteArray(R"({"code":400,"error_code":"invalid_credentials","msg":"Invalid login credentials"})")
            << int(ErrorCode::Unauthenticated);
        QTest::newRow("wrong password, old form")
            << 400 << QByteArray(R"({"error":"invalid_grant","error_description":"Invalid login credentials"})")
            << int(ErrorCode::Unauthenticated);
        QTest::newRow("too often")
            << 429
            << QByteArray(R"({"code":429,"error_code":"over_request_rate_limit","msg":"Request rate limit reached"})")
            << int(ErrorCode::RateLimited);
        QTest::newRow("down") << 502 << QByteArray("<html></html>") << int(ErrorCode::Unavailable);
    }
    void refusals()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, code);
        const auto before = m_transport.requests().size();
        m_transport.answerNext("POST", "/auth/v1/token", [=](const HttpRequest &) -> Result<HttpResponse> {
            return HttpResponse{status, {}, body};
        });
        QCOMPARE(int(test::wait(m_auth.signIn(QStringLiteral("a@b.test"), QStringLiteral("x"))).error().code), code);
        QCOMPARE(m_transport.requests().size(), before + 1); // a password is never tried twice by itself
    }
};

QTEST_GUILESS_MAIN(TestAuthClient)
#include "tst_authclient.moc"
