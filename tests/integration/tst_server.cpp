#include "tests/support/serverprocess.h"

#include <QFile>
#include <QNetworkReply>
#include <QTest>
#include <QUuid>

using namespace pl::test;
using nlohmann::json;
using namespace Qt::StringLiterals;

/// The real server program over HTTP: what a lead source, the office and the person who runs it see.
class TestServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aNewOfficeHasServices();
    void takesALead();
    void answersARepeatWithTheSameId();
    void recognizesARepeatByItsKey();
    void takesAnArrayAndAForm();
    void linksTheSamePersonAgain();
    void refusesWithoutAKey();
    void namesEveryInvalidField();
    void refusesInvalidBodies_data();
    void refusesInvalidBodies();
    void hidesAnotherSourcesLead();
    void hidesPaymentsFromStaff();
    void showsItsHealthOnlyLocally();
    void describesItself();
    void logsNoPersonalData();
    void runsCommandsBesideTheServer();
    void refusesInvalidCommands_data();
    void refusesInvalidCommands();
    void exitsAsTheManPageSays();
    void refusesWeakPasswords();
    void refusesContentCodings();
    void refusesASecondServerOnItsFolder();
    void stopsOnAMalformedVariable();
    void makesTheAdminAccount();
    void fillsADemo();
    void losesNothingWhenStopped();
    void losesNothingWhenKilled();

private:
    static json lead(const char *externalId = nullptr);
    ServerReply post(const json &body, const ServerProcess::Headers &more = {});
    ServerReply postRaw(const QByteArray &body, const ServerProcess::Headers &headers);
    json rows(ServerProcess &server, const QString &target);
    static QString idOf(const ServerReply &reply);

    std::unique_ptr<ServerProcess> m_server;
    QByteArray m_key;
};

json TestServer::lead(const char *externalId)
{
    json lead{{"first_name", "Maria"},
              {"last_name", "Ünal"},
              {"email", "maria@home.example"},
              {"phone_number", "5125550143"},
              {"service_needed", "Drain Cleaning"},
              {"urgency", "day"}};
    if (externalId)
        lead["external_id"] = externalId;
    return lead;
}

ServerReply TestServer::postRaw(const QByteArray &body, const ServerProcess::Headers &headers)
{
    return m_server->request("POST", u"/api/v1/leads"_s, headers, body);
}

ServerReply TestServer::post(const json &body, const ServerProcess::Headers &more)
{
    return postRaw(QByteArray::fromStdString(body.dump()),
                   ServerProcess::Headers{{"X-Api-Key", m_key}, {"Content-Type", "application/json"}} + more);
}

json TestServer::rows(ServerProcess &server, const QString &target)
{
    return server.request("GET", u"/rest/v1/"_s + target, server.serviceHeaders()).json();
}

QString TestServer::idOf(const ServerReply &reply)
{
    const json body = reply.json();
    return body.is_object() ? QString::fromStdString(body.value("id", std::string())) : QString();
}

void TestServer::initTestCase()
{
    m_server = std::make_unique<ServerProcess>();
    QVERIFY2(m_server->start(), m_server->errorOutput().constData());
    m_key = m_server->addSource(u"website"_s);
    QVERIFY(m_key.startsWith("pl_"));
}

void TestServer::aNewOfficeHasServices()
{
    QVERIFY(rows(*m_server, u"services?select=name&active=is.true"_s).size() >= 30);
    const json drains = rows(*m_server, u"services?select=price_cents&name=eq.Drain%20Cleaning"_s);
    QVERIFY(drains == json::array({json{{"price_cents", 2500}}}));
}

