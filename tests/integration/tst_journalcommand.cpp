#include "server/journal/journalstore.h"
#include "tests/support/serverprocess.h"

#include <QFile>
#include <QTest>

using namespace pl::test;
using nlohmann::json;
using namespace Qt::StringLiterals;

/// The journal in the hands of the person who runs the server, and a server in trouble with its folder.
class TestJournalCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void listsExportsAndChecks();
    void retriesSetAsideEntries();
    void refusesInvalidCommands_data();
    void refusesInvalidCommands();
    void refusesToStartOnADamagedJournal();
    void startsAfterAKillWhateverTheProcessNumbers();
    void survivesAFullDisk();

private:
    static QByteArray lead(int number);
    ServerReply post(int number);
    bool startWithoutAStore();
    ServerProcess::Run journal(QStringList arguments);

    std::unique_ptr<ServerProcess> m_store;
    std::unique_ptr<ServerProcess> m_server;
    QByteArray m_key;
};

void TestJournalCommand::init()
{
    m_server = std::make_unique<ServerProcess>();
    m_store = std::make_unique<ServerProcess>();
}

QByteArray TestJournalCommand::lead(int number)
{
    const json body{{"first_name", "Maria"},
                    {"last_name", "Ünal"},
                    {"email", "maria" + std::to_string(number) + "@home.example"},
                    {"phone_number", "+1512" + std::to_string(5'550'000 + number)},
                    {"service_needed", "Drain Cleaning"},
                    {"urgency", "day"},
                    {"description", std::string(2000, 'x')}};
    return QByteArray::fromStdString(body.dump());
}

ServerReply TestJournalCommand::post(int number)
{
    return m_server->request("POST", u"/api/v1/leads"_s,
                             {{"X-Api-Key", m_key},
                              {"Content-Type", "application/json"},
                              {"Idempotency-Key", "key-" + QByteArray::number(number)}},
                             lead(number));
}

ServerProcess::Run TestJournalCommand::journal(QStringList arguments)
{
    arguments.prepend(u"journal"_s);
    return m_server->run(arguments);
}

/// A server whose Supabase project knows the source and then goes away: everything waits.
bool TestJournalCommand::startWithoutAStore()
{
    if (!m_store->start())
        return false;
    m_key = m_store->addSource(u"website"_s);
    const auto keys = m_store->run({u"keys"_s, u"--json"_s}).json();
    m_server->setEnvironment(u"SUPABASE_URL"_s, m_store->url());
    m_server->setEnvironment(u"SUPABASE_SERVICE_KEY"_s, QString::fromStdString(keys["service_key"].get<std::string>()));
    if (!m_server->start() || post(0).status != 201)
        return false;
    m_store->kill();
    return true;
}

void TestJournalCommand::listsExportsAndChecks()
{
    QVERIFY(startWithoutAStore());
    const auto reply = post(1);
    QCOMPARE(reply.status, 201);
    const std::string id = reply.json()["id"].get<std::string>();

    const auto list = journal({u"list"_s, u"--state"_s, u"waiting"_s, u"--json"_s});
    QCOMPARE(list.exitCode, 0);
    QVERIFY(list.json().back()["id"] == id);
    QVERIFY(list.json().back()["kind"] == "lead");
    QVERIFY(list.json().back()["state"] == "waiting");
    const auto table = journal({u"list"_s, u"--state"_s, u"all"_s});
    QCOMPARE(table.exitCode, 0);
    QVERIFY(table.output.contains(QByteArray::fromStdString(id)));
    QVERIFY(!table.output.contains("Maria") && !list.output.contains("maria")); // nobody's data on a screen

    const QString path = m_server->dataDir() + u"/export.jsonl"_s;
    const auto exported = journal({u"export"_s, path});
    QVERIFY2(exported.exitCode == 0, exported.errorOutput.constData());
    QFile file(path);
    QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
             QFile::Permissions());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto lines = file.readAll().trimmed().split('\n');
    const auto line = json::parse(lines.last().toStdString());
    QVERIFY(line["id"] == id);
    QVERIFY(json::parse(line["payload"].get<std::string>())["last_name"] == "Ünal");
    QVERIFY(journal({u"export"_s, path}).exitCode != 0); // nothing is overwritten

    const auto check = journal({u"check"_s, u"--json"_s});
    QCOMPARE(check.exitCode, 0);
    QVERIFY(check.json()["sound"] == true);
    QVERIFY(check.json()["kinds"][0]["waiting"].get<int>() >= 1);
    QVERIFY(journal({u"check"_s}).output.contains("sound"));
}

