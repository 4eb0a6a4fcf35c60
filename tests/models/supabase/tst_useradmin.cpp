#include "models/base/onresult.h"
#include "models/supabase/useradmin.h"
#include "tests/support/faketransport.h"
#include "tests/support/waiting.h"

#include <QTest>

using namespace pl;
using namespace pl::supabase;
using namespace Qt::StringLiterals;
using pl::test::FakeTransport;

/// The accounts of a project, and lists that come in pages.
class TestUserAdmin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void makesAnAccount();
    void changesAnAccount();
    void findsByEmail();
    void readsAllPages();
    void followsTheLinks();
    void namesEachAccountOnce();
    void endsWithoutACount();
    void readsRowsBehindTheLast();
    void refusesTheSamePageForEver();
    void passesAFailureOn();
    void endsWithItsClient();

private:
    static nlohmann::json user(int number);
    static nlohmann::json users(int first, int count);
    void answer(const QByteArray &method, const QByteArray &target, const nlohmann::json &body, Headers headers = {},
                int status = 200);
    nlohmann::json lastBody() const;

    std::unique_ptr<FakeTransport> m_transport;
    KeyCredentials m_key{"sb_secret_x"};
    std::unique_ptr<UserAdmin> m_users;
};

void TestUserAdmin::init()
{
    m_users.reset();
    m_transport = std::make_unique<FakeTransport>();
    m_users = std::make_unique<UserAdmin>(*m_transport, m_key);
}

nlohmann::json TestUserAdmin::user(int number)
{
    return {{"id", FakeTransport::leadId(number)},
            {"email", "u" + std::to_string(number) + "@office.test"},
            {"app_metadata", {{"role", "staff"}}},
            {"created_at", "2026-11-01T08:00:00Z"}};
}

nlohmann::json TestUserAdmin::users(int first, int count)
{
    auto list = nlohmann::json::array();
    for (int number = first; number < first + count; ++number)
        list.push_back(user(number));
    return {{"users", list}};
}

void TestUserAdmin::answer(const QByteArray &method, const QByteArray &target, const nlohmann::json &body,
                           Headers headers, int status)
{
    m_transport->answerNext(method, target, [=](const HttpRequest &) -> Result<HttpResponse> {
        return HttpResponse{status, headers, dumpJson(body)};
    });
}

nlohmann::json TestUserAdmin::lastBody() const
{
    return nlohmann::json::parse(m_transport->requests().last().body.toStdString());
}

void TestUserAdmin::makesAnAccount()
{
    answer("POST", "/auth/v1/admin/users", user(1));
    const auto made = test::wait(m_users->create(u" u1@office.test "_s, u" pass "_s, u"staff"_s));
    QVERIFY(made.ok());
    QCOMPARE(made->role, u"staff"_s);
    QVERIFY(lastBody() == nlohmann::json({{"email", "u1@office.test"},
                                          {"password", " pass "},
                                          {"email_confirm", true},
                                          {"app_metadata", {{"role", "staff"}}}}));
    answer("POST", "/auth/v1/admin/users", {{"error_code", "email_exists"}, {"msg", "already"}}, {}, 422);
    QCOMPARE(test::wait(m_users->create({}, {}, {})).error().remoteCode, u"email_exists"_s);
    QCOMPARE(m_transport->requests().size(), 2);
}

void TestUserAdmin::changesAnAccount()
{
    const QUuid id = QUuid::fromString(QString::fromStdString(FakeTransport::leadId(1)));
    const QByteArray target = "/auth/v1/admin/users/" + id.toByteArray(QUuid::WithoutBraces);
    for (int i = 0; i < 4; ++i)
        answer("PUT", target, user(1));
    QVERIFY(test::wait(m_users->setRole(id, u"admin"_s)).ok());
    QVERIFY(lastBody() == nlohmann::json({{"app_metadata", {{"role", "admin"}}}}));
    QVERIFY(test::wait(m_users->setDisabled(id, true)).ok());
    QVERIFY(lastBody() == nlohmann::json({{"ban_duration", "876000h"}}));
    QVERIFY(test::wait(m_users->setDisabled(id, false)).ok());
    QVERIFY(lastBody() == nlohmann::json({{"ban_duration", "none"}}));
    QVERIFY(test::wait(m_users->setPassword(id, u" new pass "_s)).ok());
    QVERIFY(lastBody() == nlohmann::json({{"password", " new pass "}}));
}

void TestUserAdmin::findsByEmail()
{
    for (int i = 0; i < 2; ++i)
        answer("GET", "/auth/v1/admin/users", users(1, 3));
    const auto found = test::wait(m_users->find(u"U2@Office.test"_s));
    QVERIFY(found.ok() && *found);
    QCOMPARE((*found)->email, u"u2@office.test"_s);
    const auto none = test::wait(m_users->find(u"u9@office.test"_s));
    QVERIFY(none.ok() && !*none);
}