void TestServer::takesALead()
{
    const auto reply = post(lead("first"));
    QCOMPARE(reply.status, 201);
    const QString id = idOf(reply);
    QVERIFY(!QUuid::fromString(id).isNull());
    QCOMPARE(reply.header("Location"), "/api/v1/leads/" + id.toLatin1());
    QVERIFY(reply.json() == json({{"id", id.toStdString()}, {"status", "received"}}));

    QTRY_COMPARE_WITH_TIMEOUT(rows(*m_server, u"leads?id=eq."_s + id).size(), std::size_t(1), 2000);
    const json row = rows(*m_server, u"leads?id=eq."_s + id).front();
    QVERIFY(row["phone_number"] == "+15125550143");
    QVERIFY(row["last_name"] == "Ünal");
    QVERIFY(row["status"] == "new");
    QVERIFY(row["external_id"] == "first");
    QVERIFY(row["source_id"].is_string());
    QCOMPARE(rows(*m_server, u"lead_events?kind=eq.received&lead_id=eq."_s + id).size(), std::size_t(1));

    const auto told = m_server->request("GET", u"/api/v1/leads/"_s + id, {{"Authorization", "Bearer " + m_key}});
    QCOMPARE(told.status, 200);
    QVERIFY(told.json()["id"] == id.toStdString());
    QVERIFY(told.json().contains("created_at"));
}

void TestServer::answersARepeatWithTheSameId()
{
    const auto first = post(lead("again"));
    const auto second = post(lead("again"));
    QCOMPARE(first.status, 201);
    QCOMPARE(second.status, 200);
    QCOMPARE(second.header("Idempotent-Replayed"), QByteArray("true"));
    QCOMPARE(idOf(second), idOf(first));
    QTRY_COMPARE(rows(*m_server, u"leads?external_id=eq.again"_s).size(), std::size_t(1));
}

void TestServer::recognizesARepeatByItsKey()
{
    const ServerProcess::Headers key{{"Idempotency-Key", "key-1"}};
    const auto first = post(lead(), key);
    QCOMPARE(first.status, 201);
    const auto second = post(lead(), key);
    QCOMPARE(second.status, 200);
    QCOMPARE(idOf(second), idOf(first));
    json other = lead();
    other["first_name"] = "Somebody";
    const auto third = post(other, key);
    QCOMPARE(third.status, 422);
    QVERIFY(third.json()["errors"][0]["field"] == "Idempotency-Key");
    QCOMPARE(post(lead(), {{"Idempotency-Key", QByteArray(256, 'a')}}).status, 422);
}

void TestServer::takesAnArrayAndAForm()
{
    json wrong = lead();
    wrong["email"] = "nobody";
    const json array = json::array({lead("row-1"), wrong, lead("row-2")});
    const auto mixed = post(array);
    QCOMPARE(mixed.status, 207);
    QCOMPARE(mixed.json().size(), std::size_t(3));
    QVERIFY(mixed.json()[0]["status"] == "received");
    QVERIFY(mixed.json()[1]["errors"][0]["field"] == "email");
    QVERIFY(mixed.json()[2]["status"] == "received");

    const auto repeated = post(json::array({lead("row-1"), lead("row-2")}));
    QCOMPARE(repeated.status, 200);
    QVERIFY(repeated.json()[0]["id"] == mixed.json()[0]["id"]);
    QCOMPARE(post(json::array({lead("row-2"), lead("row-3")})).status, 201);

    const auto none = post(json::array({wrong}));
    QCOMPARE(none.status, 422);
    QVERIFY(none.json()["errors"][0]["field"] == "0.email");

    const auto form =
        postRaw("first_name=Zo%C3%AB&last_name=van+Dam&email=zoe%40home.example&phone_number=%28512%29+555-0177"
                "&service_needed=Drain+Cleaning&urgency=week&zip_code=&consent=Call+me",
                {{"X-Api-Key", m_key}, {"Content-Type", "application/x-www-form-urlencoded"}});
    QCOMPARE(form.status, 201);
    QTRY_COMPARE(rows(*m_server, u"leads?id=eq."_s + idOf(form)).size(), std::size_t(1));
    const json row = rows(*m_server, u"leads?id=eq."_s + idOf(form)).front();
    QVERIFY(row["last_name"] == "van Dam");
    QVERIFY(row["consent"]["text"] == "Call me");
}

