#include "models/base/onresult.h"
#include "models/supabase/networktransport.h"
#include "models/supabase/session.h"
#include "models/supabase/useradmin.h"
#include "server/embedded/store/database.h"
#include "tests/integration/people.h"
#include "tests/support/serverprocess.h"
#include "tests/support/troubledwire.h"
#include "tests/support/waiting.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace Qt::StringLiterals;
using nlohmann::json;
using pl::test::kPassword;
using pl::test::ServerProcess;
using pl::test::TroubledWire;

namespace {

const QString kOther = u"another fine password"_s;

QByteArray bytesOf(const json &value)
{
    return QByteArray::fromStdString(value.dump());
}

} // namespace

/// Signing in and staying signed in against the real server, while others do something at the same moment and answers
/// get lost.
class TestSignIns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void requestsInProgressUndoNothing_data();
    void requestsInProgressUndoNothing();
    void simultaneousChangesAreAllKept();
    void aLostAnswerSignsNobodyOut();
    void emptyRequestsLockNobodyOut();
    void aGuesserLocksNobodyOut();
    void changingAPasswordNeedsTheCurrentOne();
    void accountsAreListedThroughTheWire();

private:
    using Reply = std::unique_ptr<QNetworkReply>;

    QString addPerson();
    Reply send(const QByteArray &method, const QString &target, const json &body,
               const ServerProcess::Headers &headers);
    Reply signIn(const QString &email, const QString &password, const ServerProcess::Headers &more = {});
    static int statusOf(const Reply &reply);
    json account(const QString &email);
    QString adminTarget(const QString &email);
    int refreshStatus(const std::string &token);

    std::unique_ptr<ServerProcess> m_server;
    ServerProcess::Headers m_anon;
    ServerProcess::Headers m_service;
    QNetworkAccessManager m_network;
    int m_people = 0;
};

void TestSignIns::initTestCase()
{
    m_server = std::make_unique<ServerProcess>();
    QVERIFY2(m_server->start(), m_server->errorOutput());
    m_service = m_server->serviceHeaders();
    m_anon = m_server->userHeaders(u"nobody@office.example"_s, kPassword);
    m_anon.removeIf([](const auto &header) { return header.first == "Authorization"; });
}

void TestSignIns::cleanupTestCase()
{
    QCOMPARE(m_server->stop(), 0);
    m_server.reset();
}

QString TestSignIns::addPerson()
{
    const QString email = u"s%1@office.example"_s.arg(++m_people);
    const json body{{"email", email.toStdString()},
                    {"password", kPassword.toStdString()},
                    {"email_confirm", true},
                    {"app_metadata", {{"role", "admin"}}}};
    return m_server->request("POST", u"/auth/v1/admin/users"_s, m_service, bytesOf(body)).status == 200 ? email
                                                                                                        : QString();
}

TestSignIns::Reply TestSignIns::send(const QByteArray &method, const QString &target, const json &body,
                                     const ServerProcess::Headers &headers)
{
    QNetworkRequest request(QUrl(m_server->url() + target));
    request.setHeader(QNetworkRequest::UserAgentHeader, u"plumber-leads-test"_s);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    for (const auto &[name, value] : headers)
        request.setRawHeader(name, value);
    return Reply(m_network.sendCustomRequest(request, method, bytesOf(body)));
}

TestSignIns::Reply TestSignIns::signIn(const QString &email, const QString &password,
                                       const ServerProcess::Headers &more)
{
    return send("POST", u"/auth/v1/token?grant_type=password"_s,
                {{"email", email.toStdString()}, {"password", password.toStdString()}}, m_anon + more);
}

