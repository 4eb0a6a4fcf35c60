#include "tests/support/retryingclient.h"
#include "tests/support/serverprocess.h"

#include <QDir>
#include <QTest>

using namespace pl::test;
using nlohmann::json;
using namespace Qt::StringLiterals;

namespace {

constexpr int kLoaders = 6;

QByteArray idIn(const QByteArray &answer)
{
    const json body = json::parse(answer.toStdString(), nullptr, false);
    return body.is_object() ? QByteArray::fromStdString(body.value("id", std::string())) : QByteArray();
}

} // namespace

/// A backup of the real server under load, restored into a new folder on which a new server starts.
class TestBackup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void refusesWhatWouldOverwrite();
    void streamsToAnotherMachine();
    void restoresUnderLoad();

private:
    using Acknowledged = QHash<QByteArray, QByteArray>; // ids by e-mail address

    LoadRequest lead(int client, int number) const;
    Acknowledged acknowledged() const;
    QStringList archives() const;
    QList<json> leadsOf(ServerProcess &server);
    json leadEntries(ServerProcess &server);
    void checkLeads(ServerProcess &restored, const Acknowledged &before, const Acknowledged &sent);

    ServerProcess m_server{ServerProcess::Store::Embedded};
    QTemporaryDir m_backups;
    QByteArray m_key;
    std::vector<std::unique_ptr<RetryingClient>> m_clients;
};

void TestBackup::initTestCase()
{
    m_server.setEnvironment(u"OFFICE_NAME"_s, u"The Office"_s);
    m_server.setEnvironment(u"METRICS_TOKEN"_s, u"a token of this test"_s.replace(u' ', u'-'));
    QVERIFY2(m_server.start(), m_server.errorOutput().constData());
    m_key = m_server.addSource(u"load"_s);
    QVERIFY(!m_key.isEmpty());
}