void TestServer::linksTheSamePersonAgain()
{
    json first = lead();
    first["email"] = "Twice@home.example";
    first["phone_number"] = "+15125550166";
    json second = first;
    second["email"] = "twice@home.example";
    second["phone_number"] = "+15125550167";
    json other = first;
    other["service_needed"] = "Repiping";
    const QString firstId = idOf(post(first));
    const QString secondId = idOf(post(second));
    const QString otherId = idOf(post(other));
    QTRY_COMPARE(rows(*m_server, u"leads?id=eq."_s + otherId).size(), std::size_t(1));
    QVERIFY(rows(*m_server, u"leads?id=eq."_s + firstId).front()["duplicate_of"].is_null());
    QVERIFY(rows(*m_server, u"leads?id=eq."_s + secondId).front()["duplicate_of"] == firstId.toStdString());
    QVERIFY(rows(*m_server, u"leads?id=eq."_s + otherId).front()["duplicate_of"].is_null());
}

void TestServer::refusesWithoutAKey()
{
    const QByteArray body = QByteArray::fromStdString(lead().dump());
    const auto none = postRaw(body, {{"Content-Type", "application/json"}});
    QCOMPARE(none.status, 401);
    QCOMPARE(none.header("Content-Type"), QByteArray("application/problem+json"));
    QVERIFY(!none.header("WWW-Authenticate").isEmpty());
    const QByteArray wrong = m_key.chopped(1) + (m_key.endsWith('a') ? 'b' : 'a');
    QCOMPARE(postRaw(body, {{"Content-Type", "application/json"}, {"X-Api-Key", wrong}}).status, 401);
    QCOMPARE(m_server->request("GET", u"/api/v1/leads/"_s + QUuid::createUuid().toString(QUuid::WithoutBraces)).status,
             401);
}

void TestServer::namesEveryInvalidField()
{
    json wrong = lead();
    wrong["phone_number"] = "12";
    wrong["email"] = "maria at home";
    wrong["urgency"] = "yesterday";
    wrong["favourite_colour"] = "blue";
    const auto reply = post(wrong);
    QCOMPARE(reply.status, 422);
    QCOMPARE(reply.header("Content-Type"), QByteArray("application/problem+json"));
    const json body = reply.json();
    QStringList fields;
    for (const auto &error : body["errors"])
        fields += QString::fromStdString(error["field"].get<std::string>());
    fields.sort();
    QCOMPARE(fields, QStringList({u"email"_s, u"favourite_colour"_s, u"phone_number"_s, u"urgency"_s}));
    for (const char *member : {"type", "title", "status", "detail", "instance"})
        QVERIFY2(body.contains(member), member);
    QVERIFY(body["instance"] == "/api/v1/leads");
}

void TestServer::refusesInvalidBodies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<int>("status");
    const QByteArray type = "application/json";
    QTest::newRow("broken JSON") << QByteArray("{\"first_name\":") << type << 400;
    QTest::newRow("no UTF-8") << QByteArray("{\"first_name\":\"\xff\"}") << type << 400;
    QTest::newRow("empty body") << QByteArray() << type << 400;
    QTest::newRow("a number") << QByteArray("7") << type << 400;
    QTest::newRow("an empty array") << QByteArray("[]") << type << 400;
    QTest::newRow("1,001 rows") << "[" + QByteArray("{},").repeated(1000) + "{}]" << type << 400;
    QTest::newRow("70 KiB") << "{\"description\":\"" + QByteArray(70 * 1024, 'a') + "\"}" << type << 413;
    QTest::newRow("70 KiB of no JSON") << QByteArray(70 * 1024, 'a') << type << 413;
    QTest::newRow("an array over 1 MiB") << "[\"" + QByteArray(1024 * 1024, 'a') + "\"]" << type << 413;
    QTest::newRow("deeply nested") << QByteArray("[").repeated(30000) << type << 400;
    QTest::newRow("plain text") << QByteArray("hello") << QByteArray("text/plain") << 415;
    QTest::newRow("a form of files")
        << QByteArray("--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\nc\r\n--x--\r\n")
        << QByteArray("multipart/form-data; boundary=x") << 400;
    QTest::newRow("a form with a field twice")
        << QByteArray("email=a&email=b") << QByteArray("application/x-www-form-urlencoded") << 400;
    QTest::newRow("a form that is no UTF-8")
        << QByteArray("email=%FF") << QByteArray("application/x-www-form-urlencoded") << 400;
}

