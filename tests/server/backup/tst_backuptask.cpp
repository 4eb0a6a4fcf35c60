#include "models/sqlite/sqlitedb.h"
#include "server/backup/archivereader.h"
#include "server/backup/archivewriter.h"
#include "server/backup/backuptask.h"
#include "server/backup/databasecopy.h"
#include "server/backup/restoretask.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <atomic>
#include <functional>

using namespace pl;
using namespace pl::backup;
using namespace Qt::StringLiterals;

/// From a data folder to an archive and back.
class TestBackupTask : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void secretsStayApart();
    void encryptsWithTheSecrets();
    void restoresWithoutTheSecrets();
    void refusesOthersSecrets();
    void leavesTheStoreToOthers();
    void copiesWhileOthersWrite();
    void keepsByItsRules();
    void clearsUpWhatWasKilled();
    void saysWhatIsMissing_data();
    void saysWhatIsMissing();
    void refusesANewerSchema_data();
    void refusesANewerSchema();
    void refusesADamagedDatabase();
    void refusesOtherCounts();
    void overwritesNothing();

private:
    BackupPlan plan() const;
    RestorePlan restoring(const QString &archive) const;
    QString restored(const char *name) const { return m_new->filePath(QString::fromLatin1(name)); }
    QString writeChanged(const std::function<void(Manifest &, const QString &folder)> &change);

    std::unique_ptr<QTemporaryDir> m_data;
    std::unique_ptr<QTemporaryDir> m_backups;
    std::unique_ptr<QTemporaryDir> m_new;
};

