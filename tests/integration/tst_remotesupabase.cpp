#include "tests/support/serverprocess.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace pl::test;
using nlohmann::json;
using namespace Qt::StringLiterals;

/// A server that works on a remote Supabase: a second server process, which runs embedded, is the remote one. Its
/// gateway wants each kind of key in its own headers and takes no secret key from what looks like a browser.
class TestRemoteSupabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void forwardsLeads_data();
    void forwardsLeads();
    void deliversOnceAfterTheRemoteWasKilled();
    void knowsItsSourcesWhileTheRemoteIsAway();
    void makesTheAdmin_data() { addKindsOfBackend(); }
    void makesTheAdmin();
    void makesTheAdminOnceTheRemoteIsThere();
    void keepsPeople_data() { addKindsOfBackend(); }
    void keepsPeople();
    void readsMoreThanOnePage();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();

private:
    static void addKindsOfBackend();
    QString key(const char *name);
    bool startRemoteAgain();
    void pointAt(ServerProcess &server, const char *serviceKey = "service_key", const char *key = "anon_key");
    bool start(ServerProcess &server);
    static ServerReply post(ServerProcess &server, const QByteArray &key, int number);
    static bool takesSoon(ServerProcess &server, const QByteArray &key, int number);
    int leadsThere();
    json read(const QString &target);

    std::unique_ptr<ServerProcess> m_remote;
    QString m_remoteAddress;
    json m_keys;
};

void TestRemoteSupabase::init()
{
    m_remote = std::make_unique<ServerProcess>();
    QVERIFY2(m_remote->start(), m_remote->errorOutput().constData());
    m_remoteAddress = m_remote->url().section(u'/', -1);
    m_keys = m_remote->run({u"keys"_s, u"--json"_s}).json();
    QVERIFY(m_keys.is_object());
}

void TestRemoteSupabase::addKindsOfBackend()
{
    QTest::addColumn<bool>("isRemote");
    QTest::newRow("remote") << true;
    QTest::newRow("embedded") << false;
}

/// A new source is known within moments; a lead that has come is a repeat from then on.
bool TestRemoteSupabase::takesSoon(ServerProcess &server, const QByteArray &key, int number)
{
    return QTest::qWaitFor([&] { return post(server, key, number).status == 201; });
}

QString TestRemoteSupabase::key(const char *name)
{
    return QString::fromStdString(m_keys.value(name, std::string()));
}

bool TestRemoteSupabase::startRemoteAgain()
{
    return m_remote->start({u"--listen"_s, m_remoteAddress});
}

void TestRemoteSupabase::pointAt(ServerProcess &server, const char *serviceKey, const char *key)
{
    server.setEnvironment(u"SUPABASE_URL"_s, u"http://"_s + m_remoteAddress);
    server.setEnvironment(u"SUPABASE_SERVICE_KEY"_s, this->key(serviceKey));
    server.setEnvironment(u"SUPABASE_KEY"_s, this->key(key));
}

bool TestRemoteSupabase::start(ServerProcess &server)
{
    pointAt(server);
    return server.start();
}

ServerReply TestRemoteSupabase::post(ServerProcess &server, const QByteArray &key, int number)
{
    const json lead{{"first_name", "Maria"},
                    {"last_name", "Gonzalez"},
                    {"email", "maria" + std::to_string(number) + "@home.example"},
                    {"phone_number", "+1512555" + std::to_string(1000 + number)},
                    {"service_needed", "Drain Cleaning"},
                    {"urgency", "day"},
                    {"external_id", "r-" + std::to_string(number)}};
    return server.request("POST", u"/api/v1/leads"_s, {{"X-Api-Key", key}, {"Content-Type", "application/json"}},
                          QByteArray::fromStdString(lead.dump()));
}

json TestRemoteSupabase::read(const QString &target)
{
    return m_remote->request("GET", u"/rest/v1/"_s + target, m_remote->serviceHeaders()).json();
}

int TestRemoteSupabase::leadsThere()
{
    const json rows = read(u"leads?select=count"_s);
    return rows.is_array() && !rows.empty() ? rows[0]["count"].get<int>() : -1;
}

