#include "app/signinattempt.h"

#include "tests/app/appfixture.h"
#include "tests/support/testwords.h"

#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace pl::app;
using namespace pl::test;
using Field = ui::SignInView::Field;

namespace {

constexpr char kServersConfig[] = "/api/v1/config";
constexpr char kTokenAnswer[] = "/auth/v1/token";

} // namespace

class TestSignInAttempt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void asksTheServerForItsKeyAndSignsIn();
    void aGivenKeyIsUsed();
    void aKeptTokenNeedsNoPassword();
    void aTypedPasswordGoesBeforeAKeptToken();
    void fails_data();
    void fails();
    void accountsOutsideTheOffice_data();
    void accountsOutsideTheOffice();
    void anotherProjectIsTalkedTo();
    void projectsThatAreNotTalkedTo_data();
    void projectsThatAreNotTalkedTo();
    void secretKeysStayOnTheServer_data();
    void secretKeysStayOnTheServer();
    void anExchangedTokenIsToldWhateverComesNext();
    void recoveryAsksForAMail();
    void recoveryWithoutMailSaysWhomToAsk();
    void destroyedWhileWaitingSaysNothing();

private:
    void start(const QByteArray &refreshToken = {});
    supabase::HttpRequest lastTokenRequest() const
    {
        supabase::HttpRequest last;
        for (const supabase::HttpRequest &request : m_server->requests())
            if (request.target.startsWith(kTokenAnswer))
                last = request;
        return last;
    }
    SignInProblem problem() const { return m_failed->first().first().value<SignInProblem>(); }

    std::unique_ptr<FakeTransport> m_server;
    ui::SignInInput m_input;
    std::unique_ptr<SignInAttempt> m_attempt;
    std::unique_ptr<QSignalSpy> m_succeeded;
    std::unique_ptr<QSignalSpy> m_failed;
};

void TestSignInAttempt::init()
{
    m_attempt.reset();
    m_server = std::make_unique<FakeTransport>();
    m_input = {words("office.example"), {}, words("sam@office.test"), words("secret words"), true};
}

void TestSignInAttempt::start(const QByteArray &refreshToken)
{
    m_attempt = std::make_unique<SignInAttempt>(m_input, refreshToken, factoryOf(*m_server));
    m_succeeded = std::make_unique<QSignalSpy>(m_attempt.get(), &SignInAttempt::succeeded);
    m_failed = std::make_unique<QSignalSpy>(m_attempt.get(), &SignInAttempt::failed);
    m_attempt->start();
}

void TestSignInAttempt::asksTheServerForItsKeyAndSignsIn()
{
    m_server->answerNext("GET", kServersConfig, keyOfServer());
    m_server->answerNext("POST", kTokenAnswer, tokensFor("staff"));
    start();
    QTRY_COMPARE(m_succeeded->count(), 1);
    QCOMPARE(m_failed->count(), 0);
    const ServerConnection connection = m_attempt->takeConnection();
    QCOMPARE(connection.anonKey, QByteArray("anon"));
    QCOMPARE(connection.server, QUrl(words("https://office.example")));
    QCOMPARE(connection.session->user().email, words("sam@office.test"));
    const supabase::HttpRequest asked = lastTokenRequest();
    QVERIFY(asked.target.contains("grant_type=password"));
    QCOMPARE(nlohmann::json::parse(asked.body.toStdString())["password"].get<std::string>(), "secret words");
}

void TestSignInAttempt::aGivenKeyIsUsed()
{
    m_input.anonKey = words("sb_publishable_1");
    m_server->answerNext("POST", kTokenAnswer, tokensFor("admin"));
    start();
    QTRY_COMPARE(m_succeeded->count(), 1);
    QCOMPARE(m_server->countOf("GET", kServersConfig), 0);
    QCOMPARE(m_attempt->takeConnection().anonKey, QByteArray("sb_publishable_1"));
}

void TestSignInAttempt::aKeptTokenNeedsNoPassword()
{
    m_input.password.clear();
    m_server->answerNext("GET", kServersConfig, keyOfServer());
    m_server->answerNext("POST", kTokenAnswer, tokensFor("staff"));
    start("kept");
    QTRY_COMPARE(m_succeeded->count(), 1);
    const supabase::HttpRequest asked = lastTokenRequest();
    QVERIFY(asked.target.contains("grant_type=refresh_token"));
    QVERIFY(asked.body.contains("kept"));
}