void TestServer::refusesInvalidBodies()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, type);
    QFETCH(int, status);
    const auto reply = postRaw(body, {{"X-Api-Key", m_key}, {"Content-Type", type}});
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.header("Content-Type"), QByteArray("application/problem+json"));
}

void TestServer::hidesAnotherSourcesLead()
{
    const QByteArray otherKey = m_server->addSource(u"another"_s);
    const QString id = idOf(post(lead("mine")));
    const auto ask = [&](const QByteArray &key) {
        return m_server->request("GET", u"/api/v1/leads/"_s + id, {{"X-Api-Key", key}}).status;
    };
    QCOMPARE(ask(otherKey), 404);
    QTRY_COMPARE(rows(*m_server, u"leads?id=eq."_s + id).size(), std::size_t(1));
    QCOMPARE(ask(otherKey), 404);
    QCOMPARE(ask(m_key), 200);
    QCOMPARE(m_server->request("GET", u"/api/v1/leads/not-an-id"_s, {{"X-Api-Key", m_key}}).status, 404);
}

void TestServer::hidesPaymentsFromStaff()
{
    const auto made = m_server->run(
        {u"user"_s, u"add"_s, u"sam@office.example"_s, u"--role"_s, u"staff"_s, u"--password-stdin"_s, u"--json"_s},
        "a long enough password\n");
    QCOMPARE(made.exitCode, 0);
    QVERIFY(!made.json().contains("password"));
    const auto staff = m_server->userHeaders(u"sam@office.example"_s, u"a long enough password"_s);
    const auto payments = m_server->request("GET", u"/rest/v1/payments?select=id"_s, staff);
    QCOMPARE(payments.status, 200);
    QVERIFY(payments.json() == json::array());
    const auto leads = m_server->request("GET", u"/rest/v1/leads?select=id"_s, staff);
    QCOMPARE(leads.status, 200);
    QVERIFY(!leads.json().empty());
}

void TestServer::showsItsHealthOnlyLocally()
{
    QCOMPARE(m_server->request("GET", u"/healthz"_s).status, 200);
    const auto ready = m_server->request("GET", u"/readyz"_s);
    QCOMPARE(ready.status, 200);
    QVERIFY(ready.json()["journal"] == "ok");
    QVERIFY(ready.json()["store"] == "ok");
    QCOMPARE(m_server->request("GET", u"/readyz"_s, {{"X-Forwarded-For", "203.0.113.7"}}).status, 404);
    QCOMPARE(m_server->request("GET", u"/"_s).status, 404);
    const auto wrongMethod = m_server->request("DELETE", u"/api/v1/leads"_s);
    QCOMPARE(wrongMethod.status, 405);
    QCOMPARE(wrongMethod.header("Allow"), QByteArray("POST"));
}

void TestServer::describesItself()
{
    const auto api = m_server->request("GET", u"/api/v1/openapi.yaml"_s);
    QCOMPARE(api.status, 200);
    QCOMPARE(api.header("Content-Type"), QByteArray("application/yaml"));
    QVERIFY(api.body.contains("\n  /api/v1/leads/{id}:\n"));
    // What a desktop needs to sign in, and no secret with it.
    const auto config = m_server->request("GET", u"/api/v1/config"_s);
    QCOMPARE(config.status, 200);
    const auto keys = m_server->run({u"keys"_s, u"--json"_s}).json();
    QVERIFY(config.json()["anon_key"] == keys["anon_key"]);
    QVERIFY(!config.body.contains(QByteArray::fromStdString(keys["service_key"].get<std::string>())));
    QVERIFY(!config.body.contains(QByteArray::fromStdString(keys["jwt_secret"].get<std::string>())));
}

