#include "tests/server/embedded/embeddedfixture.h"

#include <QTest>

using namespace pl;
using namespace pl::test;
using namespace std::chrono_literals;

/// What guards the embedded Supabase: its keys in both forms, the time that a statement may take, whose long bodies are
/// read, and that a clock which was set back locks nobody out.
class TestEmbeddedGuards : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void acceptsKeysInTheNewerFormat_data();
    void acceptsKeysInTheNewerFormat();
    void keysBelongToTheProject();
    void endsLongReads();
    void rollsBackLongWrites();
    void recognizesTrustedCallers_data();
    void recognizesTrustedCallers();
    void aClockSetBackLocksNobodyOut();
    void aClockBeforeTheKeysLocksNobodyOut();

private:
    std::unique_ptr<embedded::EmbeddedSupabase> openAgain(std::chrono::milliseconds limit) const;
    void addOptOuts(int count);

    EmbeddedFixture m_db{true};
};

namespace {

http::Request request(const QByteArray &target, const http::Headers &headers, const QByteArray &method = "GET",
                      const QByteArray &body = {})
{
    http::Request request;
    request.method = method;
    const qsizetype mark = target.indexOf('?');
    request.path = mark < 0 ? target : target.left(mark);
    request.query = mark < 0 ? QByteArray() : target.mid(mark + 1);
    request.headers = headers;
    request.body = body;
    request.peer = QHostAddress(QHostAddress::LocalHost);
    return request;
}

} // namespace

void TestEmbeddedGuards::initTestCase()
{
    QVERIFY(m_db.isOpen() && m_db.reload());
    addOptOuts(3000);
}

void TestEmbeddedGuards::addOptOuts(int count)
{
    auto rows = nlohmann::json::array();
    for (int i = 0; i < count; ++i)
        rows.push_back({{"phone_number", "+1512" + std::to_string(5'550'000 + i)}});
    QCOMPARE(
        m_db.ask(QStringLiteral("service"), "POST", "/rest/v1/opt_outs", QByteArray::fromStdString(rows.dump())).status,
        201);
}

void TestEmbeddedGuards::acceptsKeysInTheNewerFormat_data()
{
    QTest::addColumn<http::Headers>("headers");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    const auto keys = m_db.supabase().keys();
    const QByteArray rows = "/rest/v1/settings?select=key";
    const QByteArray users = "/auth/v1/admin/users";
    const auto row = [](const char *name, const http::Headers &headers, const QByteArray &target, int status) {
        QTest::newRow(name) << headers << target << status;
    };
    row("secret", {{"apikey", keys.secretKey}}, rows, 200);
    row("secret, Auth", {{"apikey", keys.secretKey}}, users, 200);
    row("secret as a bearer", {{"apikey", keys.secretKey}, {"Authorization", "Bearer " + keys.secretKey}}, rows, 401);
    row("secret as a bearer, Auth", {{"apikey", keys.secretKey}, {"Authorization", "Bearer " + keys.secretKey}}, users,
        403);
    row("secret in a browser", {{"apikey", keys.secretKey}, {"User-Agent", "Mozilla/5.0 (X11)"}}, rows, 401);
    row("secret from a program", {{"apikey", keys.secretKey}, {"User-Agent", "PlumberLeads/1"}}, rows, 200);
    row("publishable, Auth", {{"apikey", keys.publishableKey}}, "/auth/v1/settings", 200);
    row("publishable, Auth's admin", {{"apikey", keys.publishableKey}}, users, 403);
    row("publishable in a browser", {{"apikey", keys.publishableKey}, {"User-Agent", "Mozilla/5.0"}},
        "/auth/v1/settings", 200);
    row("one of another project", {{"apikey", keys.secretKey.chopped(1) + '?'}}, rows, 401);
    row("a prefix", {{"apikey", "sb_secret_"}}, rows, 401);
}

void TestEmbeddedGuards::acceptsKeysInTheNewerFormat()
{
    QFETCH(http::Headers, headers);
    QFETCH(QByteArray, target);
    QFETCH(int, status);
    QCOMPARE(m_db.supabase().handle(request(target, headers)).result().status, status);
}

void TestEmbeddedGuards::keysBelongToTheProject()
{
    const auto keys = m_db.supabase().keys();
    QVERIFY(keys.secretKey.startsWith("sb_secret_") && keys.secretKey.size() > 30);
    QVERIFY(keys.publishableKey.startsWith("sb_publishable_") && keys.publishableKey.size() > 30);
    const QTemporaryDir dir;
    const auto other = embedded::EmbeddedSupabase::open({dir.path()});
    QVERIFY(other.ok());
    QVERIFY((*other)->keys().secretKey != keys.secretKey);
    // A publishable key may do what the anon key may, no more.
    const auto asAnon =
        m_db.supabase().handle(request("/rest/v1/leads?select=id", {{"apikey", keys.publishableKey}})).result();
    const auto asAnonJwt =
        m_db.supabase().handle(request("/rest/v1/leads?select=id", {{"apikey", keys.anonKey}})).result();
    QCOMPARE(asAnon.status, asAnonJwt.status);
    QCOMPARE(asAnon.body, asAnonJwt.body);
}

