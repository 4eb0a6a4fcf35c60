#include "tests/server/embedded/embeddedfixture.h"

#include "server/embedded/inprocesstransport.h"
#include "server/embedded/jwt.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QTest>

using namespace pl;
using namespace pl::test;

/// Supabase Auth as clients see it, on a clock of the test's own.
class TestEmbeddedAuth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void signInGivesAToken();
    void wrongPasswordAndUnknownPersonAreOneAnswer();
    void wrongPasswordAndUnknownPersonTakeTheSameTime();
    void signInIsLimited();
    void signInIsLimitedBehindAProxy();
    void refreshRotates();
    void reuseWithinGraceGivesTheCurrentToken();
    void reuseLaterEndsTheSession();
    void signOutScopes_data();
    void signOutScopes();
    void newPasswordEndsOtherSessions();
    void bannedPeopleStayOut();
    void adminKeepsAccounts();
    void adminCallsNeedTheServiceRole();
    void recoverySaysThatThereIsNoMail();
    void refusals_data();
    void refusals();
    void secretsAreNotInTheDatabase();
    void madeSecretIsPrivateAndKept();
    void transportAnswersInProcess();

private:
    http::Response call(const QByteArray &method, const QByteArray &path, const nlohmann::json &body = {},
                        const QByteArray &token = {});
    nlohmann::json signIn(const char *password = "correct horse");
    http::Response refresh(const nlohmann::json &tokens);
    QByteArray access(const nlohmann::json &tokens) const
    {
        return QByteArray::fromStdString(tokens.at("access_token").get<std::string>());
    }

    std::unique_ptr<EmbeddedFixture> m_db;
    QByteArray m_userId;
};

void TestEmbeddedAuth::init()
{
    m_db = std::make_unique<EmbeddedFixture>(true);
    QVERIFY(m_db->isOpen());
    const nlohmann::json account{{"email", "Sam@Office.test"},
                                 {"password", "correct horse"},
                                 {"email_confirm", true},
                                 {"app_metadata", {{"role", "staff"}}}};
    const http::Response made = call("POST", "/admin/users", account, tokenFor(QStringLiteral("service")));
    QCOMPARE(made.status, 200);
    m_userId = QByteArray::fromStdString(jsonOf(made).at("id").get<std::string>());
}

http::Response TestEmbeddedAuth::call(const QByteArray &method, const QByteArray &path, const nlohmann::json &body,
                                      const QByteArray &token)
{
    http::Headers headers;
    if (!token.isEmpty())
        headers.emplaceBack("Authorization", "Bearer " + token);
    const QByteArray text = body.is_null() ? QByteArray() : QByteArray::fromStdString(body.dump());
    return m_db->ask(QStringLiteral("anon"), method, "/auth/v1" + path, text, headers);
}

nlohmann::json TestEmbeddedAuth::signIn(const char *password)
{
    return jsonOf(call("POST", "/token?grant_type=password", {{"email", "sam@office.test"}, {"password", password}}));
}

http::Response TestEmbeddedAuth::refresh(const nlohmann::json &tokens)
{
    return call("POST", "/token?grant_type=refresh_token", {{"refresh_token", tokens.at("refresh_token")}});
}

void TestEmbeddedAuth::signInGivesAToken()
{
    const auto tokens = signIn();
    QCOMPARE(tokens.at("expires_in").get<int>(), 3600);
    QVERIFY(tokens.at("token_type") == "bearer" && tokens.at("user").at("email") == "sam@office.test");
    const auto claims = embedded::verifyJwt(access(tokens), kSecret, Timestamp::now().micros / 1'000'000);
    for (const char *name : {"aud", "exp", "iat", "iss", "sub", "email", "role", "app_metadata", "session_id"})
        QVERIFY2(claims.contains(name), name);
    QVERIFY(claims.at("role") == "authenticated" && claims.at("app_metadata").at("role") == "staff");
    QCOMPARE(call("GET", "/user", {}, access(tokens)).status, 200);
    const http::Response settings = m_db->ask(QStringLiteral("anon"), "GET", "/rest/v1/settings", {},
                                              {{"Authorization", "Bearer " + access(tokens)}});
    QVERIFY(!jsonOf(settings).empty()); // without the token nobody sees a setting
}

void TestEmbeddedAuth::wrongPasswordAndUnknownPersonAreOneAnswer()
{
    const http::Response wrong =
        call("POST", "/token?grant_type=password", {{"email", "sam@office.test"}, {"password", "wrong"}});
    const http::Response unknown =
        call("POST", "/token?grant_type=password", {{"email", "nobody@office.test"}, {"password", "wrong"}});
    QCOMPARE(wrong.status, 400);
    QCOMPARE(codeOf(wrong), QByteArray("invalid_credentials"));
    QCOMPARE(unknown.status, wrong.status);
    QCOMPARE(unknown.body, wrong.body);
}