void TestServer::logsNoPersonalData()
{
    json body = lead("logged");
    body["first_name"] = "Unmistakable";
    QCOMPARE(post(body).status, 201);
    (void)m_server->request("GET", u"/rest/v1/leads?email=eq.unmistakable@home.example"_s, m_server->serviceHeaders());
    QTRY_VERIFY(m_server->errorOutput().contains("route=/rest/v1/ status=200"));
    QVERIFY(m_server->errorOutput().contains("method=POST route=/api/v1/leads status=201 ms="));
    QVERIFY(!m_server->errorOutput().contains("nmistakable"));
    QVERIFY(!m_server->errorOutput().contains(m_key));
}

void TestServer::runsCommandsBesideTheServer()
{
    const auto made = m_server->run({u"source"_s, u"add"_s, u"Late"_s, u"--json"_s});
    QCOMPARE(made.exitCode, 0);
    const QByteArray key = QByteArray::fromStdString(made.json()["key"].get<std::string>());
    const ServerProcess::Headers headers{{"X-Api-Key", key}, {"Content-Type", "application/json"}};
    QTRY_COMPARE(postRaw(QByteArray::fromStdString(lead().dump()), headers).status, 201);

    const auto list = m_server->run({u"source"_s, u"list"_s, u"--json"_s});
    QVERIFY(list.output.contains("Late"));
    QVERIFY(!list.output.contains(key));
    QCOMPARE(m_server->run({u"source"_s, u"add"_s, u"Late"_s}).exitCode, 1);
    QCOMPARE(m_server->run({u"source"_s, u"revoke"_s, u"Late"_s}).exitCode, 0);
    QCOMPARE(m_server->run({u"source"_s, u"revoke"_s, u"Nobody"_s}).exitCode, 1);
    QTRY_COMPARE_WITH_TIMEOUT(postRaw(QByteArray::fromStdString(lead().dump()), headers).status, 401, 15000);

    const auto user =
        m_server->run({u"user"_s, u"add"_s, u"eve@office.example"_s, u"--role"_s, u"staff"_s, u"--json"_s});
    QCOMPARE(user.exitCode, 0);
    QVERIFY(user.json()["password"].get<std::string>().size() >= 20);
    QCOMPARE(m_server->run({u"user"_s, u"role"_s, u"eve@office.example"_s, u"admin"_s}).exitCode, 0);
    const auto users = m_server->run({u"user"_s, u"list"_s, u"--json"_s}).json();
    const auto eve =
        std::find_if(users.begin(), users.end(), [](const json &one) { return one["email"] == "eve@office.example"; });
    QVERIFY(eve != users.end());
    QVERIFY((*eve)["role"] == "admin");

    const auto keys = m_server->run({u"keys"_s, u"--json"_s}).json();
    QVERIFY(keys["url"] == m_server->url().toStdString());
    for (const char *name : {"anon_key", "service_key", "jwt_secret"})
        QVERIFY2(!keys[name].get<std::string>().empty(), name);

    const auto before = rows(*m_server, u"leads?select=count"_s)[0]["count"].get<int>();
    QCOMPARE(m_server->run({u"demo-data"_s, u"--leads"_s, u"1200"_s}).exitCode, 0);
    QCOMPARE(rows(*m_server, u"leads?select=count"_s)[0]["count"].get<int>(), before + 1200);
}