namespace {

constexpr qint64 kJournalVersion = 3;
constexpr qint64 kEmbeddedVersion = 18;

void execute(const QString &file, const QByteArray &sql)
{
    auto db = sqlite::SqliteDb::open(file);
    QVERIFY2(db.ok(), qPrintable(file));
    const auto ran = db->run(sql);
    QVERIFY2(ran.ok(), ran.ok() ? "" : qPrintable(ran.error().message));
}

qint64 countIn(const QString &file, const char *table)
{
    const auto facts = factsOf(file);
    return facts ? facts->rows.value(QString::fromLatin1(table), -1) : -1;
}

void writeText(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
}

QByteArray textIn(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString messageOf(const Result<RestoreReport> &result)
{
    return result ? QString() : result.error().message;
}

/// Its file with the secret key, and the public one.
std::pair<QString, QString> makeKey(const QString &folder)
{
    const QString file = QDir(folder).filePath(u"key.txt"_s);
    QProcess keygen;
    keygen.start(u"age-keygen"_s, {u"-o"_s, file});
    keygen.waitForFinished(10000);
    static const QRegularExpression form(u"(age1[0-9a-z]+)"_s);
    return {file, form.match(QString::fromUtf8(textIn(file))).captured(1)};
}

} // namespace

void TestBackupTask::init()
{
    m_data = std::make_unique<QTemporaryDir>();
    m_backups = std::make_unique<QTemporaryDir>();
    m_new = std::make_unique<QTemporaryDir>();
    execute(m_data->filePath(u"journal.sqlite"_s),
            "pragma journal_mode = wal; create table entries (a text); insert into entries values ('x'), ('y');"
            "pragma user_version = 3");
    execute(m_data->filePath(u"supabase.db"_s),
            "pragma journal_mode = wal; create table leads (a text); create table \"odd \"\"name\" (a text);"
            "insert into leads values ('one'), ('two'), ('three'); pragma user_version = 18");
    writeText(m_data->filePath(u"jwt-secret"_s), "the secret of sign-ins");
    writeText(m_data->filePath(u"link-secret"_s), "the secret of links");
    writeText(m_data->filePath(u"source-rates.json"_s), "{}");
    writeText(m_data->filePath(u"demo.json"_s), "not in a backup");
}

BackupPlan TestBackupTask::plan() const
{
    BackupPlan plan{{.dataDir = m_data->path(), .version = u"1.0"_s}, m_backups->path()};
    plan.source.environment.insert(u"PUBLIC_URL"_s, u"https://leads.example.com"_s);
    plan.source.environment.insert(u"STRIPE_API_KEY"_s, u"sk_test_of_this_test"_s);
    return plan;
}

RestorePlan TestBackupTask::restoring(const QString &archive) const
{
    return {.archive = archive,
            .dataDir = m_new->path(),
            .journalSchema = kJournalVersion,
            .embeddedSchema = kEmbeddedVersion};
}

void TestBackupTask::secretsStayApart()
{
    const auto report = takeBackup(plan());
    QVERIFY2(report.ok(), report.ok() ? "" : qPrintable(report.error().message));
    QCOMPARE(report->manifest.content, Content::Data);
    QCOMPARE(report->manifest.storeRows.value(u"leads"_s), 3);
    QCOMPARE(report->manifest.storeRows.value(u"odd \"name"_s), 0);
    QCOMPARE(report->manifest.journalRows.value(u"entries"_s), 2);
    for (const QString &path : {report->archive, report->secrets}) {
        const auto permissions = QFileInfo(path).permissions();
        QCOMPARE(permissions & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
                 QFile::Permissions());
    }
    QCOMPARE(QDir(m_backups->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(), 2);
    QProcess tar;
    tar.start(u"tar"_s, {u"-xzOf"_s, report->archive});
    QVERIFY(tar.waitForFinished(10000));
    const QByteArray all = tar.readAllStandardOutput();
    QVERIFY(all.contains("leads.example.com") && !all.contains("sk_test_of_this_test") &&
            !all.contains("the secret of"));

    const auto restoredAll = restoreBackup(restoring(report->archive));
    QVERIFY2(restoredAll.ok(), qPrintable(messageOf(restoredAll)));
    QVERIFY(restoredAll->hasSecrets && restoredAll->manifest == report->manifest);
    QCOMPARE(countIn(restored("supabase.db"), "leads"), 3);
    QCOMPARE(countIn(restored("journal.sqlite"), "entries"), 2);
    QCOMPARE(textIn(restored("jwt-secret")), QByteArray("the secret of sign-ins"));
    QCOMPARE(textIn(restoredAll->settings),
             QByteArray("PUBLIC_URL=\"https://leads.example.com\"\nSTRIPE_API_KEY=\"sk_test_of_this_test\"\n"));
    QVERIFY(!QFile::exists(restored("demo.json")));
    for (const QFileInfo &info : QDir(m_new->path()).entryInfoList(QDir::Files))
        QVERIFY2(!(info.permissions() & (QFile::ReadGroup | QFile::ReadOther)), qPrintable(info.fileName()));
}

void TestBackupTask::encryptsWithTheSecrets()
{
    const QTemporaryDir keys;
    const auto [identity, recipient] = makeKey(keys.path());
    QVERIFY2(!recipient.isEmpty(), "age-keygen made no key");
    BackupPlan wanted = plan();
    wanted.recipients = {recipient};
    const auto report = takeBackup(wanted);
    QVERIFY2(report.ok(), report.ok() ? "" : qPrintable(report.error().message));
    QVERIFY(report->archive.endsWith(u".tar.gz.age") && report->secrets.isEmpty());
    QVERIFY(textIn(report->archive).startsWith("age-encryption.org/v1"));
    QCOMPARE(QFileInfo(report->archive).permissions() & QFile::ReadOther, QFile::Permissions());

    QVERIFY(messageOf(restoreBackup(restoring(report->archive))).contains(u"--identity FILE"));
    RestorePlan wrong = restoring(report->archive);
    const QTemporaryDir others;
    wrong.identity = makeKey(others.path()).first;
    QVERIFY(messageOf(restoreBackup(wrong)).contains(u"age can't decrypt this"));
    RestorePlan right = restoring(report->archive);
    right.identity = identity;
    const auto done = restoreBackup(right);
    QVERIFY2(done.ok(), qPrintable(messageOf(done)));
    QVERIFY(done->hasSecrets);
    QCOMPARE(textIn(restored("link-secret")), QByteArray("the secret of links"));

    const QString cut = m_backups->filePath(u"cut.age"_s);
    writeText(cut, textIn(report->archive).chopped(100));
    m_new = std::make_unique<QTemporaryDir>();
    RestorePlan shortened = restoring(cut);
    shortened.identity = identity;
    QVERIFY(!restoreBackup(shortened).ok());
    QVERIFY(QDir(m_new->path()).isEmpty());
}

void TestBackupTask::restoresWithoutTheSecrets()
{
    const auto report = takeBackup(plan());
    QVERIFY(report.ok() && QFile::remove(report->secrets));
    const auto done = restoreBackup(restoring(report->archive));
    QVERIFY2(done.ok(), qPrintable(messageOf(done)));
    QVERIFY(!done->hasSecrets && !QFile::exists(restored("jwt-secret")));
}

void TestBackupTask::refusesOthersSecrets()
{
    const auto first = takeBackup(plan());
    QTRY_VERIFY(QDateTime::currentDateTimeUtc().toSecsSinceEpoch() >
                first->manifest.takenAt.toDateTime().toSecsSinceEpoch());
    const auto second = takeBackup(plan());
    QVERIFY2(second.ok(), second.ok() ? "" : qPrintable(second.error().message));
    RestorePlan mixed = restoring(second->archive);
    mixed.secrets = first->secrets;
    QVERIFY(messageOf(restoreBackup(mixed)).contains(u"does not hold this backup's secrets"));
    QVERIFY(messageOf(restoreBackup(restoring(first->secrets))).contains(u"secrets alone"));
    QVERIFY(QDir(m_new->path()).isEmpty());
}

void TestBackupTask::leavesTheStoreToOthers()
{
    BackupPlan wanted = plan();
    wanted.source.store = Store::Elsewhere;
    const auto report = takeBackup(wanted);
    QVERIFY(report.ok() && !report->manifest.find(u"supabase.db"_s));
    const auto done = restoreBackup(restoring(report->archive));
    QVERIFY2(done.ok(), qPrintable(messageOf(done)));
    QVERIFY(QFile::exists(restored("journal.sqlite")) && !QFile::exists(restored("supabase.db")));
}

/// A connection that writes between any two steps of the copy neither makes it begin again nor gets into it.
void TestBackupTask::copiesWhileOthersWrite()
{
    const QString file = m_data->filePath(u"supabase.db"_s);
    execute(file, "create table pages (a blob);"
                  "with recursive n (i) as (select 1 union all select i + 1 from n where i < 8000)"
                  "insert into pages select randomblob(4000) from n");
    std::atomic<bool> isDone = false;
    std::atomic<int> written = 0;
    const std::unique_ptr<QThread> writer(QThread::create([&] {
        auto db = sqlite::SqliteDb::open(file);
        if (db)
            (void)db->run("pragma synchronous = off"); // as often as can be
        while (!isDone)
            written +=
                db && db->run("begin; insert into leads values ('more'); insert into pages values (zeroblob(4000));"
                              "commit");
    }));
    writer->start();
    QTRY_VERIFY(written > 10);
    const int before = written;
    const QString copy = m_new->filePath(u"copy"_s);
    const auto copied = copyDatabase(file, copy);
    const int after = written;
    isDone = true;
    writer->wait();
    QVERIFY2(copied.ok(), copied.ok() ? "" : qPrintable(copied.error().message));
    QVERIFY(checkDatabase(copy).ok());
    const qint64 leads = countIn(copy, "leads");
    QCOMPARE(countIn(copy, "pages"), 8000 + leads - 3); // one moment's state
    QVERIFY(leads >= 3 + before && leads <= 3 + after + 1);
    QVERIFY2(after > before, "nobody wrote meanwhile");
}

void TestBackupTask::keepsByItsRules()
{
    const QString old = m_backups->filePath(u"plumber-leads-20200101T000000Z.tar.gz"_s);
    writeText(old, "old");
    BackupPlan wanted = plan();
    wanted.rules = {1, 0, 0};
    const auto report = takeBackup(wanted);
    QVERIFY(report.ok());
    QCOMPARE(report->deleted, QStringList{QFileInfo(old).fileName()});
    QVERIFY(!QFile::exists(old) && QFile::exists(report->archive));
}

void TestBackupTask::clearsUpWhatWasKilled()
{
    for (const QString &name : {u".plumber-leads-backup-old"_s, u".plumber-leads-backup-new"_s, u"theirs"_s})
        QVERIFY(QDir(m_backups->path()).mkdir(name));
    QProcess touch;
    touch.start(u"touch"_s, {u"-d"_s, u"3 days ago"_s, m_backups->filePath(u".plumber-leads-backup-old"_s),
                             m_backups->filePath(u"theirs"_s)});
    QVERIFY(touch.waitForFinished(10000) && touch.exitCode() == 0);
    QVERIFY(takeBackup(plan()).ok());
    QCOMPARE(QDir(m_backups->path()).entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name),
             (QStringList{u".plumber-leads-backup-new"_s, u"theirs"_s}));
}

void TestBackupTask::saysWhatIsMissing_data()
{
    QTest::addColumn<QString>("missing");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("backup folder") << u"folder"_s << u"There is no folder"_s;
    QTest::newRow("journal") << u"journal.sqlite"_s << u"is not the server's data folder"_s;
    QTest::newRow("store") << u"supabase.db"_s << u"SUPABASE_URL must be set"_s;
    QTest::newRow("age") << u"age"_s << u"The program age is missing"_s;
}

void TestBackupTask::saysWhatIsMissing()
{
    QFETCH(QString, missing);
    QFETCH(QString, sentence);
    BackupPlan wanted = plan();
    const QByteArray path = qgetenv("PATH");
    if (missing == u"folder")
        wanted.folder += u"/none"_s;
    else if (missing == u"age") {
        wanted.recipients = {u"age1x"_s};
        qputenv("PATH", "/nonexistent");
    } else
        QVERIFY(QFile::remove(m_data->filePath(missing)));
    const auto report = takeBackup(wanted);
    qputenv("PATH", path);
    QVERIFY(!report.ok());
    QVERIFY2(report.error().message.contains(sentence), qPrintable(report.error().message));
    QVERIFY(QDir(m_backups->path()).isEmpty());
}

/// An archive like a good one, of files and a manifest that were changed before it was packed.
QString TestBackupTask::writeChanged(const std::function<void(Manifest &, const QString &folder)> &change)
{
    const QTemporaryDir work;
    auto manifest = stageBackup(plan().source, work.path());
    if (!manifest)
        return {};
    change(*manifest, work.path());
    for (Member &member : manifest->members)
        member = memberOf(work.path(), member.name).valueOr(member);
    const QString path = m_backups->filePath(u"changed.tar.gz"_s);
    const auto output = FileOutput::create(path);
    return output && ArchiveWriter(**output).write(*manifest, work.path()) ? path : QString();
}

void TestBackupTask::refusesANewerSchema_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("journal") << u"journal.sqlite"_s;
    QTest::newRow("store") << u"supabase.db"_s;
}