/// The hashing is nearly all of the time, so the two differ by much less than half.
void TestEmbeddedAuth::wrongPasswordAndUnknownPersonTakeTheSameTime()
{
    const auto fastest = [this](const char *email) {
        qint64 best = std::numeric_limits<qint64>::max();
        for (int i = 0; i < 4; ++i) {
            QElapsedTimer timer;
            timer.start();
            call("POST", "/token?grant_type=password", {{"email", email}, {"password", "wrong"}});
            best = std::min(best, timer.nsecsElapsed());
        }
        return best;
    };
    fastest("warm@up.test");
    const qint64 wrong = fastest("sam@office.test");
    const qint64 unknown = fastest("nobody@office.test");
    QVERIFY2(unknown > wrong / 2 && wrong > unknown / 2, qPrintable(QStringLiteral("%1 %2").arg(wrong).arg(unknown)));
}

void TestEmbeddedAuth::signInIsLimited()
{
    const nlohmann::json nothing{{"email", ""}, {"password", ""}};
    for (int i = 0; i < 30; ++i)
        QCOMPARE(call("POST", "/token?grant_type=password", nothing).status, 400);
    const http::Response refused = call("POST", "/token?grant_type=password", nothing);
    QCOMPARE(refused.status, 429);
    QCOMPARE(codeOf(refused), QByteArray("over_request_rate_limit"));
    QCOMPARE(refused.header("Retry-After"), QByteArray("300"));
    http::Request elsewhere = m_db->request(QStringLiteral("anon"), "POST", "/auth/v1/token?grant_type=password", "{}");
    elsewhere.peer = QHostAddress(QStringLiteral("10.1.2.3"));
    QCOMPARE(m_db->supabase().handle(elsewhere).result().status, 400);
    m_db->passSeconds(301);
    QVERIFY(signIn().contains("access_token"));
}

void TestEmbeddedAuth::signInIsLimitedBehindAProxy()
{
    const auto statusFor = [this](const QByteArray &forwardedFor, const char *peer = "127.0.0.1") {
        http::Request request =
            m_db->request(QStringLiteral("anon"), "POST", "/auth/v1/token?grant_type=password", "{}");
        request.headers.emplaceBack("X-Forwarded-For", forwardedFor);
        request.peer = QHostAddress(QString::fromLatin1(peer));
        return m_db->supabase().handle(request).result().status;
    };
    for (int i = 0; i < 30; ++i)
        QCOMPARE(statusFor("10.9.9." + QByteArray::number(i) + ", 10.1.2.3"), 400);
    QCOMPARE(statusFor("10.9.9.9, 10.1.2.3"), 429);
    QCOMPARE(statusFor("10.1.2.4"), 400); // somebody else, through the same proxy
    // Only a proxy on this machine is believed.
    for (int i = 0; i < 30; ++i)
        QCOMPARE(statusFor("10.1.3." + QByteArray::number(i), "10.5.5.5"), 400);
    QCOMPARE(statusFor("10.1.3.99", "10.5.5.5"), 429);
    // Nor does a new name each time lift the limit for good.
    int refused = 0;
    for (int i = 0; i < 600; ++i)
        refused += statusFor("10.2." + QByteArray::number(i / 250) + '.' + QByteArray::number(i % 250)) == 429;
    QCOMPARE(refused, 31);
}

void TestEmbeddedAuth::refreshRotates()
{
    const auto first = signIn();
    const auto second = jsonOf(refresh(first));
    const auto third = jsonOf(refresh(second));
    QVERIFY(second.at("refresh_token") != first.at("refresh_token"));
    QVERIFY(third.at("refresh_token") != second.at("refresh_token"));
    QCOMPARE(call("GET", "/user", {}, access(third)).status, 200);
}

void TestEmbeddedAuth::reuseWithinGraceGivesTheCurrentToken()
{
    const auto first = signIn();
    const auto second = jsonOf(refresh(first));
    m_db->passSeconds(9);
    QVERIFY(jsonOf(refresh(first)).at("refresh_token") == second.at("refresh_token"));
    const auto third = jsonOf(refresh(second));
    QVERIFY(jsonOf(refresh(first)).at("refresh_token") == third.at("refresh_token"));
}