void TestSignInAttempt::aTypedPasswordGoesBeforeAKeptToken()
{
    m_server->answerNext("GET", kServersConfig, keyOfServer());
    m_server->answerNext("POST", kTokenAnswer, tokensFor("staff"));
    start("kept");
    QTRY_COMPARE(m_succeeded->count(), 1);
    QVERIFY(lastTokenRequest().target.contains("grant_type=password"));
}

void TestSignInAttempt::fails_data()
{
    using Answers = QList<std::pair<QByteArray, FakeTransport::Answer>>;
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("password");
    QTest::addColumn<Answers>("answers");
    QTest::addColumn<Field>("field");
    QTest::addColumn<QString>("said");
    QTest::addColumn<bool>("refused");
    constexpr char kLeads[] = "/rest/v1/leads";
    const QString here = words("office.example");
    const QString secret = words("secret words");
    const auto unreachable = [](const supabase::HttpRequest &) -> Result<supabase::HttpResponse> {
        return Error{ErrorCode::Unavailable, QStringLiteral("The server office.example can't be found.")};
    };
    const auto slow = [](const supabase::HttpRequest &) -> Result<supabase::HttpResponse> {
        return Error{ErrorCode::TimedOut, QStringLiteral("Too late.")};
    };
    const auto page = [](const supabase::HttpRequest &) { return supabase::HttpResponse{200, {}, "<html>"}; };
    const Answers none;
    QTest::newRow("no address") << words("ftp://x") << secret << none << Field::Server << "address" << false;
    QTest::newRow("not found") << here << secret << Answers{{kServersConfig, unreachable}} << Field::Server
                               << "can't be found" << false;
    QTest::newRow("too slow") << here << secret << Answers{{kServersConfig, slow}} << Field::Server << "too long"
                              << false;
    QTest::newRow("another program's server")
        << here << secret << Answers{{kServersConfig, page}} << Field::Key << "publishable key" << false;
    QTest::newRow("no such path") << here << secret << none << Field::Key << "publishable key" << false;
    QTest::newRow("server in trouble") << here << secret << Answers{{kServersConfig, refusal(503, "busy", "Busy")}}
                                       << Field::Server << "is busy or starting up" << false;
    QTest::newRow("wrong password") << here << secret
                                    << Answers{{kServersConfig, keyOfServer()},
                                               {kTokenAnswer,
                                                refusal(400, "invalid_credentials", "Invalid login credentials")}}
                                    << Field::Password << "Wrong e-mail address or password" << true;
    QTest::newRow("kept sign-in ended") << here << QString()
                                        << Answers{{kServersConfig, keyOfServer()},
                                                   {kTokenAnswer, refusal(400, "refresh_token_not_found", "Not found")}}
                                        << Field::Password << "no longer signed in" << true;
    QTest::newRow("is disabled") << here << secret
                                 << Answers{{kServersConfig, keyOfServer()},
                                            {kTokenAnswer, refusal(400, "user_banned", "User is banned")}}
                                 << Field::Email << "is disabled" << true;
    QTest::newRow("paused before the key")
        << here << secret << Answers{{kServersConfig, refusal(540, "", "Project paused")}} << Field::None << "is paused"
        << false;
    QTest::newRow("paused after the key")
        << here << secret
        << Answers{{kServersConfig, keyOfServer()}, {kTokenAnswer, refusal(540, "", "Project paused")}} << Field::None
        << "is paused" << false;
    QTest::newRow("no Supabase there") << here << secret
                                       << Answers{{kServersConfig, keyOfServer()},
                                                  {kTokenAnswer, refusal(404, "", "Not found")}}
                                       << Field::Server << "no Supabase project at this address" << false;
    QTest::newRow("tables are missing")
        << here << secret
        << Answers{{kServersConfig, keyOfServer()},
                   {kTokenAnswer, tokensFor("staff")},
                   {kLeads, refusal(404, "PGRST205", "Could not find the table 'public.leads' in the schema cache")}}
        << Field::None << "plumber-leads-server migrate" << false;
    QTest::newRow("new sign-in is not believed") << here << secret
                                                 << Answers{{kServersConfig, keyOfServer()},
                                                            {kTokenAnswer, tokensFor("staff")},
                                                            {kLeads, refusal(401, "PGRST303", "JWT issued at future")},
                                                            {kTokenAnswer, tokensFor("staff")},
                                                            {kLeads, refusal(401, "PGRST303", "JWT issued at future")}}
                                                 << Field::None << "check its clock" << false;
    QTest::newRow("this computer's clock is wrong")
        << here << secret
        << Answers{{kServersConfig, keyOfServer()},
                   {kTokenAnswer, tokensFor("staff", "refresh-1", -3 * 3600)},
                   {kLeads, refusal(401, "PGRST303", "JWT expired")},
                   {kTokenAnswer, tokensFor("staff", "refresh-2", -3 * 3600)},
                   {kLeads, refusal(401, "PGRST303", "JWT expired")}}
        << Field::None << "clock is 3 hours fast" << false;
    QTest::newRow("wrong key") << here << secret
                               << Answers{{kServersConfig, keyOfServer()},
                                          {kTokenAnswer, refusal(401, "", "Invalid API key")}}
                               << Field::Key << "publishable key" << false;
    QTest::newRow("too many tries") << here << secret
                                    << Answers{{kServersConfig, keyOfServer()},
                                               {kTokenAnswer, refusal(429, "over_request_rate_limit", "Slow down")}}
                                    << Field::None << "Too many attempts" << false;
    QTest::newRow("network lost on the way")
        << here << secret << Answers{{kServersConfig, keyOfServer()}, {kTokenAnswer, unreachable}} << Field::Server
        << "can't be found" << false;
}

