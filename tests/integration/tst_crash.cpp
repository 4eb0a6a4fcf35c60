#include "server/journal/journalfile.h"
#include "tests/support/retryingclient.h"
#include "tests/support/serverprocess.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace pl::test;
using nlohmann::json;
using namespace Qt::StringLiterals;

namespace {

constexpr int kClients = 8;

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

/// A server under load from clients that retry, killed at random while the Supabase project behind it (a second server)
/// goes away and comes back, and is killed too. Whatever happens: each lead that was acknowledged is in the store once.
///
/// PL_CRASH_KILLS (25) and PL_CRASH_SEED (random, printed) make it longer and make it happen again.
class TestCrash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void keepsEveryLeadOnce();
    void startsOnACopyOfItsFolder();
    void keepsEveryEventOnce();

private:
    bool startStore();
    bool startIntake();
    void startLoad();
    LoadRequest lead(int client, int number) const;
    qsizetype acknowledged() const;
    bool waitForMore(qsizetype acknowledgements);
    bool disturb();
    bool isSettled();
    QList<QByteArray> allOf(const QString &query, const char *column);
    json journalCheck();

    quint32 m_seed = 0;
    QRandomGenerator m_random;
    ServerProcess m_store;
    ServerProcess m_intake;
    QString m_storeAddress = u"127.0.0.1:0"_s;
    QString m_intakeAddress = u"127.0.0.1:0"_s;
    QByteArray m_key;
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
    const auto keys = m_store.run({u"keys"_s, u"--json"_s}).json();
    m_intake.setEnvironment(u"SUPABASE_URL"_s, m_store.url());
    m_intake.setEnvironment(u"SUPABASE_KEY"_s, QString::fromStdString(keys["anon_key"].get<std::string>()));
    m_intake.setEnvironment(u"SUPABASE_SERVICE_KEY"_s, QString::fromStdString(keys["service_key"].get<std::string>()));
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

void TestCrash::startLoad()
{
    ++m_round;
    for (int client = 0; client < kClients; ++client) {
        m_clients.push_back(std::make_unique<RetryingClient>(
            m_intake.url(), [this, client](int number) { return lead(client, number); }));
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

void TestCrash::keepsEveryLeadOnce()
{
    const int kills = numberFrom("PL_CRASH_KILLS", 25);
    QElapsedTimer timer;
    timer.start();
    startLoad();
    while (m_kills < kills)
        QVERIFY2(disturb(), m_intake.errorOutput().right(2000).constData());
    QVERIFY2(m_store.isRunning() || startStore(), m_store.errorOutput().constData());
    for (const auto &client : m_clients)
        client->finish();
    QTRY_VERIFY_WITH_TIMEOUT(
        std::all_of(m_clients.begin(), m_clients.end(), [](const auto &client) { return client->isIdle(); }), 20000);
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(), 60000);

    QHash<QByteArray, QByteArray> idByName;
    int attempts = 0;
    for (const auto &client : m_clients) {
        QVERIFY2(client->complaints().isEmpty(), qPrintable(client->complaints().join(u'\n')));
        attempts += client->attempts();
        for (auto it = client->acknowledged().begin(); it != client->acknowledged().end(); ++it)
            idByName.insert(it.key(),
                            QByteArray::fromStdString(json::parse(it->toStdString())["id"].get<std::string>()));
    }
    const auto names = allOf(u"leads?select=id,email&order=id"_s, "email");
    const auto ids = allOf(u"leads?select=id,email&order=id"_s, "id");
    QCOMPARE(names.size(), idByName.size());
    QCOMPARE(QSet<QByteArray>(names.begin(), names.end()).size(), names.size()); // none twice
    for (qsizetype i = 0; i < names.size(); ++i)
        QCOMPARE(ids.at(i), idByName.value(names.at(i)));
    auto received = allOf(u"lead_events?select=lead_id&kind=eq.received&order=id"_s, "lead_id");
    auto sorted = ids;
    std::sort(received.begin(), received.end());
    std::sort(sorted.begin(), sorted.end());
    QCOMPARE(received, sorted);
    qInfo("%d kills, %d requests, %d leads acknowledged, each stored once, in %.1f s", m_kills, attempts,
          int(idByName.size()), double(timer.elapsed()) / 1000);
}

bool TestCrash::isSettled()
{
    const auto kinds = journalCheck()["kinds"];
    return kinds.size() == 1 && kinds[0]["waiting"] == 0 && kinds[0]["set_aside"] == 0;
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
    QVERIFY(check.json()["kinds"][0]["waiting"].get<qsizetype>() >= acknowledged());
}

namespace {

QList<QByteArray> keysIn(const QString &path, const pl::journal::JournalFile::Filter &filter = {})
{
    QList<QByteArray> keys;
    if (auto file = pl::journal::JournalFile::open(path))
        (void)file->read(filter, [&](const pl::journal::Entry &entry) -> pl::Result<> {
            keys.append(entry.key);
            return {};
        });
    return keys;
}

} // namespace

/// Events of webhooks, at the journal: a process that takes them in and forwards them, killed again and again.
void TestCrash::keepsEveryEventOnce()
{
    const int kills = numberFrom("PL_CRASH_KILLS", 25);
    QTemporaryDir folder;
    QSet<QByteArray> acknowledged;
    QProcess writer;
    for (int run = 0; run < kills; ++run) {
        writer.start(QStringLiteral(PL_JOURNALWRITER), {folder.path(), u"evt_%1_"_s.arg(run), u"1000000"_s});
        const qsizetype goal = acknowledged.size() + 20 + m_random.bounded(200);
        const auto read = [&] {
            while (writer.canReadLine())
                acknowledged.insert(writer.readLine().trimmed());
            return acknowledged.size() >= goal;
        };
        QTRY_VERIFY_WITH_TIMEOUT(read(), 20000);
        writer.kill();
        QTRY_COMPARE(writer.state(), QProcess::NotRunning);
        (void)read(); // what it had said
    }
    writer.start(QStringLiteral(PL_JOURNALWRITER), {folder.path(), u"last"_s, u"0"_s});
    QTRY_COMPARE_WITH_TIMEOUT(writer.state(), QProcess::NotRunning, 30000);
    QCOMPARE(writer.exitCode(), 0);

    const auto stored = keysIn(folder.filePath(u"store.sqlite"_s));
    const QSet<QByteArray> keys(stored.begin(), stored.end());
    QCOMPARE(keys.size(), stored.size());
    QVERIFY(keys.contains(acknowledged));
    // What is forwarded is what came in, no more and no less.
    const auto forwarded = keysIn(folder.filePath(u"journal.sqlite"_s), {{pl::journal::EntryState::Forwarded}});
    QCOMPARE(QSet<QByteArray>(forwarded.begin(), forwarded.end()), keys);
    QCOMPARE(keysIn(folder.filePath(u"journal.sqlite"_s)).size(), forwarded.size());
    qInfo("%d kills, %d events acknowledged, each stored once", kills, int(acknowledged.size()));
}

QTEST_GUILESS_MAIN(TestCrash)
#include "tst_crash.moc"