void TestUserAdmin::readsAllPages()
{
    // A server may give shorter pages than it was asked for.
    answer("GET", "/auth/v1/admin/users?page=1&", users(0, 50), {{"X-Total-Count", "120"}});
    answer("GET", "/auth/v1/admin/users?page=2&", users(50, 50), {{"X-Total-Count", "120"}});
    answer("GET", "/auth/v1/admin/users?page=3&", users(100, 20), {{"X-Total-Count", "120"}});
    const auto all = test::wait(m_users->list());
    QVERIFY(all.ok());
    QCOMPARE(all->size(), 120);
    QCOMPARE(m_transport->requests().size(), 3);
}

/// As Supabase Auth links its pages (RFC 8288), with or without a count.
void TestUserAdmin::followsTheLinks()
{
    const Headers more{
        {"Link", "</admin/users?page=2&per_page=50>; rel=\"next\", </admin/users?page=2>; rel=\"last\""}};
    const Headers last{{"Link", "</admin/users?page=2&per_page=50>; rel=\"last\""}};
    answer("GET", "/auth/v1/admin/users?page=1&", users(0, 50), more);
    answer("GET", "/auth/v1/admin/users?page=2&", users(50, 7), last);
    QCOMPARE(test::wait(m_users->list())->size(), 57);
    // A full page that is the last.
    answer("GET", "/auth/v1/admin/users?page=1&", users(0, 1000), last);
    QCOMPARE(test::wait(m_users->list())->size(), 1000);
    QCOMPARE(m_transport->requests().size(), 3);
}

/// One that is made between two pages moves the others on by one; the count alone would end too early.
void TestUserAdmin::namesEachAccountOnce()
{
    answer("GET", "/auth/v1/admin/users?page=1&", users(0, 2),
           {{"Link", "<x>; rel=\"next\", <y>; rel=\"last\""}, {"X-Total-Count", "3"}});
    answer("GET", "/auth/v1/admin/users?page=2&", {{"users", {user(1), user(2)}}},
           {{"Link", "<y>; rel=\"last\""}, {"X-Total-Count", "4"}});
    const auto all = test::wait(m_users->list());
    QVERIFY(all.ok());
    QCOMPARE(all->size(), 3);
}

void TestUserAdmin::endsWithoutACount()
{
    answer("GET", "/auth/v1/admin/users?page=1&", users(0, 1000));
    answer("GET", "/auth/v1/admin/users?page=2&", users(1000, 0));
    const auto all = test::wait(m_users->list());
    QVERIFY(all.ok());
    QCOMPARE(all->size(), 1000);
}

void TestUserAdmin::readsRowsBehindTheLast()
{
    RestClient rest(*m_transport, m_key);
    const auto row = [](const char *name) { return nlohmann::json{{"name", name}}; };
    answer("GET", "/rest/v1/services?select=name&order=name.asc&limit=1000", {row("a"), row("b, c")},
           {{"Content-Range", "0-1/3"}});
    answer("GET", "/rest/v1/services?select=name&order=name.asc&limit=1000&name=gt.b,%20c",
           nlohmann::json::array({row("d")}), {{"Content-Range", "0-0/1"}});
    const auto rows = test::wait(rest.selectAll(Query("services").select("name"), "name"));
    QVERIFY2(rows.ok(), rows.ok() ? "" : qPrintable(rows.error().message));
    QCOMPARE(rows->size(), std::size_t(3));
    QVERIFY(m_transport->requests().first().headers.contains({QByteArray("Prefer"), QByteArray("count=exact")}));
}

void TestUserAdmin::refusesTheSamePageForEver()
{
    for (int i = 0; i < 3; ++i)
        answer("GET", "/auth/v1/admin/users", users(0, 2), {{"X-Total-Count", "100"}});
    QCOMPARE(test::wait(m_users->list()).error().code, ErrorCode::Protocol);
    QCOMPARE(m_transport->requests().size(), 2);
}

void TestUserAdmin::passesAFailureOn()
{
    answer("GET", "/auth/v1/admin/users", {{"msg", "User not allowed"}, {"error_code", "not_admin"}}, {}, 403);
    QCOMPARE(test::wait(m_users->list()).error().code, ErrorCode::Forbidden);
    answer("GET", "/auth/v1/admin/users", {{"people", nlohmann::json::array()}});
    QCOMPARE(test::wait(m_users->list()).error().code, ErrorCode::Protocol);
}

void TestUserAdmin::endsWithItsClient()
{
    m_transport->setHanging(true);
    const auto list = m_users->list();
    m_users.reset();
    QVERIFY(list.isFinished());
    QCOMPARE(list.result().error().code, ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestUserAdmin)
#include "tst_useradmin.moc"