void TestRemoteSupabase::forwardsLeads_data()
{
    QTest::addColumn<QByteArray>("serviceKey");
    QTest::addColumn<QByteArray>("publicKey");
    QTest::newRow("JWT keys") << QByteArray("service_key") << QByteArray("anon_key");
    QTest::newRow("keys of the newer form") << QByteArray("secret_key") << QByteArray("publishable_key");
}

void TestRemoteSupabase::forwardsLeads()
{
    QFETCH(QByteArray, serviceKey);
    QFETCH(QByteArray, publicKey);
    ServerProcess server;
    pointAt(server, serviceKey, publicKey);
    server.setEnvironment(u"ADMIN_EMAIL"_s, u"ada@office.example"_s);
    server.setEnvironment(u"ADMIN_PASSWORD"_s, u"correct horse"_s);
    QVERIFY2(server.start(), server.errorOutput().constData());
    const QByteArray source = server.addSource(u"website"_s);
    QVERIFY(source.startsWith("pl_"));
    QCOMPARE(post(server, source, 1).status, 201);
    QTRY_COMPARE(leadsThere(), 1);
    QVERIFY(read(u"leads?select=email"_s)[0]["email"] == "maria1@home.example");
    // The admin API takes the key, too, and desktops are told the project's address and its public key.
    QTRY_COMPARE(m_remote->run({u"user"_s, u"list"_s, u"--json"_s}).json().size(), std::size_t(1));
    const json config = server.request("GET", u"/api/v1/config"_s).json();
    QVERIFY(config["supabase_url"] == (u"http://"_s + m_remoteAddress).toStdString());
    QVERIFY(config["anon_key"] == key(publicKey).toStdString());
    QCOMPARE(server.request("GET", u"/readyz"_s).status, 200);
    QTRY_VERIFY(server.errorOutput().contains("event=store-usable"));
    QVERIFY(!server.errorOutput().contains(key(serviceKey).toUtf8()));
}

void TestRemoteSupabase::deliversOnceAfterTheRemoteWasKilled()
{
    ServerProcess server;
    QVERIFY2(start(server), server.errorOutput().constData());
    const QByteArray source = server.addSource(u"website"_s);
    QVERIFY(takesSoon(server, source, 0));
    // Some are on their way when it dies.
    for (int number = 1; number < 10; ++number)
        QCOMPARE(post(server, source, number).status, 201);
    m_remote->kill();
    for (int number = 10; number < 30; ++number)
        QCOMPARE(post(server, source, number).status, 201);
    QTRY_VERIFY(server.errorOutput().contains("event=forward-delayed"));
    QCOMPARE(server.request("GET", u"/readyz"_s).status, 503);
    QVERIFY(startRemoteAgain());
    QTRY_COMPARE_WITH_TIMEOUT(leadsThere(), 30, 40000);
    QCOMPARE(read(u"lead_events?select=count&kind=eq.received"_s)[0]["count"].get<int>(), 30);
    QCOMPARE(server.stop(), 0);
}

void TestRemoteSupabase::knowsItsSourcesWhileTheRemoteIsAway()
{
    ServerProcess server;
    QVERIFY2(start(server), server.errorOutput().constData());
    const QByteArray source = server.addSource(u"website"_s);
    const QByteArray other = server.addSource(u"another"_s);
    QVERIFY(takesSoon(server, source, 0));
    QVERIFY(takesSoon(server, other, 1));
    QTRY_COMPARE(leadsThere(), 2);
    QFile cache(server.dataDir() + u"/source-keys.json"_s);
    QTRY_VERIFY(cache.exists());
    QVERIFY(cache.open(QIODevice::ReadOnly));
    QVERIFY(!cache.readAll().contains(source.mid(3)));
    QVERIFY(!(cache.permissions() & (QFile::ReadGroup | QFile::ReadOther)));

    QCOMPARE(m_remote->run({u"source"_s, u"revoke"_s, u"another"_s}).exitCode, 0);
    QCOMPARE(server.stop(), 0);
    m_remote->kill();
    QVERIFY2(start(server), server.errorOutput().constData());
    QCOMPARE(post(server, source, 2).status, 201);
    QCOMPARE(post(server, "pl_" + QByteArray(40, 'x'), 3).status, 503);

    QVERIFY(startRemoteAgain());
    QTRY_COMPARE_WITH_TIMEOUT(leadsThere(), 3, 40000);
    QTRY_COMPARE_WITH_TIMEOUT(post(server, other, 1).status, 401, 15000);
    QCOMPARE(post(server, source, 4).status, 201);
}

