#include "models/domain/sourcekey.h"
#include "tests/support/retryingclient.h"
#include "tests/support/serverprocess.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QTest>

using namespace pl::test;
using nlohmann::json;
using namespace Qt::StringLiterals;

namespace {

constexpr int kLeadClients = 6;
constexpr int kStripeClients = 2;
constexpr int kHookClients = 2;
constexpr int kFirstHookClient = kLeadClients + kStripeClients;
constexpr int kClients = kFirstHookClient + kHookClients;
const QByteArray kSigningSecret = "whsec_of_the_test";

int numberFrom(const char *variable, int otherwise)
{
    bool isNumber = false;
    const int number = qEnvironmentVariableIntValue(variable, &isNumber);
    return isNumber ? number : otherwise;
}

QList<QByteArray> idsOf(const json &rows, const char *column)
{
    QList<QByteArray> ids;
    for (const json &row : rows)
        ids.append(QByteArray::fromStdString(row[column].get<std::string>()));
    return ids;
}

} // namespace

/// A server under load from sources, from hooks, and from Stripe, all of which retry, killed at random while the
/// Supabase project behind it (a second server) goes away and comes back, and is killed too. Whatever happens: each
/// lead, each event, and each of the hooks' bodies that was acknowledged is in the store once, a body as a lead or as
/// an item.
///
/// PL_CRASH_KILLS (25) and PL_CRASH_SEED (random, printed) make it longer and make it happen again.
class TestCrash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void keepsEverythingOnce();
    void startsOnACopyOfItsFolder();

private:
    bool startStore();
    bool startIntake();
    void startLoad();
    LoadRequest lead(int client, int number) const;
    LoadRequest event(int client, int number) const;
    LoadRequest hook(int client, int number) const;
    LoadRequest request(int client, int number) const;
    QByteArray addHook();
    qsizetype acknowledged() const;
    bool waitForMore(qsizetype acknowledgements);
    bool disturb();
    bool isSettled();
    void loadUnderKills(int kills);
    void checkLeads();
    void checkEvents();
    void checkHooks();
    QList<QByteArray> allOf(const QString &query, const char *column);
    json journalCheck();

    quint32 m_seed = 0;
    QRandomGenerator m_random;
    ServerProcess m_store;
    ServerProcess m_intake;
    QString m_storeAddress = u"127.0.0.1:0"_s;
    QString m_intakeAddress = u"127.0.0.1:0"_s;
    QByteArray m_key;
    QByteArray m_hookKey;
    std::vector<std::unique_ptr<RetryingClient>> m_clients;
    int m_round = 0;
    int m_kills = 0;
};

void TestCrash::initTestCase()
{
    m_seed = quint32(numberFrom("PL_CRASH_SEED", int(QRandomGenerator::global()->bounded(1'000'000))));
    m_random.seed(m_seed);
    qInfo("PL_CRASH_SEED=%u", m_seed);
    QVERIFY2(startStore(), m_store.errorOutput().constData());
    m_key = m_store.addSource(u"load"_s);
    QVERIFY(!m_key.isEmpty());
    m_hookKey = addHook();
    QVERIFY(!m_hookKey.isEmpty());
    const auto keys = m_store.run({u"keys"_s, u"--json"_s}).json();
    m_intake.setEnvironment(u"SUPABASE_URL"_s, m_store.url());
    m_intake.setEnvironment(u"SUPABASE_KEY"_s, QString::fromStdString(keys["anon_key"].get<std::string>()));
    m_intake.setEnvironment(u"SUPABASE_SERVICE_KEY"_s, QString::fromStdString(keys["service_key"].get<std::string>()));
    m_intake.setEnvironment(u"STRIPE_API_KEY"_s, u"sk_test_crash"_s);
    m_intake.setEnvironment(u"STRIPE_API_BASE"_s, u"http://127.0.0.1:1"_s); // nobody is there
    m_intake.setEnvironment(u"STRIPE_WEBHOOK_SECRET"_s, QString::fromLatin1(kSigningSecret));
    QVERIFY2(startIntake(), m_intake.errorOutput().constData());
}