void TestSignInAttempt::fails()
{
    using Answers = QList<std::pair<QByteArray, FakeTransport::Answer>>;
    QFETCH(QString, server);
    QFETCH(QString, password);
    QFETCH(Answers, answers);
    QFETCH(Field, field);
    QFETCH(QString, said);
    QFETCH(bool, refused);
    for (const auto &[target, answer] : answers)
        m_server->answerNext(target == kTokenAnswer ? "POST" : "GET", target, answer);
    m_input.server = server;
    m_input.password = password;
    start("kept");
    QTRY_COMPARE(m_failed->count(), 1);
    QCOMPARE(m_succeeded->count(), 0);
    QCOMPARE(problem().field, field);
    const QString sentence = problem().sentence;
    QVERIFY2(sentence.contains(said), qPrintable(sentence));
    QVERIFY(!sentence.contains(words("secret words")));
    QCOMPARE(problem().refused, refused);
}

void TestSignInAttempt::accountsOutsideTheOffice_data()
{
    QTest::addColumn<QString>("role");
    QTest::addColumn<QString>("said");
    QTest::newRow("plumber") << "plumber"
                             << "for the office";
    QTest::newRow("no role") << ""
                             << "doesn't belong to the office";
}

void TestSignInAttempt::accountsOutsideTheOffice()
{
    QFETCH(QString, role);
    QFETCH(QString, said);
    m_server->answerNext("GET", kServersConfig, keyOfServer());
    m_server->answerNext("POST", kTokenAnswer, tokensFor(role.toStdString()));
    start();
    QTRY_COMPARE(m_failed->count(), 1);
    QCOMPARE(problem().field, Field::Email);
    QVERIFY(problem().sentence.contains(said));
    // The session that nobody will use is ended at the server, too.
    QTRY_COMPARE(m_server->countOf("POST", "/auth/v1/logout"), 1);
}

/// The server's own answer names the project; every further request goes there.
void TestSignInAttempt::anotherProjectIsTalkedTo()
{
    FakeTransport project;
    QList<QUrl> made;
    const auto factory = [&](const QUrl &url) {
        made += url;
        return std::make_unique<SharedTransport>(made.size() == 1 ? *m_server : project);
    };
    m_server->answerNext("GET", kServersConfig, [](const supabase::HttpRequest &) {
        return jsonResponse(200, {{"anon_key", "sb_publishable_1"}, {"supabase_url", "https://abc.supabase.co"}});
    });
    project.answerNext("POST", kTokenAnswer, tokensFor("staff"));
    m_attempt = std::make_unique<SignInAttempt>(m_input, QByteArray(), factory);
    QSignalSpy succeeded(m_attempt.get(), &SignInAttempt::succeeded);
    m_attempt->start();
    QTRY_COMPARE(succeeded.count(), 1);
    QCOMPARE(made.value(1), QUrl(words("https://abc.supabase.co")));
    QCOMPARE(m_server->requests().size(), 1);
    const ServerConnection connection = m_attempt->takeConnection();
    QCOMPARE(connection.server, QUrl(words("https://office.example")));
    QCOMPARE(connection.project, QUrl(words("https://abc.supabase.co")));
    QCOMPARE(connection.anonKey, QByteArray("sb_publishable_1"));
}