void TestRemoteSupabase::makesTheAdmin()
{
    QFETCH(bool, isRemote);
    ServerProcess server;
    ServerProcess &store = isRemote ? *m_remote : server;
    if (isRemote)
        pointAt(server);
    server.setEnvironment(u"ADMIN_EMAIL"_s, u"ada@office.example"_s);
    server.setEnvironment(u"ADMIN_PASSWORD"_s, u"correct horse"_s);
    QVERIFY2(server.start(), server.errorOutput().constData());
    QTRY_VERIFY(server.errorOutput().contains("event=admin-made"));
    const auto admin = store.userHeaders(u"ada@office.example"_s, u"correct horse"_s);
    QCOMPARE(store.request("GET", u"/rest/v1/lead_sources?select=id"_s, admin).status, 200);
    QCOMPARE(store
                 .request("PUT", u"/auth/v1/user"_s, admin,
                          R"({"current_password":"correct horse","password":"battery staple"})")
                 .status,
             200);
    QCOMPARE(store.run({u"user"_s, u"role"_s, u"ada@office.example"_s, u"plumber"_s}).exitCode, 0);
    QCOMPARE(server.stop(), 0);

    // The role comes back, the password stays the new one.
    QVERIFY2(server.start(), server.errorOutput().constData());
    QTRY_VERIFY(server.errorOutput().contains("event=admin-role-repaired"));
    QVERIFY(store.userHeaders(u"ada@office.example"_s, u"correct horse"_s)[1].second == "Bearer ");
    QVERIFY(store.userHeaders(u"ada@office.example"_s, u"battery staple"_s)[1].second.size() > 20);
    const json users = store.run({u"user"_s, u"list"_s, u"--json"_s}).json();
    QCOMPARE(users.size(), std::size_t(1));
    QVERIFY(users[0]["role"] == "admin");
    QVERIFY(!server.errorOutput().contains("correct horse"));
}

void TestRemoteSupabase::makesTheAdminOnceTheRemoteIsThere()
{
    m_remote->kill();
    ServerProcess server;
    server.setEnvironment(u"ADMIN_EMAIL"_s, u"ada@office.example"_s);
    server.setEnvironment(u"ADMIN_PASSWORD"_s, u"correct horse"_s);
    QVERIFY2(start(server), server.errorOutput().constData());
    QTRY_VERIFY(server.errorOutput().contains("event=admin-not-created"));
    QVERIFY(server.errorOutput().contains("does not answer. Is it running?"));
    QVERIFY(startRemoteAgain());
    QTRY_VERIFY_WITH_TIMEOUT(server.errorOutput().contains("event=admin-made"), 45000);
}