void TestServer::refusesInvalidCommands_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("unknown command") << QStringList{u"bake"_s};
    QTest::newRow("source alone") << QStringList{u"source"_s};
    QTest::newRow("source without a name") << QStringList{u"source"_s, u"add"_s};
    QTest::newRow("user without a role") << QStringList{u"user"_s, u"add"_s, u"x@office.example"_s};
    QTest::newRow("unknown role") << QStringList{u"user"_s, u"add"_s, u"x@office.example"_s, u"--role"_s, u"king"_s};
    QTest::newRow("no password") << QStringList{u"user"_s,   u"add"_s,   u"x@office.example"_s,
                                                u"--role"_s, u"staff"_s, u"--password-stdin"_s};
    QTest::newRow("no number of leads") << QStringList{u"demo-data"_s};
    QTest::newRow("listen nowhere") << QStringList{u"serve"_s, u"--listen"_s, u"8080"_s};
    QTest::newRow("serve with a word") << QStringList{u"serve"_s, u"well"_s};
}

void TestServer::exitsAsTheManPageSays()
{
    // 0: what was asked for is on standard output, and nothing else anywhere.
    for (const QStringList &arguments : {QStringList{u"--version"_s}, QStringList{u"--help"_s},
                                         QStringList{u"source"_s, u"add"_s, u"--help"_s}, QStringList{u"keys"_s}}) {
        const auto run = m_server->run(arguments);
        QCOMPARE(run.exitCode, 0);
        QVERIFY(!run.output.isEmpty());
        QCOMPARE(run.errorOutput, QByteArray());
    }
    QVERIFY(m_server->run({u"--version"_s}).output.startsWith("plumber-leads-server "));
    QVERIFY(m_server->run({u"source"_s, u"add"_s, u"--help"_s}).output.contains("source add NAME"));
    // 1: failed; 2: wrong usage.
    const auto failed = m_server->run({u"source"_s, u"revoke"_s, u"Nobody at all"_s});
    QCOMPARE(failed.exitCode, 1);
    QCOMPARE(failed.output, QByteArray());
    QCOMPARE(failed.errorOutput, QByteArray("plumber-leads-server: There is no source \"Nobody at all\".\n"));
    const auto wrong = m_server->run({u"sorce"_s, u"list"_s});
    QCOMPARE(wrong.exitCode, 2);
    QCOMPARE(wrong.output, QByteArray());
    QCOMPARE(wrong.errorOutput,
             QByteArray("plumber-leads-server: There is no command \"sorce\". Did you mean \"source\"?\n"));
}

void TestServer::refusesWeakPasswords()
{
    const auto add = [this](const QByteArray &password) {
        return m_server->run(
            {u"user"_s, u"add"_s, u"weller@office.example"_s, u"--role"_s, u"staff"_s, u"--password-stdin"_s},
            password + '\n');
    };
    for (const QByteArray password : {"elevenchars", "password2024", "qwertyuiop12", "weller-office-1"}) {
        const auto refused = add(password);
        QCOMPARE(refused.exitCode, 2);
        QVERIFY(refused.errorOutput.contains("The password "));
        QVERIFY(!refused.errorOutput.contains(password));
    }
    QCOMPARE(add("twelve chars").exitCode, 0);
    const auto changed =
        m_server->run({u"user"_s, u"password"_s, u"weller@office.example"_s, u"--password-stdin"_s}, "iloveyou1234\n");
    QCOMPARE(changed.exitCode, 2);
    QVERIFY(changed.errorOutput.contains("The password is too easy to guess."));
}

/// At every address: a body that the reader does not decode is another one than the sender's.
void TestServer::refusesContentCodings()
{
    for (const auto &[method, path] : {std::pair<QByteArray, QString>{"POST", u"/api/v1/leads"_s},
                                       {"POST", u"/webhooks/stripe"_s},
                                       {"POST", u"/auth/v1/token?grant_type=password"_s},
                                       {"PATCH", u"/rest/v1/leads?id=eq.1"_s},
                                       {"POST", u"/nowhere"_s}}) {
        const auto refused = m_server->request(method, path, {{"Content-Encoding", "gzip"}}, "\x1f\x8b\x08");
        QCOMPARE(refused.status, 415);
        QCOMPARE(refused.header("Accept-Encoding"), QByteArray("identity"));
    }
    QVERIFY(m_server->request("POST", u"/nowhere"_s, {{"Content-Encoding", "identity"}}, "{}").status != 415);
}