void TestSignInAttempt::projectsThatAreNotTalkedTo_data()
{
    QTest::addColumn<QString>("project");
    QTest::addColumn<QString>("said");
    QTest::newRow("not encrypted") << "http://abc.example"
                                   << "doesn't use https";
    QTest::newRow("nonsense") << "not an address"
                              << "SUPABASE_URL";
}

void TestSignInAttempt::projectsThatAreNotTalkedTo()
{
    QFETCH(QString, project);
    QFETCH(QString, said);
    m_server->answerNext("GET", kServersConfig, [project](const supabase::HttpRequest &) {
        return jsonResponse(200, {{"anon_key", "anon"}, {"supabase_url", project.toStdString()}});
    });
    start();
    QTRY_COMPARE(m_failed->count(), 1);
    QVERIFY2(problem().sentence.contains(said), qPrintable(problem().sentence));
    QCOMPARE(m_server->countOf("POST", kTokenAnswer), 0);
}

void TestSignInAttempt::secretKeysStayOnTheServer_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("new kind") << QByteArray("sb_secret_abc");
    QTest::newRow("old kind") << "e30." + QByteArray(R"({"role":"service_role"})").toBase64() + ".sig";
}

void TestSignInAttempt::secretKeysStayOnTheServer()
{
    QFETCH(QByteArray, key);
    m_input.anonKey = QString::fromLatin1(key);
    start();
    QTRY_COMPARE(m_failed->count(), 1);
    QCOMPARE(problem().field, Field::Key);
    QVERIFY(problem().sentence.contains(words("must stay on the server")));
    QVERIFY(m_server->requests().isEmpty());
}

void TestSignInAttempt::anExchangedTokenIsToldWhateverComesNext()
{
    m_input.password.clear();
    m_server->answerNext("GET", kServersConfig, keyOfServer());
    m_server->answerNext("POST", kTokenAnswer, tokensFor("staff", "refresh-2"));
    m_server->answerNext("GET", "/rest/v1/leads", refusal(540, "", "Project paused"));
    m_attempt = std::make_unique<SignInAttempt>(m_input, "kept", factoryOf(*m_server));
    QSignalSpy exchanged(m_attempt.get(), &SignInAttempt::tokenExchanged);
    QSignalSpy failed(m_attempt.get(), &SignInAttempt::failed);
    m_attempt->start();
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(exchanged.count(), 1);
    QCOMPARE(exchanged.first().first().toByteArray(), QByteArray("refresh-2"));
    // It is for the next try: it must not be ended.
    QCOMPARE(m_server->countOf("POST", "/auth/v1/logout"), 0);
}

void TestSignInAttempt::recoveryAsksForAMail()
{
    m_server->answerNext("GET", kServersConfig, keyOfServer());
    m_server->answerNext("POST", "/auth/v1/recover",
                         [](const supabase::HttpRequest &) { return jsonResponse(200, nlohmann::json::object()); });
    m_attempt = std::make_unique<SignInAttempt>(m_input, QByteArray(), factoryOf(*m_server));
    QSignalSpy succeeded(m_attempt.get(), &SignInAttempt::succeeded);
    m_attempt->startRecovery();
    QTRY_COMPARE(succeeded.count(), 1);
    QVERIFY(m_server->requests().last().body.contains("sam@office.test"));
    QVERIFY(!m_server->requests().last().body.contains("secret"));
}

void TestSignInAttempt::recoveryWithoutMailSaysWhomToAsk()
{
    m_server->answerNext("GET", kServersConfig, keyOfServer());
    m_server->answerNext("POST", "/auth/v1/recover",
                         refusal(422, "email_provider_disabled", "This server sends no e-mail"));
    m_attempt = std::make_unique<SignInAttempt>(m_input, QByteArray(), factoryOf(*m_server));
    QSignalSpy failed(m_attempt.get(), &SignInAttempt::failed);
    m_attempt->startRecovery();
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(failed.first().first().value<SignInProblem>().sentence.contains(words("Ask an admin")));
}

void TestSignInAttempt::destroyedWhileWaitingSaysNothing()
{
    m_server->setHanging(true);
    start();
    QCOMPARE(m_server->countOf("GET", kServersConfig), 1);
    m_attempt.reset();
    m_server->answerNext("GET", kServersConfig, keyOfServer());
    m_server->release();
    QCoreApplication::processEvents();
    QCOMPARE(m_succeeded->count() + m_failed->count(), 0);
    QCOMPARE(m_server->countOf("POST", kTokenAnswer), 0);
}

QTEST_MAIN(TestSignInAttempt)
#include "tst_signinattempt.moc"