int TestSignIns::statusOf(const Reply &reply)
{
    (void)QTest::qWaitFor([&] { return reply->isFinished(); }, 30'000);
    return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

json TestSignIns::account(const QString &email)
{
    const json users = m_server->request("GET", u"/auth/v1/admin/users?per_page=1000"_s, m_service).json()["users"];
    const auto found = std::find_if(users.begin(), users.end(),
                                    [&](const json &user) { return user["email"] == email.toStdString(); });
    return found == users.end() ? json() : *found;
}

QString TestSignIns::adminTarget(const QString &email)
{
    return u"/auth/v1/admin/users/"_s + QString::fromStdString(account(email)["id"].get<std::string>());
}

int TestSignIns::refreshStatus(const std::string &token)
{
    return m_server
        ->request("POST", u"/auth/v1/token?grant_type=refresh_token"_s, m_anon, bytesOf({{"refresh_token", token}}))
        .status;
}

void TestSignIns::requestsInProgressUndoNothing_data()
{
    QTest::addColumn<bool>("changesOwn");
    QTest::addColumn<QByteArray>("change");
    for (const bool changesOwn : {false, true}) {
        const char *what = changesOwn ? "a change of password" : "a sign-in";
        QTest::addRow("%s, disabled", what) << changesOwn << QByteArray(R"({"ban_duration":"24h"})");
        QTest::addRow("%s, demoted", what) << changesOwn << QByteArray(R"({"app_metadata":{"role":"plumber"}})");
        QTest::addRow("%s, reset", what) << changesOwn << QByteArray(R"({"password":"set by an administrator"})");
    }
}

/// Hashing takes a tenth of a second: what an administrator does in it must hold.
void TestSignIns::requestsInProgressUndoNothing()
{
    QFETCH(bool, changesOwn);
    QFETCH(QByteArray, change);
    const json wanted = json::parse(change.toStdString());
    for (int round = 0; round < 4; ++round) {
        const QString email = addPerson();
        const QString target = adminTarget(email);
        const json changeOwn{{"current_password", kPassword.toStdString()}, {"password", kOther.toStdString()}};
        const auto own = changesOwn ? m_server->userHeaders(email, kPassword) : m_anon;
        const Reply underWay = changesOwn ? send("PUT", u"/auth/v1/user"_s, changeOwn, own) : signIn(email, kPassword);
        const Reply administrator = send("PUT", target, wanted, m_service);
        const int status = statusOf(underWay);
        QCOMPARE(statusOf(administrator), 200);

        const json after = account(email);
        if (wanted.contains("ban_duration")) {
            QVERIFY(after["banned_until"].is_string());
        } else if (wanted.contains("app_metadata")) {
            QVERIFY(after["app_metadata"]["role"] == "plumber");
            QCOMPARE(status, 200);
            continue;
        } else {
            QCOMPARE(statusOf(signIn(email, kPassword)), 400);
            QCOMPARE(statusOf(signIn(email, kOther)), 400);
            QCOMPARE(statusOf(signIn(email, u"set by an administrator"_s)), 200);
        }
        if (!changesOwn && status == 200) {
            const json tokens = json::parse(underWay->readAll().toStdString());
            QCOMPARE(refreshStatus(tokens["refresh_token"].get<std::string>()), 400);
        }
    }
}

/// Each names one thing, and all come at the same moment.
void TestSignIns::simultaneousChangesAreAllKept()
{
    const QString email = addPerson();
    const QString target = adminTarget(email);
    std::vector<Reply> replies;
    for (int i = 0; i < 12; ++i)
        replies.push_back(send("PUT", target, {{"app_metadata", {{"k" + std::to_string(i), i}}}}, m_service));
    replies.push_back(send("PUT", target, {{"password", kOther.toStdString()}}, m_service));
    replies.push_back(send("PUT", target, {{"ban_duration", "1h"}}, m_service));
    for (const Reply &reply : replies)
        QCOMPARE(statusOf(reply), 200);
    const json after = account(email);
    for (int i = 0; i < 12; ++i)
        QVERIFY2(after["app_metadata"].contains("k" + std::to_string(i)), qPrintable(QString::number(i)));
    QVERIFY(after["app_metadata"]["role"] == "admin" && after["banned_until"].is_string());
    QCOMPARE(m_server->request("PUT", target, m_service, R"({"ban_duration":"none"})").status, 200);
    QCOMPARE(statusOf(signIn(email, kOther)), 200);
}

/// The server has exchanged the token, the answer breaks off, and the client asks again much later than in ten seconds:
/// the test sets the moment of the exchange back by an hour.
void TestSignIns::aLostAnswerSignsNobodyOut()
{
    const QString email = addPerson();
    TroubledWire wire(m_server->url());
    QVERIFY(wire.listen());
    supabase::NetworkTransport transport(QUrl(wire.url()));
    supabase::Session session(transport, m_anon.front().second);
    QSignalSpy expired(&session, &supabase::Session::expired);
    QVERIFY(test::wait(session.signIn(email, kPassword)).ok());
    const QByteArray shown = session.refreshToken();

    wire.trouble("POST /auth/v1/token?grant_type=refresh_token", TroubledWire::Trouble::CutInBody);
    QVERIFY(!test::wait(session.renew()).ok());
    QCOMPARE(wire.troublesLeft(), 0);
    QCOMPARE(session.refreshToken(), shown);
    auto database = embedded::Database::open(m_server->dataDir() + u"/supabase.db"_s);
    QVERIFY(database.ok());
    const auto aged = (*database)->run(embedded::Sql::lit(
        "update _auth_refresh_tokens set exchanged_at = exchanged_at - 3600000000 where exchanged_at is not null"));
    QCOMPARE(aged.affected(), 1);

    QVERIFY(test::wait(session.renew()).ok());
    QVERIFY(session.refreshToken() != shown);
    QCOMPARE(m_server
                 ->request("GET", u"/auth/v1/user"_s,
                           m_anon + ServerProcess::Headers{{"Authorization", "Bearer " + session.bearer()}})
                 .status,
             200);
    QVERIFY(test::wait(session.renew()).ok());
    QCOMPARE(expired.size(), 0);
    // Now it is an older one that comes again: the session ends, for whoever has the others, too.
    QCOMPARE((*database)
                 ->run(embedded::Sql::lit("update _auth_refresh_tokens set exchanged_at = exchanged_at - 3600000000 "
                                          "where exchanged_at is not null"))
                 .affected(),
             2);
    QCOMPARE(refreshStatus(shown.toStdString()), 400);
    QVERIFY(!test::wait(session.renew()).ok());
    QTRY_COMPARE(expired.size(), 1);
}

void TestSignIns::emptyRequestsLockNobodyOut()
{
    const QString email = addPerson();
    for (int i = 0; i < 601; ++i)
        QCOMPARE(m_server->request("POST", u"/auth/v1/token?grant_type=password"_s, m_anon, "{}").status, 400);
    QCOMPARE(statusOf(signIn(email, kPassword)), 200);
}

void TestSignIns::aGuesserLocksNobodyOut()
{
    const QString email = addPerson();
    const auto from = [](const char *address) { return ServerProcess::Headers{{"X-Forwarded-For", address}}; };
    std::vector<Reply> guesses;
    for (int i = 0; i < 60; ++i)
        guesses.push_back(signIn(email, u"guess %1"_s.arg(i), from(qPrintable(u"2001:db8:0:9::%1"_s.arg(i)))));
    const auto tried =
        std::count_if(guesses.begin(), guesses.end(), [](const Reply &reply) { return statusOf(reply) == 400; });
    // Some of the answers took longer than the first pauses.
    QVERIFY2(tried >= 5 && tried <= 10, qPrintable(QString::number(tried)));
    for (const Reply &guess : guesses)
        QVERIFY(statusOf(guess) == 400 || guess->rawHeader("Retry-After").toInt() > 0);
    QCOMPARE(statusOf(signIn(email, kPassword, from("198.51.100.7"))), 200);
}

void TestSignIns::changingAPasswordNeedsTheCurrentOne()
{
    const QString email = addPerson();
    supabase::NetworkTransport transport(QUrl(m_server->url()));
    supabase::Session session(transport, m_anon.front().second);
    QVERIFY(test::wait(session.signIn(email, kPassword)).ok());
    QCOMPARE(test::wait(session.changePassword(u"not this one"_s, kOther)).error().remoteCode,
             u"invalid_credentials"_s);
    QCOMPARE(test::wait(session.changePassword(kPassword, u"password2024"_s)).error().remoteCode, u"weak_password"_s);
    QVERIFY(test::wait(session.changePassword(kPassword, kOther)).ok());
    QVERIFY(test::wait(session.renew()).ok());
    QCOMPARE(statusOf(signIn(email, kPassword)), 400);
    QCOMPARE(statusOf(signIn(email, kOther)), 200);
}

void TestSignIns::accountsAreListedThroughTheWire()
{
    for (int i = 0; i < 3; ++i)
        QVERIFY(!addPerson().isEmpty());
    const auto page = m_server->request("GET", u"/auth/v1/admin/users?page=1&per_page=2"_s, m_service);
    QVERIFY(page.header("Link").startsWith("</admin/users?page=2&per_page=2>; rel=\"next\", "));
    supabase::NetworkTransport transport(QUrl(m_server->url()));
    supabase::KeyCredentials key(m_service.front().second);
    supabase::UserAdmin users(transport, key);
    const auto all = test::wait(users.list());
    QVERIFY(all.ok());
    QCOMPARE(all->size(), m_people);
    QCOMPARE(page.header("X-Total-Count").toInt(), m_people);
}

QTEST_GUILESS_MAIN(TestSignIns)
#include "tst_signins.moc"