void TestEmbeddedAuth::reuseLaterEndsTheSession()
{
    const auto first = signIn();
    const auto second = jsonOf(refresh(first));
    const auto other = signIn();
    m_db->passSeconds(11);
    const http::Response stolen = refresh(first);
    QCOMPARE(stolen.status, 400);
    QCOMPARE(codeOf(stolen), QByteArray("refresh_token_already_used"));
    QCOMPARE(codeOf(refresh(second)), QByteArray("refresh_token_not_found"));
    QCOMPARE(codeOf(call("GET", "/user", {}, access(second))), QByteArray("session_not_found"));
    QCOMPARE(refresh(other).status, 200);
}

void TestEmbeddedAuth::signOutScopes_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<bool>("ownLives");
    QTest::addColumn<bool>("otherLives");
    QTest::newRow("default") << QByteArray() << false << false;
    QTest::newRow("global") << QByteArray("?scope=global") << false << false;
    QTest::newRow("local") << QByteArray("?scope=local") << false << true;
    QTest::newRow("others") << QByteArray("?scope=others") << true << false;
}

void TestEmbeddedAuth::signOutScopes()
{
    QFETCH(QByteArray, query);
    const auto own = signIn();
    const auto other = signIn();
    QCOMPARE(call("POST", "/logout" + query, {}, access(own)).status, 204);
    QTEST(refresh(own).status == 200, "ownLives");
    QTEST(refresh(other).status == 200, "otherLives");
}

void TestEmbeddedAuth::newPasswordEndsOtherSessions()
{
    const auto own = signIn();
    const auto other = signIn();
    QCOMPARE(codeOf(call("PUT", "/user", {{"password", "correct horse"}}, access(own))), QByteArray("same_password"));
    QCOMPARE(codeOf(call("PUT", "/user", {{"password", "abc"}}, access(own))), QByteArray("weak_password"));
    QCOMPARE(call("PUT", "/user", {{"password", "battery staple"}}, access(own)).status, 200);
    QCOMPARE(refresh(own).status, 200);
    QCOMPARE(refresh(other).status, 400);
    QVERIFY(!signIn().contains("access_token"));
    QVERIFY(signIn("battery staple").contains("access_token"));
}

void TestEmbeddedAuth::bannedPeopleStayOut()
{
    const auto tokens = signIn();
    const QByteArray service = tokenFor(QStringLiteral("service"));
    QCOMPARE(call("PUT", "/admin/users/" + m_userId, {{"ban_duration", "24h"}}, service).status, 200);
    QCOMPARE(refresh(tokens).status, 400);
    QVERIFY(signIn().at("error_code") == "user_banned");
    m_db->passSeconds(25 * 3600);
    QVERIFY(signIn().contains("access_token"));
    QCOMPARE(codeOf(call("PUT", "/admin/users/" + m_userId, {{"ban_duration", "soon"}}, service)),
             QByteArray("validation_failed"));
}

void TestEmbeddedAuth::adminKeepsAccounts()
{
    const QByteArray service = tokenFor(QStringLiteral("service"));
    const http::Response again =
        call("POST", "/admin/users", {{"email", "SAM@office.test"}, {"password", "another one"}}, service);
    QCOMPARE(again.status, 422);
    QCOMPARE(codeOf(again), QByteArray("email_exists"));
    auto changed = jsonOf(call("PUT", "/admin/users/" + m_userId, {{"app_metadata", {{"role", "admin"}}}}, service));
    QVERIFY(changed.at("app_metadata").at("role") == "admin" && changed.at("app_metadata").at("provider") == "email");
    const auto list = jsonOf(call("GET", "/admin/users?page=1&per_page=10", {}, service));
    QCOMPARE(list.at("users").size(), size_t(1));
    QCOMPARE(call("GET", "/admin/users/" + m_userId, {}, service).status, 200);
    QCOMPARE(call("DELETE", "/admin/users/" + m_userId, {}, service).status, 200);
    QCOMPARE(codeOf(call("GET", "/admin/users/" + m_userId, {}, service)), QByteArray("user_not_found"));
    QVERIFY(signIn().at("error_code") == "invalid_credentials");
}

void TestEmbeddedAuth::adminCallsNeedTheServiceRole()
{
    const auto tokens = signIn();
    QCOMPARE(codeOf(call("GET", "/admin/users", {}, access(tokens))), QByteArray("not_admin"));
    QCOMPARE(codeOf(call("GET", "/admin/users")), QByteArray("not_admin"));
    QCOMPARE(codeOf(call("GET", "/admin/users", {}, tokenFor(QStringLiteral("forged")))), QByteArray("bad_jwt"));
}