bool TestCrash::startStore()
{
    const bool isUp = m_store.start({u"--listen"_s, m_storeAddress});
    m_storeAddress = m_store.url().section(u'/', 2);
    return isUp;
}

bool TestCrash::startIntake()
{
    const bool isUp = m_intake.start({u"--listen"_s, m_intakeAddress});
    m_intakeAddress = m_intake.url().section(u'/', 2);
    return isUp;
}

LoadRequest TestCrash::lead(int client, int number) const
{
    // Without an external id: nothing but the Idempotency-Key tells that a lead is known.
    const QByteArray name =
        "load-" + QByteArray::number(m_round) + '-' + QByteArray::number(client) + '-' + QByteArray::number(number);
    const json body{
        {"first_name", "Lo"},
        {"last_name", "Ad"},
        {"email", name.toStdString() + "@home.example"},
        {"phone_number", "+1512" + std::to_string(2'000'000 + m_round * 1'000'000 + client * 100'000 + number)},
        {"service_needed", "Drain Cleaning"},
        {"urgency", "week"}};
    return {name + "@home.example",
            u"/api/v1/leads"_s,
            {{"X-Api-Key", m_key}, {"Content-Type", "application/json"}, {"Idempotency-Key", name}},
            QByteArray::fromStdString(body.dump())};
}

/// As Stripe signs it: https://docs.stripe.com/webhooks#verify-manually
LoadRequest TestCrash::event(int client, int number) const
{
    const QByteArray id =
        "evt_" + QByteArray::number(m_round) + '_' + QByteArray::number(client) + '_' + QByteArray::number(number);
    const QByteArray now = QByteArray::number(QDateTime::currentSecsSinceEpoch());
    const json body{{"id", id.toStdString()},     {"object", "event"},
                    {"type", "customer.updated"}, {"created", now.toLongLong()},
                    {"livemode", false},          {"data", {{"object", {{"id", "cus_load"}, {"object", "customer"}}}}}};
    const QByteArray bytes = QByteArray::fromStdString(body.dump());
    const QByteArray signature =
        QMessageAuthenticationCode::hash(now + '.' + bytes, kSigningSecret, QCryptographicHash::Sha256).toHex();
    return {id,
            u"/webhooks/stripe"_s,
            {{"Content-Type", "application/json"}, {"Stripe-Signature", "t=" + now + ",v1=" + signature}},
            bytes};
}

QByteArray TestCrash::addHook()
{
    const auto key = pl::SourceKey::create(pl::SourceKey::Kind::Hook);
    const int status = m_store.write("POST", u"lead_sources"_s,
                                     {{"name", "hooks"},
                                      {"kind", "hook"},
                                      {"key_prefix", key.prefix().toStdString()},
                                      {"key_hash", key.hash().toStdString()}});
    return status == 201 ? key.text() : QByteArray();
}

/// Each third one is for people: nobody is named in it. No other names its sender twice.
LoadRequest TestCrash::hook(int client, int number) const
{
    const bool isLead = number % 3 != 0;
    const QByteArray name = (isLead ? "hook-lead-" : "hook-item-") + QByteArray::number(m_round) + '-' +
                            QByteArray::number(client) + '-' + QByteArray::number(number);
    const json body = isLead ? json{{"name", "Lo Ad"}, {"email", name.toStdString() + "@home.example"}}
                             : json{{"nothing", name.toStdString()}};
    return {name,
            u"/api/v1/hooks/"_s + QString::fromLatin1(m_hookKey),
            {{"Content-Type", "application/json"}},
            QByteArray::fromStdString(body.dump())};
}

LoadRequest TestCrash::request(int client, int number) const
{
    if (client >= kFirstHookClient)
        return hook(client, number);
    return client < kLeadClients ? lead(client, number) : event(client, number);
}

void TestCrash::startLoad()
{
    ++m_round;
    for (int client = 0; client < kClients; ++client) {
        m_clients.push_back(std::make_unique<RetryingClient>(
            m_intake.url(), [this, client](int number) { return request(client, number); }));
        m_clients.back()->start();
    }
}

qsizetype TestCrash::acknowledged() const
{
    qsizetype many = 0;
    for (const auto &client : m_clients)
        many += client->acknowledged().size();
    return many;
}

bool TestCrash::waitForMore(qsizetype acknowledgements)
{
    const qsizetype goal = acknowledged() + acknowledgements;
    return QTest::qWaitFor([&] { return acknowledged() >= goal; }, 20000);
}

/// One kill: of the server most often, else of the store, or of both; what is down comes back after some progress. The
/// server takes leads in without a store.
bool TestCrash::disturb()
{
    const int kind = int(m_random.bounded(10));
    const bool killsIntake = kind < 8;
    const bool killsStore = kind >= 6 && m_store.isRunning();
    if (!waitForMore(1 + m_random.bounded(120)))
        return false;
    if (killsIntake) {
        m_intake.kill();
        ++m_kills;
    }
    if (killsStore) {
        m_store.kill();
        ++m_kills;
    }
    if (killsIntake && !startIntake())
        return false;
    const bool staysAway = m_random.bounded(2) == 0;
    return m_store.isRunning() || staysAway || startStore();
}

void TestCrash::loadUnderKills(int kills)
{
    startLoad();
    while (m_kills < kills)
        QVERIFY2(disturb(), m_intake.errorOutput().right(2000).constData());
    QVERIFY2(m_store.isRunning() || startStore(), m_store.errorOutput().constData());
    for (const auto &client : m_clients)
        client->finish();
    QTRY_VERIFY_WITH_TIMEOUT(
        std::all_of(m_clients.begin(), m_clients.end(), [](const auto &client) { return client->isIdle(); }), 20000);
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(), 60000);
    for (const auto &client : m_clients)
        QVERIFY2(client->complaints().isEmpty(), qPrintable(client->complaints().join(u'\n')));
}

void TestCrash::keepsEverythingOnce()
{
    QElapsedTimer timer;
    timer.start();
    loadUnderKills(numberFrom("PL_CRASH_KILLS", 25));
    if (QTest::currentTestFailed())
        return;
    checkLeads();
    checkEvents();
    checkHooks();
    qInfo("%d kills in %.1f s", m_kills, double(timer.elapsed()) / 1000);
}

void TestCrash::checkLeads()
{
    QHash<QByteArray, QByteArray> idByName;
    for (int client = 0; client < kLeadClients; ++client) {
        const auto &acknowledged = m_clients[std::size_t(client)]->acknowledged();
        for (auto it = acknowledged.begin(); it != acknowledged.end(); ++it)
            idByName.insert(it.key(),
                            QByteArray::fromStdString(json::parse(it->toStdString())["id"].get<std::string>()));
    }
    const auto names = allOf(u"leads?select=id,email&email=like.load-*&order=id"_s, "email");
    const auto ids = allOf(u"leads?select=id,email&email=like.load-*&order=id"_s, "id");
    QCOMPARE(names.size(), idByName.size());
    QCOMPARE(QSet<QByteArray>(names.begin(), names.end()).size(), names.size()); // none twice
    for (qsizetype i = 0; i < names.size(); ++i)
        QCOMPARE(ids.at(i), idByName.value(names.at(i)));
    auto received = allOf(u"lead_events?select=lead_id&kind=eq.received&order=id"_s, "lead_id");
    auto sorted = allOf(u"leads?select=id&order=id"_s, "id"); // the hooks', too
    std::sort(received.begin(), received.end());
    std::sort(sorted.begin(), sorted.end());
    QCOMPARE(received, sorted);
    qInfo("%d leads acknowledged, each stored once", int(ids.size()));
}

/// An event's id is the row's key, so none can be there twice; none may be missing, and none that nobody sent.
void TestCrash::checkEvents()
{
    QList<QByteArray> acknowledged;
    for (int client = kLeadClients; client < kFirstHookClient; ++client)
        acknowledged += m_clients[std::size_t(client)]->acknowledged().keys();
    auto stored = allOf(u"stripe_events?select=id&order=id"_s, "id");
    std::sort(acknowledged.begin(), acknowledged.end());
    std::sort(stored.begin(), stored.end());
    QVERIFY(!acknowledged.isEmpty());
    QCOMPARE(stored, acknowledged);
    qInfo("%d events acknowledged, each stored once", int(stored.size()));
}

/// The sender is told nothing but "received", so what a body became is found by what is in it.
void TestCrash::checkHooks()
{
    QList<QByteArray> acknowledged;
    for (int client = kFirstHookClient; client < kClients; ++client)
        acknowledged += m_clients[std::size_t(client)]->acknowledged().keys();
    QList<QByteArray> stored;
    for (const QByteArray &email : allOf(u"leads?select=id,email&email=like.hook-*&order=id"_s, "email"))
        stored += email.left(email.indexOf('@'));
    for (const QByteArray &body : allOf(u"intake_items?select=id,body&order=id"_s, "body"))
        stored += QByteArray::fromStdString(json::parse(body.toStdString()).value("nothing", std::string()));
    std::sort(acknowledged.begin(), acknowledged.end());
    std::sort(stored.begin(), stored.end());
    QVERIFY(!acknowledged.isEmpty());
    QCOMPARE(stored, acknowledged);
    qInfo("%d bodies of hooks acknowledged, each a lead or an item once", int(stored.size()));
}

bool TestCrash::isSettled()
{
    const auto kinds = journalCheck()["kinds"];
    return kinds.size() == 3 && std::all_of(kinds.begin(), kinds.end(), [](const json &kind) {
               return kind["waiting"] == 0 && kind["set_aside"] == 0;
           });
}

json TestCrash::journalCheck()
{
    const auto run = m_intake.run({u"journal"_s, u"check"_s, u"--json"_s});
    return run.exitCode == 0 ? run.json() : json{{"kinds", json::array()}};
}

QList<QByteArray> TestCrash::allOf(const QString &query, const char *column)
{
    constexpr int kPage = 1000;
    QList<QByteArray> all;
    for (;;) {
        const auto page = m_store.request(
            "GET", u"/rest/v1/%1&limit=%2&offset=%3"_s.arg(query).arg(kPage).arg(all.size()), m_store.serviceHeaders());
        const auto ids = idsOf(page.json(), column);
        all += ids;
        if (ids.size() < kPage)
            return all;
    }
}

/// Copied while the server was dead, with the write-ahead log it left behind.
void TestCrash::startsOnACopyOfItsFolder()
{
    m_store.kill(); // nothing can be forwarded
    m_clients.clear();
    startLoad();
    QVERIFY(waitForMore(100));
    m_intake.kill();
    for (const auto &client : m_clients)
        client->finish();
    ServerProcess copy;
    QVERIFY(QFile::exists(m_intake.dataDir() + u"/journal.sqlite-wal"_s));
    for (const QString &file : QDir(m_intake.dataDir()).entryList(QDir::Files))
        if (file != u"journal.sqlite-shm"_s)
            QVERIFY(QFile::copy(m_intake.dataDir() + u'/' + file, copy.dataDir() + u'/' + file));
    const auto check = copy.run({u"journal"_s, u"check"_s, u"--json"_s});
    QCOMPARE(check.exitCode, 0);
    qsizetype waiting = 0;
    const json kinds = check.json()["kinds"];
    for (const json &kind : kinds)
        waiting += kind["waiting"].get<qsizetype>();
    QVERIFY(waiting >= acknowledged());
}

QTEST_GUILESS_MAIN(TestCrash)
#include "tst_crash.moc"
