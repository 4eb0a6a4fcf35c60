#include "tests/server/embedded/embeddedfixture.h"

#include "server/embedded/auth/jwt.h"
#include "server/embedded/inprocesstransport.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QMessageAuthenticationCode>
#include <QTest>

using namespace pl;
using namespace pl::test;

namespace {

const QByteArray kRight = R"({"email":"sam@office.test","password":"correct horse"})";
const QByteArray kWrong = R"({"email":"sam@office.test","password":"wrong"})";

} // namespace

/// Supabase Auth as clients see it, on a clock of the test's own.
class TestEmbeddedAuth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void signInGivesAToken();
    void wrongPasswordAndUnknownPersonGetTheSameAnswer();
    void wrongPasswordAndUnknownPersonTakeTheSameTime();
    void onlyWrongPasswordsCount();
    void guessesAreSlowedDown();
    void guessersAreDistinguishedBehindAProxy();
    void guessingCurrentPasswordsIsThrottled();
    void refreshRotates();
    void aLostAnswerIsRepeated();
    void olderTokensHaveTenSeconds_data();
    void olderTokensHaveTenSeconds();
    void reuseEndsTheSessionsTokens();
    void accessTokensExpire_data();
    void accessTokensExpire();
    void ambiguousTokensAreRefused_data();
    void ambiguousTokensAreRefused();
    void theLastOfTwoMembersCounts();
    void signOutScopes_data();
    void signOutScopes();
    void newPasswordEndsOtherSessions();
    void weakPasswordsAreRefused_data();
    void weakPasswordsAreRefused();
    void bannedPeopleStayOut();
    void changesLeaveTheRestAlone();
    void accountsComeInLinkedPages();
    void adminManagesAccounts();
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
    /// `forwarded`: the proxy's X-Forwarded-For.
    http::Response signInFrom(const QByteArray &peer, const QByteArray &body, const QByteArray &forwarded = {});
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