void TestEmbeddedAuth::recoverySaysThatThereIsNoMail()
{
    const http::Response known = call("POST", "/recover", {{"email", "sam@office.test"}});
    const http::Response unknown = call("POST", "/recover", {{"email", "nobody@office.test"}});
    QCOMPARE(known.status, 422);
    QCOMPARE(codeOf(known), QByteArray("email_provider_disabled"));
    QCOMPARE(unknown.body, known.body); // nobody learns whose address has an account
}

void TestEmbeddedAuth::refusals_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char *name, const char *method, const char *path, const char *body, int status,
                        const char *code) {
        QTest::newRow(name) << QByteArray(method) << QByteArray(path) << QByteArray(body) << status << QByteArray(code);
    };
    row("no JSON", "POST", "/token?grant_type=password", "{", 400, "bad_json");
    row("no object", "POST", "/token?grant_type=password", "[]", 400, "bad_json");
    const QByteArray deep = "{\"data\":" + QByteArray(30'000, '[') + QByteArray(30'000, ']') + '}';
    row("nested without end", "PUT", "/user", deep.constData(), 400, "bad_json");
    row("e-mail is a number", "POST", "/token?grant_type=password", "{\"email\":1}", 400, "bad_json");
    row("nothing given", "POST", "/token?grant_type=password", "{}", 400, "validation_failed");
    row("unknown grant", "POST", "/token?grant_type=magic", "{}", 400, "validation_failed");
    row("unknown token", "POST", "/token?grant_type=refresh_token", "{\"refresh_token\":\"x\"}", 400,
        "refresh_token_not_found");
    row("no token at all", "POST", "/token?grant_type=refresh_token", "{}", 400, "refresh_token_not_found");
    row("user without a token", "GET", "/user", "", 401, "no_authorization");
    row("sign-up", "POST", "/signup", "{}", 422, "signup_disabled");
    row("somewhere else", "GET", "/nowhere", "", 404, "not_found");
    row("recover without an address", "POST", "/recover", "{\"email\":\"x\"}", 400, "validation_failed");
}

void TestEmbeddedAuth::refusals()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    const http::Response answer = m_db->ask(QStringLiteral("anon"), method, "/auth/v1" + path, body);
    QTEST(answer.status, "status");
    QTEST(codeOf(answer), "code");
}

void TestEmbeddedAuth::secretsAreNotInTheDatabase()
{
    const auto tokens = signIn();
    const auto next = jsonOf(refresh(tokens));
    QByteArray bytes;
    for (const char *name : {"supabase.db", "supabase.db-wal"}) {
        QFile file(m_db->dir() + QLatin1Char('/') + QLatin1StringView(name));
        if (file.open(QIODevice::ReadOnly))
            bytes += file.readAll();
    }
    QVERIFY(bytes.contains("sam@office.test"));
    QVERIFY(bytes.contains("$argon2id$"));
    QVERIFY(!bytes.contains("correct horse"));
    for (const auto &given : {tokens, next})
        QVERIFY(!bytes.contains(QByteArray::fromStdString(given.at("refresh_token").get<std::string>())));
}

void TestEmbeddedAuth::madeSecretIsPrivateAndKept()
{
    const QTemporaryDir dir;
    auto first = embedded::EmbeddedSupabase::open({dir.path()});
    auto second = embedded::EmbeddedSupabase::open({dir.path()});
    QVERIFY(first && second);
    QVERIFY((*first)->keys().jwtSecret.size() >= 32);
    QCOMPARE((*first)->keys().jwtSecret, (*second)->keys().jwtSecret);
    QCOMPARE((*first)->keys().anonKey, (*second)->keys().anonKey);
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    for (const char *file : {"jwt-secret", "supabase.db", "supabase.db-wal"})
        QCOMPARE(QFileInfo(dir.filePath(QLatin1String(file))).permissions() & others, QFile::Permissions());
}

void TestEmbeddedAuth::transportAnswersInProcess()
{
    embedded::InProcessTransport transport(m_db->supabase());
    const auto answer = transport.send({"GET", "/auth/v1/settings", {{"apikey", m_db->supabase().keys().anonKey}}});
    const auto head = transport.send({"HEAD", "/rest/v1/settings", {{"apikey", m_db->supabase().keys().serviceKey}}});
    QTRY_VERIFY(answer.isFinished() && head.isFinished());
    QCOMPARE(answer.result()->status, 200);
    QCOMPARE(head.result()->status, 200);
    QVERIFY(head.result()->body.isEmpty());
}

QTEST_GUILESS_MAIN(TestEmbeddedAuth)
#include "tst_embeddedauth.moc"