void TestRemoteSupabase::keepsPeople()
{
    QFETCH(bool, isRemote);
    ServerProcess server;
    ServerProcess &store = isRemote ? *m_remote : server;
    if (isRemote)
        pointAt(server);
    else
        QVERIFY2(server.start(), server.errorOutput().constData());
    const auto run = [&](const QStringList &arguments, const QByteArray &input = {}) {
        return server.run(QStringList{u"user"_s} + arguments + QStringList{u"--json"_s}, input);
    };
    const QString sam = u"sam@office.example"_s;
    QCOMPARE(run({u"add"_s, sam, u"--role"_s, u"staff"_s, u"--password-stdin"_s}, "correct horse\n").exitCode, 0);
    QCOMPARE(run({u"add"_s, sam, u"--role"_s, u"staff"_s}).exitCode, 1);
    QCOMPARE(run({u"role"_s, sam, u"admin"_s}).exitCode, 0);
    QVERIFY(run({u"list"_s}).json()[0]["role"] == "admin");

    const auto person = store.userHeaders(sam, u"correct horse"_s);
    const auto signIn = [&] {
        return store.request("POST", u"/auth/v1/token?grant_type=password"_s,
                             {person.front(), {"Content-Type", "application/json"}},
                             R"({"email":"sam@office.example","password":"correct horse"})");
    };
    const auto before = signIn();
    QCOMPARE(before.status, 200);
    const auto disabled = run({u"disable"_s, u"SAM@office.example"_s});
    QCOMPARE(disabled.exitCode, 0);
    QVERIFY(disabled.json()["disabled"] == true);
    QCOMPARE(signIn().status, 400);
    QVERIFY(signIn().json()["error_code"] == "user_banned");
    const json refresh{{"refresh_token", before.json()["refresh_token"]}};
    QCOMPARE(store
                 .request("POST", u"/auth/v1/token?grant_type=refresh_token"_s,
                          {person.front(), {"Content-Type", "application/json"}},
                          QByteArray::fromStdString(refresh.dump()))
                 .status,
             400);
    QVERIFY(run({u"list"_s}).json()[0]["disabled"] == true);
    QCOMPARE(run({u"enable"_s, sam}).exitCode, 0);
    QCOMPARE(signIn().status, 200);
    const auto renewed = run({u"password"_s, sam});
    QCOMPARE(signIn().status, 400);
    const auto again = store.userHeaders(sam, QString::fromStdString(renewed.json()["password"].get<std::string>()));
    QCOMPARE(store.request("GET", u"/auth/v1/user"_s, again).status, 200);
    const auto unknown = run({u"disable"_s, u"nobody@office.example"_s});
    QCOMPARE(unknown.exitCode, 1);
    QVERIFY(unknown.errorOutput.contains("There is no user nobody@office.example."));
}

void TestRemoteSupabase::readsMoreThanOnePage()
{
    auto rows = json::array();
    for (int i = 0; i < 2100; ++i)
        rows.push_back(
            {{"name", "source " + std::to_string(i)}, {"key_prefix", "pl_000000"}, {"key_hash", std::to_string(i)}});
    for (std::size_t begin = 0; begin < rows.size(); begin += 700) {
        const json part(rows.begin() + qint64(begin), rows.begin() + qint64(begin + 700));
        QCOMPARE(m_remote
                     ->request("POST", u"/rest/v1/lead_sources"_s, m_remote->serviceHeaders(),
                               QByteArray::fromStdString(part.dump()))
                     .status,
                 201);
    }
    ServerProcess server;
    QVERIFY2(start(server), server.errorOutput().constData());
    const auto list = server.run({u"source"_s, u"list"_s, u"--json"_s}).json();
    QCOMPARE(list.size(), std::size_t(2100));
    // A key beyond the first thousand is known as well.
    QCOMPARE(post(server, server.addSource(u"the last one"_s), 1).status, 201);
}

void TestRemoteSupabase::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArray>("sentence");
    QTest::newRow("a key of another project")
        << u"SUPABASE_SERVICE_KEY"_s << u"sb_secret_of_another_project"_s
        << QByteArray("does not accept SUPABASE_SERVICE_KEY. Copy the project's secret (service_role) key");
    QTest::newRow("nobody there") << u"SUPABASE_URL"_s << u"http://127.0.0.1:1"_s
                                  << QByteArray("The server 127.0.0.1 does not answer. Is it running?");
    QTest::newRow("no such host") << u"SUPABASE_URL"_s << u"http://nowhere.invalid"_s
                                  << QByteArray("The server nowhere.invalid can't be found.");
}

void TestRemoteSupabase::saysWhatIsWrong()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(QByteArray, sentence);
    ServerProcess server;
    pointAt(server);
    server.setEnvironment(name, value);
    QVERIFY2(server.start(), server.errorOutput().constData());
    QTRY_VERIFY_WITH_TIMEOUT(server.errorOutput().contains("event=store-unusable"), 15000);
    QVERIFY2(server.errorOutput().contains(sentence), server.errorOutput().constData());
    QVERIFY(!server.errorOutput().contains("sb_secret_of_another_project"));
    const auto command = server.run({u"source"_s, u"list"_s});
    QCOMPARE(command.exitCode, 1);
    QCOMPARE(command.errorOutput.count('\n'), 1);
}

QTEST_GUILESS_MAIN(TestRemoteSupabase)
#include "tst_remotesupabase.moc"