http::Response TestEmbeddedAuth::signInFrom(const QByteArray &peer, const QByteArray &body, const QByteArray &forwarded)
{
    http::Request request = m_db->request(QStringLiteral("anon"), "POST", "/auth/v1/token?grant_type=password", body);
    request.peer = QHostAddress(QString::fromLatin1(peer));
    if (!forwarded.isNull())
        request.headers.emplaceBack("X-Forwarded-For", forwarded);
    return m_db->supabase().handle(request).result();
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

void TestEmbeddedAuth::wrongPasswordAndUnknownPersonGetTheSameAnswer()
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

/// Six hundred in a third of a second once locked everybody out.
void TestEmbeddedAuth::onlyWrongPasswordsCount()
{
    for (int i = 0; i < 700; ++i) {
        const char *body = i % 2 == 0 ? "{}" : R"({"email":"sam@office.test"})";
        QCOMPARE(signInFrom("10.1.2.3", body).status, 400);
    }
    for (int i = 0; i < 7; ++i)
        QCOMPARE(signInFrom("10.1.2.3", kRight).status, 200);
}

void TestEmbeddedAuth::guessesAreSlowedDown()
{
    for (int i = 0; i < 5; ++i)
        QCOMPARE(signInFrom("2001:db8:0:1::" + QByteArray::number(i), kWrong).status, 400);
    const http::Response refused = signInFrom("2001:db8:0:1::9", kRight);
    QCOMPARE(refused.status, 429);
    QCOMPARE(codeOf(refused), QByteArray("over_request_rate_limit"));
    QCOMPARE(refused.header("Retry-After"), QByteArray("1"));
    QCOMPARE(signInFrom("2001:db8:0:2::9", kRight).status, 200); // the right person, from elsewhere
    m_db->passSeconds(1);
    QCOMPARE(signInFrom("2001:db8:0:1::9", kRight).status, 200);
}

/// The proxy's header is believed from this machine alone.
void TestEmbeddedAuth::guessersAreDistinguishedBehindAProxy()
{
    for (int i = 0; i < 5; ++i)
        QCOMPARE(signInFrom("127.0.0.1", kWrong, "10.9.9." + QByteArray::number(i) + ", 10.1.2.3").status, 400);
    QCOMPARE(signInFrom("127.0.0.1", kWrong, "10.9.9.9, 10.1.2.3").status, 429);
    QCOMPARE(signInFrom("127.0.0.1", kRight, "10.1.2.4").status, 200);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(signInFrom("10.5.5.5", kWrong, "10.1.3." + QByteArray::number(i)).status, 400);
    QCOMPARE(signInFrom("10.5.5.5", kWrong, "10.1.3.99").status, 429);
}

/// A window that was left open is no way to guess.
void TestEmbeddedAuth::guessingCurrentPasswordsIsThrottled()
{
    const auto tokens = signIn();
    const nlohmann::json guess{{"current_password", "wrong"}, {"password", "battery staple"}};
    for (int i = 0; i < 5; ++i)
        QCOMPARE(codeOf(call("PUT", "/user", guess, access(tokens))), QByteArray("current_password_invalid"));
    QCOMPARE(call("PUT", "/user", guess, access(tokens)).status, 429);
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

/// As Supabase Auth: whoever did not get the answer shows the old token again, whenever that is.
void TestEmbeddedAuth::aLostAnswerIsRepeated()
{
    const auto first = signIn();
    const auto lost = jsonOf(refresh(first));
    for (const qint64 seconds : {0, 11, 86'400, 30 * 86'400}) {
        m_db->passSeconds(seconds);
        const http::Response again = refresh(first);
        QCOMPARE(again.status, 200);
        QVERIFY(jsonOf(again).at("refresh_token") == lost.at("refresh_token"));
        QCOMPARE(call("GET", "/user", {}, access(jsonOf(again))).status, 200);
    }
    const auto next = jsonOf(refresh(lost));
    QVERIFY(next.contains("refresh_token") && next.at("refresh_token") != lost.at("refresh_token"));
}

void TestEmbeddedAuth::olderTokensHaveTenSeconds_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("at once") << 0 << true;
    QTest::newRow("ten seconds") << 10 << true;
    QTest::newRow("eleven seconds") << 11 << false;
    QTest::newRow("a day") << 86'400 << false;
}

/// The successor of `first` has been exchanged itself: somebody has got it.
void TestEmbeddedAuth::olderTokensHaveTenSeconds()
{
    QFETCH(int, seconds);
    QFETCH(bool, isTaken);
    const auto first = signIn();
    const auto second = jsonOf(refresh(first));
    const auto third = jsonOf(refresh(second));
    const auto other = signIn();
    m_db->passSeconds(seconds);
    const http::Response again = refresh(first);
    QCOMPARE(again.status, isTaken ? 200 : 400);
    if (isTaken) {
        QVERIFY(jsonOf(again).at("refresh_token") == third.at("refresh_token"));
        QCOMPARE(refresh(third).status, 200);
        return;
    }
    QCOMPARE(codeOf(again), QByteArray("refresh_token_already_used"));
    QCOMPARE(codeOf(refresh(third)), QByteArray("refresh_token_not_found"));
    QCOMPARE(refresh(other).status, 200);
}

void TestEmbeddedAuth::reuseEndsTheSessionsTokens()
{
    const auto first = signIn();
    const auto second = jsonOf(refresh(first));
    const auto third = jsonOf(refresh(second));
    m_db->passSeconds(11);
    QCOMPARE(refresh(first).status, 400);
    QCOMPARE(codeOf(call("GET", "/user", {}, access(third))), QByteArray("session_not_found"));
}

/// PostgREST takes a token until half a minute after its end, Auth until its end.
void TestEmbeddedAuth::accessTokensExpire_data()
{
    QTest::addColumn<int>("age");
    QTest::addColumn<int>("restStatus");
    QTest::addColumn<int>("authStatus");
    QTest::newRow("in its last second") << 3599 << 200 << 200;
    QTest::newRow("at its end") << 3600 << 200 << 403;
    QTest::newRow("half a minute later") << 3630 << 200 << 403;
    QTest::newRow("a second more") << 3631 << 401 << 403;
    QTest::newRow("a day later") << 3600 + 86'400 << 401 << 403;
}

void TestEmbeddedAuth::accessTokensExpire()
{
    QFETCH(int, age);
    const auto tokens = signIn();
    m_db->passSeconds(age);
    const http::Response rest = m_db->ask(QStringLiteral("anon"), "GET", "/rest/v1/leads?select=id", {},
                                          {{"Authorization", "Bearer " + access(tokens)}});
    QTEST(rest.status, "restStatus");
    const http::Response auth = call("GET", "/user", {}, access(tokens));
    QTEST(auth.status, "authStatus");
    if (rest.status == 401) {
        QCOMPARE(codeOf(rest), QByteArray("PGRST303"));
        QVERIFY(jsonOf(rest).at("message") == "JWT expired");
    }
    if (auth.status == 403)
        QCOMPARE(codeOf(auth), QByteArray("bad_jwt"));
}

void TestEmbeddedAuth::ambiguousTokensAreRefused_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("claims");
    QTest::addColumn<int>("status");
    const QByteArray header = R"({"alg":"HS256","typ":"JWT"})";
    const QByteArray claims = R"({"role":"service_role","exp":4102444800})";
    QTest::newRow("plain") << header << claims << 200;
    QTest::newRow("crit") << QByteArray(R"({"alg":"HS256","crit":["exp"],"exp":1})") << claims << 401;
    QTest::newRow("crit of nothing") << QByteArray(R"({"alg":"HS256","crit":[]})") << claims << 401;
    QTest::newRow("two algorithms") << QByteArray(R"({"alg":"none","alg":"HS256"})") << claims << 401;
    QTest::newRow("two roles") << header << QByteArray(R"({"role":"anon","exp":4102444800,"role":"service_role"})")
                               << 401;
    QTest::newRow("two roles, one escaped")
        << header << QByteArray(R"({"role":"anon","\u0072ole":"service_role"})") << 401;
    QTest::newRow("two inside") << header
                                << QByteArray(R"({"role":"service_role","app_metadata":{"role":"a","role":"b"}})")
                                << 401;
    QTest::newRow("the same name at two depths")
        << header << QByteArray(R"({"role":"service_role","app_metadata":{"role":"admin"},"exp":4102444800})") << 200;
    QTest::newRow("end beyond all numbers") << header << QByteArray(R"({"role":"service_role","exp":1e300})") << 200;
}