LoadRequest TestBackup::lead(int client, int number) const
{
    const QByteArray name = "load-" + QByteArray::number(client) + '-' + QByteArray::number(number);
    const json body{{"first_name", "Lo"},
                    {"last_name", "Ad"},
                    {"email", name.toStdString() + "@home.example"},
                    {"phone_number", "+1512" + std::to_string(2'000'000 + client * 100'000 + number)},
                    {"service_needed", "Drain Cleaning"},
                    {"urgency", "week"}};
    return {name + "@home.example",
            u"/api/v1/leads"_s,
            {{"X-Api-Key", m_key}, {"Content-Type", "application/json"}, {"Idempotency-Key", name}},
            QByteArray::fromStdString(body.dump())};
}

TestBackup::Acknowledged TestBackup::acknowledged() const
{
    Acknowledged all;
    for (const auto &client : m_clients)
        for (auto it = client->acknowledged().begin(); it != client->acknowledged().end(); ++it)
            all.insert(it.key(), idIn(it.value()));
    return all;
}

QStringList TestBackup::archives() const
{
    return QDir(m_backups.path()).entryList({u"*Z.tar.gz"_s}, QDir::Files, QDir::Name);
}

void TestBackup::refusesWhatWouldOverwrite()
{
    const auto taken = m_server.run({u"backup"_s, m_backups.path()});
    QVERIFY2(taken.exitCode == 0, taken.errorOutput.constData());
    const QString archive = m_backups.filePath(archives().last());
    const auto onRunning = m_server.run({u"restore"_s, archive});
    QCOMPARE(onRunning.exitCode, 1);
    QVERIFY2(onRunning.errorOutput.contains("Another server"), onRunning.errorOutput.constData());
    QCOMPARE(m_server.stop(), 0);
    const auto onData = m_server.run({u"restore"_s, archive});
    QCOMPARE(onData.exitCode, 1);
    QVERIFY2(onData.errorOutput.contains("overwrites nothing"), onData.errorOutput.constData());
    QVERIFY2(m_server.start(), m_server.errorOutput().constData());
    const auto nowhere = m_server.run({u"backup"_s, m_backups.filePath(u"none"_s)});
    QCOMPARE(nowhere.exitCode, 1);
    QVERIFY2(nowhere.errorOutput.contains("There is no folder"), nowhere.errorOutput.constData());
    const auto wrong = m_server.run({u"backup"_s, m_backups.path(), u"--recipient"_s, u"me"_s});
    QCOMPARE(wrong.exitCode, 2);
}

/// Without a file in between, and without the secrets, which nobody encrypted.
void TestBackup::streamsToAnotherMachine()
{
    const auto streamed = m_server.run({u"backup"_s, u"-"_s});
    QVERIFY2(streamed.exitCode == 0, streamed.errorOutput.constData());
    QVERIFY(streamed.errorOutput.contains("secrets are not in it") && streamed.output.startsWith("\x1f\x8b"));
    QVERIFY(QFile::exists(m_server.dataDir() + u"/last-backup"_s)); // what the window's page Server shows
    ServerProcess other(ServerProcess::Store::Embedded);
    const auto checked = other.run({u"restore"_s, u"-"_s, u"--check"_s}, streamed.output);
    QVERIFY2(checked.exitCode == 0, checked.errorOutput.constData());
    QVERIFY(checked.output.contains("The backup is sound. Nothing was changed"));
    QVERIFY(QDir(other.dataDir()).isEmpty());
    const auto cut = other.run({u"restore"_s, u"-"_s}, streamed.output.chopped(streamed.output.size() / 3));
    QCOMPARE(cut.exitCode, 1);
    QVERIFY(!QFile::exists(other.dataDir() + u"/journal.sqlite"_s));
    const auto restored = other.run({u"restore"_s, u"-"_s}, streamed.output);
    QVERIFY2(restored.exitCode == 0, restored.errorOutput.constData());
    QVERIFY2(other.start(), other.errorOutput().constData());
}

void TestBackup::restoresUnderLoad()
{
    for (int client = 0; client < kLoaders; ++client) {
        m_clients.push_back(std::make_unique<RetryingClient>(
            m_server.url(), [this, client](int number) { return lead(client, number); }));
        m_clients.back()->start();
    }
    QTRY_VERIFY_WITH_TIMEOUT(acknowledged().size() >= 500, 20000);
    const Acknowledged before = acknowledged();
    const QStringList earlier = archives();
    const auto taken = m_server.run({u"backup"_s, m_backups.path(), u"--keep-daily"_s, u"7"_s});
    QVERIFY2(taken.exitCode == 0, taken.errorOutput.constData());
    const qsizetype after = acknowledged().size();
    QVERIFY2(after > before.size(), "nobody sent leads while the backup was taken");
    QTRY_VERIFY_WITH_TIMEOUT(acknowledged().size() >= after + 100, 20000);
    m_server.kill();
    for (const auto &client : m_clients) {
        QVERIFY2(client->complaints().isEmpty(), qPrintable(client->complaints().join(u'\n')));
        client->finish();
    }
    const Acknowledged sent = acknowledged();
    QStringList fresh = archives();
    for (const QString &name : earlier)
        fresh.removeOne(name);
    QCOMPARE(fresh.size(), 1);

    ServerProcess restored(ServerProcess::Store::Embedded);
    const auto run = restored.run({u"restore"_s, m_backups.filePath(fresh.first())});
    QVERIFY2(run.exitCode == 0, run.errorOutput.constData());
    QFile settings(restored.dataDir() + u"/restored-settings.env"_s);
    QVERIFY(settings.open(QIODevice::ReadOnly));
    QCOMPARE(settings.readAll(), QByteArray("OFFICE_NAME=\"The Office\"\nMETRICS_TOKEN=\"a-token-of-this-test\"\n"));
    QVERIFY2(restored.start(), restored.errorOutput().constData());
    checkLeads(restored, before, sent);
    qInfo("%d leads acknowledged before the backup, %d in all, %d while it was taken", int(before.size()),
          int(sent.size()), int(after - before.size()));
}

void TestBackup::checkLeads(ServerProcess &restored, const Acknowledged &before, const Acknowledged &sent)
{
    QTRY_VERIFY_WITH_TIMEOUT(leadEntries(restored).value("waiting", -1) == 0, 20000);
    const json entries = leadEntries(restored);
    QCOMPARE(entries.value("set_aside", -1), 0);
    Acknowledged stored;
    for (const json &row : leadsOf(restored)) {
        const auto email = QByteArray::fromStdString(row["email"].get<std::string>());
        QVERIFY2(!stored.contains(email), email.constData()); // none twice
        stored.insert(email, QByteArray::fromStdString(row["id"].get<std::string>()));
    }
    for (auto it = before.begin(); it != before.end(); ++it)
        QCOMPARE(stored.value(it.key()), it.value()); // with the id that its source was told
    for (auto it = stored.begin(); it != stored.end(); ++it)
        if (sent.contains(it.key()))
            QCOMPARE(it.value(), sent.value(it.key()));
    // The journal and the store count the same.
    QCOMPARE(entries.value("forwarded", qint64(-1)), qint64(stored.size()));
    // A repeat is known, and the source's key still works.
    const LoadRequest again = lead(0, 0);
    const auto answer = restored.request("POST", again.path, again.headers, again.body);
    QCOMPARE(answer.status, 200);
    QCOMPARE(idIn(answer.body), before.value(again.name));
}

QList<json> TestBackup::leadsOf(ServerProcess &server)
{
    constexpr int kPage = 1000;
    QList<json> all;
    for (;;) {
        const json page =
            server.rows(u"leads?select=id,email&order=id&limit=%1&offset=%2"_s.arg(kPage).arg(all.size()));
        for (const json &row : page)
            all.append(row);
        if (page.size() < kPage)
            return all;
    }
}

json TestBackup::leadEntries(ServerProcess &server)
{
    const json kinds = server.run({u"journal"_s, u"check"_s, u"--json"_s}).json().value("kinds", json::array());
    for (const json &kind : kinds)
        if (kind["kind"] == "lead")
            return kind;
    return json::object();
}

QTEST_GUILESS_MAIN(TestBackup)
#include "tst_backup.moc"