/// The store refuses a lead whose source it does not have; somebody brings the source back.
void TestJournalCommand::retriesSetAsideEntries()
{
    QVERIFY(m_server->start());
    QCOMPARE(m_server->stop(), 0);
    const QUuid source = QUuid::createUuid();
    auto row = json::parse(lead(1).toStdString());
    row["phone_number"] = "+15125550143";
    auto store = pl::journal::JournalStore::open(m_server->dataDir() + u"/journal.sqlite"_s);
    QVERIFY(store.ok());
    const auto added = (*store)->add(
        {.sourceId = source, .payload = QByteArray::fromStdString(row.dump()), .receivedAt = pl::Timestamp::now()});
    QVERIFY(added.ok());
    const QString idText = added->id.toString(QUuid::WithoutBraces);
    store->reset();
    QVERIFY(m_server->start());
    const auto setAside = [&] {
        const auto list = journal({u"list"_s, u"--state"_s, u"set-aside"_s, u"--json"_s}).json();
        return list.size() == 1 ? QString::fromStdString(list[0]["reason"].get<std::string>()) : QString();
    };
    QTRY_VERIFY_WITH_TIMEOUT(!setAside().isEmpty(), 20000);
    QVERIFY(setAside().contains(u"23503"_s));

    const auto unknown = journal({u"retry"_s, u"0000000a-0000-4000-8000-000000000001"_s});
    QCOMPARE(unknown.exitCode, 1);
    QVERIFY(unknown.errorOutput.contains("0000000a-0000-4000-8000-000000000001"));
    const json lost{{"id", source.toString(QUuid::WithoutBraces).toStdString()},
                    {"name", "lost"},
                    {"key_prefix", "pl_lost"},
                    {"key_hash", std::string(64, 'a')}};
    QCOMPARE(m_server
                 ->request("POST", u"/rest/v1/lead_sources"_s, m_server->serviceHeaders(),
                           QByteArray::fromStdString(lost.dump()))
                 .status,
             201);
    const auto retried = journal({u"retry"_s, idText});
    QCOMPARE(retried.exitCode, 0);
    QVERIFY(retried.output.contains(": 1"));
    const auto stored = [&] {
        return m_server->request("GET", u"/rest/v1/leads?select=id&id=eq."_s + idText, m_server->serviceHeaders())
            .json();
    };
    QTRY_COMPARE_WITH_TIMEOUT(stored().size(), std::size_t(1), 20000);
    QTRY_VERIFY(setAside().isEmpty());
    QVERIFY(journal({u"retry"_s, u"--all"_s}).output.contains(": 0"));
}

void TestJournalCommand::refusesInvalidCommands_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList();
    QTest::newRow("unknown") << QStringList{u"drop"_s};
    QTest::newRow("retry nothing") << QStringList{u"retry"_s};
    QTest::newRow("retry all and one") << QStringList{u"retry"_s, u"x"_s, u"--all"_s};
    QTest::newRow("export nowhere") << QStringList{u"export"_s};
    QTest::newRow("check too much") << QStringList{u"check"_s, u"x"_s};
}

void TestJournalCommand::refusesInvalidCommands()
{
    QFETCH(QStringList, arguments);
    QCOMPARE(journal(arguments).exitCode, 2);
}