void TestServer::refusesInvalidCommands()
{
    QFETCH(QStringList, arguments);
    const auto run = m_server->run(arguments);
    QCOMPARE(run.exitCode, 2);
    QVERIFY(run.errorOutput.startsWith("plumber-leads-server: "));
    QCOMPARE(run.errorOutput.count('\n'), 1);
}

void TestServer::refusesASecondServerOnItsFolder()
{
    const auto second = m_server->run({u"serve"_s, u"--listen"_s, u"127.0.0.1:0"_s});
    QCOMPARE(second.exitCode, 1);
    QVERIFY(second.errorOutput.contains("Another server"));
    QCOMPARE(m_server->request("GET", u"/healthz"_s).status, 200);
}

void TestServer::stopsOnAMalformedVariable()
{
    ServerProcess server;
    server.setEnvironment(u"SUPABASE_URL"_s, u"db.example.com"_s);
    const auto run = server.run({u"serve"_s, u"--listen"_s, u"127.0.0.1:0"_s});
    QCOMPARE(run.exitCode, 1);
    QVERIFY(run.errorOutput.contains("SUPABASE_URL"));
}

void TestServer::makesTheAdminAccount()
{
    ServerProcess server;
    server.setEnvironment(u"ADMIN_EMAIL"_s, u"ada@office.example"_s);
    server.setEnvironment(u"ADMIN_PASSWORD"_s, u"correct horse"_s);
    for (int start = 0; start < 2; ++start) {
        QVERIFY2(server.start(), server.errorOutput().constData());
        const auto admin = server.userHeaders(u"ada@office.example"_s, u"correct horse"_s);
        QCOMPARE(server.request("GET", u"/rest/v1/lead_sources?select=id"_s, admin).status, 200);
        QCOMPARE(server.run({u"user"_s, u"list"_s, u"--json"_s}).json().size(), std::size_t(1));
        QCOMPARE(server.stop(), 0);
    }
}