std::unique_ptr<embedded::EmbeddedSupabase> TestEmbeddedGuards::openAgain(std::chrono::milliseconds limit) const
{
    embedded::EmbeddedSupabase::Options options{m_db.dir(), kSecret};
    options.statementLimit = limit;
    auto opened = embedded::EmbeddedSupabase::open(options);
    return opened ? std::move(opened).value() : nullptr;
}

void TestEmbeddedGuards::endsLongReads()
{
    const auto strict = openAgain(0ms);
    QVERIFY(strict);
    const http::Headers service{{"apikey", strict->keys().serviceKey}};
    const auto ended = strict->handle(request("/rest/v1/opt_outs?phone_number=like.*7*", service)).result();
    QCOMPARE(ended.status, 500);
    QCOMPARE(codeOf(ended), QByteArray("57014"));
    // A statement that takes no time is let through, on the same connections.
    QCOMPARE(strict->handle(request("/rest/v1/settings?select=key&limit=1", service)).result().status, 200);
    const auto patient = openAgain(8s);
    QCOMPARE(patient->handle(request("/rest/v1/opt_outs?phone_number=like.*7*", service)).result().status, 200);
}

void TestEmbeddedGuards::rollsBackLongWrites()
{
    const auto strict = openAgain(0ms);
    QVERIFY(strict);
    const http::Headers service{{"apikey", strict->keys().serviceKey}, {"Content-Type", "application/json"}};
    const auto ended = strict->handle(request("/rest/v1/opt_outs?phone_number=like.*5*", service, "DELETE")).result();
    QCOMPARE(codeOf(ended), QByteArray("57014"));
    QCOMPARE(m_db.read("/rest/v1/opt_outs?select=count&phone_number=like.%2B1512555*").at(0).at("count").get<int>(),
             3000);
    // Nothing of it is left to stand in the way of the next writer.
    const auto next =
        strict->handle(request("/rest/v1/opt_outs", service, "POST", R"({"phone_number":"+15125559999"})"));
    QCOMPARE(next.result().status, 201);
}

void TestEmbeddedGuards::recognizesTrustedCallers_data()
{
    QTest::addColumn<QString>("who");
    QTest::addColumn<bool>("isTrusted");
    QTest::newRow("staff") << QStringLiteral("staff") << true;
    QTest::newRow("service") << QStringLiteral("service") << true;
    QTest::newRow("anybody with the public key") << QStringLiteral("anon") << false;
    QTest::newRow("expired") << QStringLiteral("expired") << false;
    QTest::newRow("forged") << QStringLiteral("forged") << false;
    QTest::newRow("garbage") << QStringLiteral("garbage") << false;
}

void TestEmbeddedGuards::recognizesTrustedCallers()
{
    QFETCH(QString, who);
    QFETCH(bool, isTrusted);
    http::Request head = m_db.request(who, "POST", "/rest/v1/leads");
    QCOMPARE(m_db.supabase().isTrusted(head), isTrusted);
    head.headers.removeIf([](const auto &header) { return header.first == "apikey"; });
    QVERIFY(!m_db.supabase().isTrusted(head));
}

void TestEmbeddedGuards::aClockSetBackLocksNobodyOut()
{
    EmbeddedFixture db(true);
    QVERIFY(db.isOpen());
    const QByteArray account = R"({"email":"sam@office.test","password":"correct horse","email_confirm":true,)"
                               R"("app_metadata":{"role":"staff"}})";
    QCOMPARE(db.ask(QStringLiteral("service"), "POST", "/auth/v1/admin/users", account).status, 200);
    const auto signIn = [&](const QByteArray &password) {
        return db.ask(QStringLiteral("anon"), "POST", "/auth/v1/token?grant_type=password",
                      R"({"email":"sam@office.test","password":")" + password + R"("})");
    };
    const auto tokens = jsonOf(signIn("correct horse"));
    for (int i = 0; i < 5; ++i)
        QCOMPARE(signIn("wrong").status, 400);
    db.passSeconds(-86'400);
    const http::Headers bearer{
        {"apikey", db.supabase().keys().anonKey},
        {"Authorization", QByteArray::fromStdString("Bearer " + tokens.at("access_token").get<std::string>())}};
    QCOMPARE(db.supabase().handle(request("/rest/v1/leads?select=id", bearer)).result().status, 200);
    QCOMPARE(db.supabase().handle(request("/auth/v1/user", bearer)).result().status, 200);
    const nlohmann::json refresh{{"refresh_token", tokens.at("refresh_token")}};
    QCOMPARE(db.ask(QStringLiteral("anon"), "POST", "/auth/v1/token?grant_type=refresh_token",
                    QByteArray::fromStdString(refresh.dump()))
                 .status,
             200);
    // The pause after wrong passwords counts on, and ends after its second, not after a day and a second.
    QCOMPARE(signIn("correct horse").status, 429);
    db.passSeconds(1);
    QCOMPARE(signIn("correct horse").status, 200);
}

void TestEmbeddedGuards::aClockBeforeTheKeysLocksNobodyOut()
{
    EmbeddedFixture db(true);
    QVERIFY(db.isOpen());
    db.passSeconds(-Timestamp::now().micros / 1'000'000); // 1970, as on a machine without a battery
    const auto keys = db.supabase().keys();
    QCOMPARE(db.supabase().handle(request("/rest/v1/leads?select=id", {{"apikey", keys.serviceKey}})).result().status,
             200);
}

QTEST_GUILESS_MAIN(TestEmbeddedGuards)
#include "tst_embeddedguards.moc"