void TestJournalCommand::refusesToStartOnADamagedJournal()
{
    QVERIFY(startWithoutAStore());
    for (int i = 1; i <= 40; ++i)
        QCOMPARE(post(i).status, 201);
    QCOMPARE(m_server->stop(), 0);
    QFile file(m_server->dataDir() + u"/journal.sqlite"_s);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.size() > 20 * 4096);
    QVERIFY(file.seek(file.size() / 2 / 4096 * 4096));
    QCOMPARE(file.write(QByteArray(8192, '\x5a')), 8192);
    file.close();
    QVERIFY(!m_server->start());
    const QByteArray said = m_server->errorOutput();
    QVERIFY2(said.contains("damaged") && said.contains("journal check") && said.contains("journal export"), said);
    const auto check = journal({u"check"_s});
    QCOMPARE(check.exitCode, 1);
    QVERIFY(check.errorOutput.contains("damaged"));
    const QString path = m_server->dataDir() + u"/saved.jsonl"_s;
    (void)journal({u"export"_s, path});
    QFile saved(path);
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QVERIFY(saved.readAll().count('\n') >= 10); // what could be read
}

/// In a container the new process often has the number of the killed one.
void TestJournalCommand::startsAfterAKillWhateverTheProcessNumbers()
{
    QVERIFY(m_server->start());
    ServerProcess::Run second = m_server->run({u"serve"_s, u"--listen"_s, u"127.0.0.1:0"_s});
    QCOMPARE(second.exitCode, 1);
    QVERIFY(second.errorOutput.contains("Another server"));
    QVERIFY(second.errorOutput.contains(m_server->url().toUtf8()));
    m_server->kill();
    // What a lock by process number would leave behind: this very process lives.
    QFile lock(m_server->dataDir() + u"/server.lock"_s);
    QVERIFY(lock.open(QIODevice::WriteOnly));
    lock.write(QByteArray::number(QCoreApplication::applicationPid()) + "\nplumber-leads-server\nhost\n");
    lock.close();
    QVERIFY2(m_server->start(), m_server->errorOutput().constData());
}

void TestJournalCommand::survivesAFullDisk()
{
#ifndef Q_OS_UNIX
    return; // files have no limit there
#endif
    QVERIFY(startWithoutAStore());
    QCOMPARE(m_server->stop(), 0);
    m_server->setFileSizeLimit(600 * 1024);
    QVERIFY2(m_server->start(), m_server->errorOutput().constData());
    int taken = 0;
    ServerReply refused;
    for (int i = 1; i < 2000 && refused.status == 0; ++i) {
        const auto reply = post(i);
        if (reply.status != 201)
            refused = reply;
        else
            taken = i;
    }
    QCOMPARE(refused.status, 503);
    QVERIFY(!refused.header("Retry-After").isEmpty());
    QVERIFY(taken > 10);
    QVERIFY(m_server->isRunning());
    QCOMPARE(m_server->request("GET", u"/healthz"_s).status, 200);
    QCOMPARE(m_server->request("GET", u"/readyz"_s).status, 503);
    QCOMPARE(post(taken + 1).status, 503);
    QCOMPARE(m_server->stop(), 0);

    m_server->setFileSizeLimit(0);
    QVERIFY2(m_server->start(), m_server->errorOutput().constData());
    QCOMPARE(post(taken).status, 200); // known
    QCOMPARE(post(taken + 1).status, 201);
    const auto check = journal({u"check"_s, u"--json"_s});
    QCOMPARE(check.exitCode, 0);
    const auto kind = check.json()["kinds"][0];
    QCOMPARE(kind["waiting"].get<int>() + kind["forwarded"].get<int>(), taken + 2);
}

QTEST_GUILESS_MAIN(TestJournalCommand)
#include "tst_journalcommand.moc"