void TestEmbeddedAuth::ambiguousTokensAreRefused()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, claims);
    constexpr auto kUrl = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    const QByteArray signedPart = header.toBase64(kUrl) + '.' + claims.toBase64(kUrl);
    const QByteArray token =
        signedPart + '.' +
        QMessageAuthenticationCode::hash(signedPart, kSecret, QCryptographicHash::Sha256).toBase64(kUrl);
    const http::Response rest = m_db->ask(QStringLiteral("anon"), "GET", "/rest/v1/leads?select=id", {},
                                          {{"Authorization", "Bearer " + token}});
    QTEST(rest.status, "status");
    const http::Response auth = call("GET", "/admin/users", {}, token);
    QCOMPARE(auth.status, rest.status == 200 ? 200 : 403);
    http::Request keyed = m_db->request(QStringLiteral("anon"), "GET", "/rest/v1/leads?select=id");
    keyed.headers = {{"apikey", token}};
    QCOMPARE(m_db->supabase().handle(keyed).result().status, rest.status);
}

/// As PostgreSQL's jsonb and Go's decoder read it.
void TestEmbeddedAuth::theLastOfTwoMembersCounts()
{
    const auto answer = [this](const QByteArray &body) { return signInFrom("10.1.2.3", body).status; };
    QCOMPARE(answer(R"({"email":"sam@office.test","password":"wrong","password":"correct horse"})"), 200);
    QCOMPARE(answer(R"({"email":"sam@office.test","password":"correct horse","password":"wrong"})"), 400);
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
    const auto change = [&](const char *current, const char *password) {
        return call("PUT", "/user", {{"current_password", current}, {"password", password}}, access(own));
    };
    QCOMPARE(codeOf(change("correct horse", "correct horse")), QByteArray("same_password"));
    QCOMPARE(codeOf(change("wrong", "battery staple")), QByteArray("current_password_invalid"));
    QCOMPARE(codeOf(call("PUT", "/user", {{"password", "battery staple"}}, access(own))),
             QByteArray("current_password_required"));
    QCOMPARE(change("correct horse", "battery staple").status, 200);
    QCOMPARE(refresh(own).status, 200);
    QCOMPARE(refresh(other).status, 400);
    QVERIFY(!signIn().contains("access_token"));
    QVERIFY(signIn("battery staple").contains("access_token"));
    QCOMPARE(call("PUT", "/user", {{"data", {{"name", "Sam"}}}}, access(own)).status, 200); // needs no password
}

void TestEmbeddedAuth::weakPasswordsAreRefused_data()
{
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("eleven characters") << QByteArray("k8#2vLq9!x7") << QByteArray("length");
    QTest::newRow("a common word and a year") << QByteArray("password2024") << QByteArray("pwned");
    QTest::newRow("a walk") << QByteArray("qwertyuiop12") << QByteArray("pwned");
    QTest::newRow("the account's own words") << QByteArray("sam at office") << QByteArray("pwned");
}