void TestServer::fillsADemo()
{
    ServerProcess server;
    QVERIFY2(server.start({u"--demo"_s}), server.errorOutput().constData());
    QFile file(server.dataDir() + u"/demo.json"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
    const json access = json::parse(file.readAll().toStdString());
    const auto staff = server.userHeaders(QString::fromStdString(access["staff"]["email"].get<std::string>()),
                                          QString::fromStdString(access["staff"]["password"].get<std::string>()));
    const json leads = server.request("GET", u"/rest/v1/leads?select=status,urgency,phone_number"_s, staff).json();
    QCOMPARE(leads.size(), std::size_t(205)); // five of them came over hooks
    for (const char *status : {"new", "assigned", "completed"})
        QVERIFY2(std::count_if(leads.begin(), leads.end(), [&](const json &row) { return row["status"] == status; }) >
                     15,
                 status);
    for (const json &row : leads)
        QVERIFY(row["phone_number"] == "" ||
                QByteArray::fromStdString(row["phone_number"].get<std::string>()).sliced(5).startsWith("55501"));
    QCOMPARE(rows(server, u"intake_items?select=id&status=eq.waiting"_s).size(), std::size_t(5));
    QVERIFY(rows(server, u"services?select=name"_s).size() >= 30);
    QCOMPARE(rows(server, u"plumbers?select=id"_s).size(), std::size_t(24));
    QVERIFY(rows(server, u"notifications?status=eq.pending"_s).empty());
    QCOMPARE(server.stop(), 0);
    QCOMPARE(server.run({u"check"_s, u"--history"_s}).exitCode, 0); // the sample dates are sealed with the lines

    QVERIFY2(server.start({u"--demo"_s}), server.errorOutput().constData());
    QCOMPARE(rows(server, u"leads?select=id"_s).size(), std::size_t(205));
    const QByteArray key = QByteArray::fromStdString(access["source"]["key"].get<std::string>());
    QCOMPARE(server
                 .request("POST", u"/api/v1/leads"_s, {{"X-Api-Key", key}, {"Content-Type", "application/json"}},
                          QByteArray::fromStdString(lead().dump()))
                 .status,
             201);
}

namespace {

/// Posts leads without a pause on several connections, until the server is gone, and keeps what was acknowledged.
class Sender : public QObject
{
public:
    Sender(const QString &url, const QByteArray &key) : m_url(url + u"/api/v1/leads"_s), m_key(key)
    {
        for (int i = 0; i < 6; ++i)
            sendOne();
    }

    const QSet<QString> &acknowledged() const { return m_acknowledged; }
    int inFlight() const { return m_inFlight; }

private:
    void sendOne()
    {
        QNetworkRequest request{QUrl(m_url)};
        request.setRawHeader("X-Api-Key", m_key);
        request.setRawHeader("Content-Type", "application/json");
        const QString name = u"load-%1"_s.arg(m_sent++);
        const json body{{"first_name", "Lo"},
                        {"last_name", "Ad"},
                        {"email", name.toStdString() + "@home.example"},
                        {"phone_number", "+1512555" + std::to_string(1000 + m_sent % 9000)},
                        {"service_needed", "Drain Cleaning"},
                        {"urgency", "week"},
                        {"external_id", name.toStdString()}};
        QNetworkReply *reply = m_network.post(request, QByteArray::fromStdString(body.dump()));
        ++m_inFlight;
        connect(reply, &QNetworkReply::finished, this, [this, reply, name] {
            reply->deleteLater();
            --m_inFlight;
            const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
            if (status != 201)
                return;
            m_acknowledged.insert(name);
            sendOne();
        });
    }

    const QString m_url;
    const QByteArray m_key;
    QNetworkAccessManager m_network;
    QSet<QString> m_acknowledged;
    int m_sent = 0;
    int m_inFlight = 0;
};

} // namespace

void TestServer::losesNothingWhenStopped()
{
    ServerProcess server;
    QVERIFY(server.start());
    const QByteArray key = server.addSource(u"load"_s);
    Sender sender(server.url(), key);
    QTRY_VERIFY_WITH_TIMEOUT(sender.acknowledged().size() > 200, 20000);
    QCOMPARE(server.stop(), 0);
    QTRY_COMPARE(sender.inFlight(), 0);

    QVERIFY2(server.start(), server.errorOutput().constData());
    const auto count = [&] {
        return rows(server, u"leads?select=count&external_id=like.load-*"_s)[0]["count"].get<qsizetype>();
    };
    QTRY_VERIFY_WITH_TIMEOUT(count() >= sender.acknowledged().size(), 20000);
    // What was acknowledged is there once; at most the six in flight may be there besides.
    QVERIFY(count() <= sender.acknowledged().size() + 6);
}

void TestServer::losesNothingWhenKilled()
{
    ServerProcess server;
    QVERIFY(server.start());
    const QByteArray key = server.addSource(u"load"_s);
    QSet<QString> acknowledged;
    {
        Sender sender(server.url(), key);
        QTRY_VERIFY_WITH_TIMEOUT(sender.acknowledged().size() > 200, 20000);
        server.kill();
        QTRY_COMPARE(sender.inFlight(), 0);
        acknowledged = sender.acknowledged();
    }
    QVERIFY2(server.start(), server.errorOutput().constData());
    QSet<QString> stored;
    QTRY_VERIFY_WITH_TIMEOUT(
        [&] {
            stored.clear();
            for (int offset = 0;; offset += 1000) {
                const json page = rows(server, u"leads?select=external_id&order=id&offset=%1"_s.arg(offset));
                for (const json &row : page)
                    stored.insert(QString::fromStdString(row["external_id"].get<std::string>()));
                if (page.size() < 1000)
                    return stored.contains(acknowledged);
            }
        }(),
        20000);
    const auto events = rows(server, u"lead_events?select=count&kind=eq.received"_s)[0]["count"].get<qsizetype>();
    QCOMPARE(events, stored.size());
}

QTEST_GUILESS_MAIN(TestServer)
#include "tst_server.moc"