void TestBackupTask::refusesANewerSchema()
{
    QFETCH(QString, file);
    execute(m_data->filePath(file), "pragma user_version = 99");
    const auto report = takeBackup(plan());
    QVERIFY(report.ok());
    const QString said = messageOf(restoreBackup(restoring(report->archive)));
    QVERIFY2(said.contains(u"newer version of this program (1.0)"), qPrintable(said));
    QVERIFY(QDir(m_new->path()).isEmpty());
}

/// A page of zeros in the middle, and hashes that fit.
void TestBackupTask::refusesADamagedDatabase()
{
    execute(m_data->filePath(u"supabase.db"_s),
            "with recursive n (i) as (select 1 union all select i + 1 from n where i < 2000)"
            "insert into leads select hex(randomblob(50)) from n");
    const QString archive = writeChanged([](Manifest &, const QString &folder) {
        QFile file(QDir(folder).filePath(u"supabase.db"_s));
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(5 * 4096));
        QVERIFY(file.write(QByteArray(4096, '\0')) == 4096);
    });
    QVERIFY(!archive.isEmpty());
    const QString said = messageOf(restoreBackup(restoring(archive)));
    QVERIFY2(said.contains(u"supabase.db is damaged"), qPrintable(said));
}

void TestBackupTask::refusesOtherCounts()
{
    const QString archive = writeChanged([](Manifest &manifest, const QString &) { ++manifest.storeRows[u"leads"_s]; });
    QVERIFY(!archive.isEmpty());
    const QString said = messageOf(restoreBackup(restoring(archive)));
    QVERIFY2(said.contains(u"supabase.db does not hold what its manifest says"), qPrintable(said));
}

void TestBackupTask::overwritesNothing()
{
    QVERIFY(checkIsEmpty(m_new->path()).ok());
    QVERIFY(checkIsEmpty(m_new->filePath(u"none"_s)).ok());
    writeText(restored("running.lock"), {});
    QVERIFY(checkIsEmpty(m_new->path()).ok());
    writeText(restored("anything"), {});
    const auto empty = checkIsEmpty(m_new->path());
    QVERIFY(!empty.ok());
    QVERIFY2(empty.error().message.contains(u"overwrites nothing"), qPrintable(empty.error().message));
}

QTEST_GUILESS_MAIN(TestBackupTask)
#include "tst_backuptask.moc"