void TestEmbeddedAuth::weakPasswordsAreRefused()
{
    QFETCH(QByteArray, password);
    const QByteArray service = tokenFor(QStringLiteral("service"));
    const auto tokens = signIn();
    const std::string text = password.toStdString();
    for (const http::Response &refused :
         {call("POST", "/admin/users", {{"email", "sam@office.example"}, {"password", text}}, service),
          call("PUT", "/admin/users/" + m_userId, {{"password", text}}, service),
          call("PUT", "/user", {{"current_password", "correct horse"}, {"password", text}}, access(tokens))}) {
        QCOMPARE(refused.status, 422);
        QCOMPARE(codeOf(refused), QByteArray("weak_password"));
        const auto reasons = jsonOf(refused).at("weak_password").at("reasons");
        QTEST(QByteArray::fromStdString(reasons.at(0).get<std::string>()), "reason");
    }
    QVERIFY(signIn().contains("access_token"));
}

void TestEmbeddedAuth::bannedPeopleStayOut()
{
    const auto tokens = signIn();
    const QByteArray service = tokenFor(QStringLiteral("service"));
    QCOMPARE(call("PUT", "/admin/users/" + m_userId, {{"ban_duration", "24h"}}, service).status, 200);
    QCOMPARE(refresh(tokens).status, 400);
    QVERIFY(signIn().at("error_code") == "user_banned");
    m_db->passSeconds(24 * 3600 - 1);
    QVERIFY(signIn().at("error_code") == "user_banned");
    m_db->passSeconds(1);
    QVERIFY(signIn().contains("access_token"));
    QCOMPARE(codeOf(call("PUT", "/admin/users/" + m_userId, {{"ban_duration", "soon"}}, service)),
             QByteArray("validation_failed"));
}

/// What one change does not name stays as another has made it.
void TestEmbeddedAuth::changesLeaveTheRestAlone()
{
    const QByteArray service = tokenFor(QStringLiteral("service"));
    const auto change = [&](const nlohmann::json &changes) {
        return jsonOf(call("PUT", "/admin/users/" + m_userId, changes, service));
    };
    change({{"ban_duration", "24h"}});
    change({{"user_metadata", {{"name", "Sam"}}}});
    const auto account = change({{"app_metadata", {{"role", "plumber"}}}});
    QVERIFY(account.at("banned_until").is_string() && account.at("user_metadata").at("name") == "Sam");
    QVERIFY(account.at("app_metadata").at("role") == "plumber" && account.at("email") == "sam@office.test");
    QVERIFY(change({{"ban_duration", "none"}}).at("banned_until").is_null());
    QVERIFY(signIn().contains("access_token"));
}

/// As Supabase Auth, which knows itself without the gateway's prefix.
void TestEmbeddedAuth::accountsComeInLinkedPages()
{
    const QByteArray service = tokenFor(QStringLiteral("service"));
    for (const char *email : {"b@office.test", "c@office.test", "d@office.test", "e@office.test"}) {
        m_db->passSeconds(1);
        QCOMPARE(call("POST", "/admin/users", {{"email", email}}, service).status, 200);
    }
    const auto page = [&](const QByteArray &query) { return call("GET", "/admin/users" + query, {}, service); };
    const http::Response first = page("?per_page=2");
    QCOMPARE(first.header("Link"), QByteArray("</admin/users?page=2&per_page=2>; rel=\"next\", "
                                              "</admin/users?page=3&per_page=2>; rel=\"last\""));
    QCOMPARE(first.header("X-Total-Count"), QByteArray("5"));
    QVERIFY(jsonOf(first).at("users").at(0).at("email") == "e@office.test"); // the newest
    const http::Response last = page("?page=3&per_page=2");
    QCOMPARE(last.header("Link"), QByteArray("</admin/users?page=3&per_page=2>; rel=\"last\""));
    QCOMPARE(jsonOf(last).at("users").size(), size_t(1));
    QCOMPARE(page({}).header("Link"), QByteArray("</admin/users?page=1>; rel=\"last\""));
    for (const char *query : {"?page=x", "?per_page=0", "?page=-1"})
        QCOMPARE(codeOf(page(query)), QByteArray("validation_failed"));
}

void TestEmbeddedAuth::adminManagesAccounts()
{
    const QByteArray service = tokenFor(QStringLiteral("service"));
    const http::Response again =
        call("POST", "/admin/users", {{"email", "SAM@office.test"}, {"password", "another one too"}}, service);
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
