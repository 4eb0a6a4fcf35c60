#include "models/sqlite/sqlitedb.h"
#include "server/backup/hosteddatabase.h"
#include "server/main/commands/servercommandline.h"
#include "server/migrate/migrator.h"
#include "tests/server/migrate/officedatabase.h"

#include <QDir>
#include <QTest>

using namespace pl;
using namespace pl::test;
using namespace Qt::StringLiterals;

/// `backup` and `restore` of a Supabase project, on a real PostgreSQL with its own programs.
class TestHostedBackup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void readsTheListOfADump();
    void bringsAnOfficeIntoANewProject();
    void refusesADatabaseThatIsNotFree_data();
    void refusesADatabaseThatIsNotFree();
    void neverShowsThePassword();
    void leavesADumpForPeople();

private:
    Result<QByteArray> runCommand(const QStringList &arguments);
    QString urlOf(const QString &database);
    bool makeProject(const QString &name, bool isMigrated);
    QString takeOne();

    OfficeDatabase m_office;
    QTemporaryDir m_data;
    QTemporaryDir m_backups;
    int m_number = 0;
};

void TestHostedBackup::initTestCase()
{
    for (const char *name : {"SUPABASE_URL", "PGSSLROOTCERT", "PGSSLMODE", "PGPASSFILE"})
        qunsetenv(name);
    QVERIFY2(m_office.start() && m_office.reload(), m_office.log());
    // The accounts of Supabase's Auth, as far as they matter.
    QVERIFY(m_office.connection().run(u"create table auth.users (id uuid primary key, email text)"_s).ok());
    QVERIFY(m_office.connection().run(u"insert into auth.users values (gen_random_uuid(), 'ada@office.test')"_s).ok());
    qputenv("DB_PASSWORD", m_office.cluster().address({}).password.toUtf8());
    auto journal = sqlite::SqliteDb::open(m_data.filePath(u"journal.sqlite"_s));
    QVERIFY(journal.ok() && journal->run("create table entries (a text); pragma user_version = 3").ok());
}

Result<QByteArray> TestHostedBackup::runCommand(const QStringList &arguments)
{
    ServerCommandLine line;
    const auto parsed = line.parse(arguments);
    if (!parsed)
        return parsed.error();
    Result<QByteArray> output = Error{ErrorCode::Internal, u"it never finished"_s};
    connect(parsed->command, &Command::finished, this,
            [&output](const Result<QByteArray> &result) { output = result; });
    parsed->command->start();
    return output;
}

QString TestHostedBackup::urlOf(const QString &database)
{
    return u"postgresql://postgres@/%1?host=%2"_s.arg(database, m_office.cluster().address({}).host);
}

bool TestHostedBackup::makeProject(const QString &name, bool isMigrated)
{
    const bool isMade =
        m_office.cluster().createDatabase(name) &&
        m_office.cluster().runScript(name, u"create table auth.users (id uuid primary key, email text)"_s);
    return isMade && (!isMigrated || runCommand({u"migrate"_s, u"--database-url"_s, urlOf(name)}).ok());
}

/// The path of a backup of the office.
QString TestHostedBackup::takeOne()
{
    const QString folder = m_backups.filePath(QString::number(++m_number));
    QDir().mkpath(folder);
    const auto taken = runCommand({u"backup"_s, folder, u"--data"_s, m_data.path(), u"--database-url"_s,
                                   urlOf(m_office.cluster().address(u"office"_s).database)});
    if (!taken)
        qWarning("%s", qPrintable(taken.error().message));
    const auto names = QDir(folder).entryList({u"*Z.tar.gz"_s}, QDir::Files);
    return names.isEmpty() ? QString() : QDir(folder).filePath(names.first());
}

void TestHostedBackup::readsTheListOfADump()
{
    const auto contents = backup::DumpContents::of(";\n; Archive created at 2026-11-30\n"
                                                   "215; 1259 16391 TABLE public leads postgres\n"
                                                   "3344; 0 16391 TABLE DATA public leads postgres\n"
                                                   "3345; 0 16400 TABLE DATA auth users supabase_auth_admin\n"
                                                   "3346; 0 16410 TABLE DATA supabase_migrations schema_migrations x\n"
                                                   "3350; 0 0 SEQUENCE SET public lead_events_id_seq postgres\n");
    QCOMPARE(contents.tables, QStringList{u"public.\"leads\""_s});
    QCOMPARE(contents.lines, QByteArray("3344; 0 16391 TABLE DATA public leads postgres\n"
                                        "3345; 0 16400 TABLE DATA auth users supabase_auth_admin\n"
                                        "3350; 0 0 SEQUENCE SET public lead_events_id_seq postgres\n"));
}

void TestHostedBackup::bringsAnOfficeIntoANewProject()
{
    const QString archive = takeOne();
    QVERIFY(!archive.isEmpty());
    QVERIFY(QFile::exists(m_data.filePath(u"last-backup"_s)));
    QVERIFY(makeProject(u"fresh"_s, true));
    const QTemporaryDir target;
    const auto restored =
        runCommand({u"restore"_s, archive, u"--data"_s, target.path(), u"--database-url"_s, urlOf(u"fresh"_s)});
    QVERIFY2(restored.ok(), restored.ok() ? "" : qPrintable(restored.error().message));
    QVERIFY(QFile::exists(target.filePath(u"journal.sqlite"_s)) && !QFile::exists(target.filePath(u"database.dump"_s)));
    const auto fresh = migrate::PostgresConnection::open(m_office.cluster().address(u"fresh"_s));
    QVERIFY(fresh.ok());
    // Each row of each table, byte for byte: no trigger wrote a second history.
    const QString tables = m_office.text(u"select quote_ident(relname) from pg_class where relkind = 'r' and "
                                         "relnamespace = 'public'::regnamespace order by 1"_s);
    QVERIFY(tables.contains(u"leads") && tables.contains(u"lead_events"));
    for (const QString &table : tables.split(u'\n')) {
        const QString all =
            u"select count(*), md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from %1 t"_s;
        QCOMPARE(textOf(**fresh, all.arg(u"public."_s + table)), m_office.text(all.arg(u"public."_s + table)));
    }
    QVERIFY(m_office.text(u"select count(*) from public.leads"_s).toInt() > 0);
    QCOMPARE(textOf(**fresh, u"select email from auth.users"_s), u"ada@office.test"_s);
    // What comes next gets numbers of its own.
    const QString next = u"select nextval(pg_get_serial_sequence('public.lead_events', 'id')) > "
                         "(select max(id) from public.lead_events)"_s;
    QCOMPARE(textOf(**fresh, next), u"true"_s);
}

void TestHostedBackup::refusesADatabaseThatIsNotFree_data()
{
    QTest::addColumn<QString>("database");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("not set up") << u"bare"_s << u"Run plumber-leads-server migrate first"_s;
    QTest::newRow("the office itself") << u"office"_s << u"the database has rows in leads already"_s;
}

void TestHostedBackup::refusesADatabaseThatIsNotFree()
{
    QFETCH(QString, database);
    QFETCH(QString, sentence);
    if (database == u"bare")
        QVERIFY(makeProject(database, false));
    const QString before = m_office.text(u"select count(*) from public.leads"_s);
    const QString archive = takeOne();
    const QTemporaryDir target;
    const auto refused =
        runCommand({u"restore"_s, archive, u"--data"_s, target.path(), u"--database-url"_s, urlOf(database)});
    QVERIFY(!refused.ok());
    QVERIFY2(refused.error().message.contains(sentence), qPrintable(refused.error().message));
    QVERIFY(!QFile::exists(target.filePath(u"journal.sqlite"_s)));
    QCOMPARE(m_office.text(u"select count(*) from public.leads"_s), before);
}

void TestHostedBackup::neverShowsThePassword()
{
    const QByteArray right = qgetenv("DB_PASSWORD");
    qputenv("DB_PASSWORD", "s3cret-of-mine");
    const auto refused = runCommand(
        {u"backup"_s, m_backups.path(), u"--data"_s, m_data.path(), u"--database-url"_s, urlOf(u"office"_s)});
    qputenv("DB_PASSWORD", right);
    QVERIFY(!refused.ok());
    QVERIFY2(!refused.error().message.contains(u"s3cret-of-mine"), qPrintable(refused.error().message));
    QCOMPARE(QDir(m_backups.path()).entryList(QDir::Files | QDir::Hidden), QStringList());
}

void TestHostedBackup::leavesADumpForPeople()
{
    const QString archive = takeOne();
    const QTemporaryDir target;
    const auto restored = runCommand({u"restore"_s, archive, u"--data"_s, target.path()});
    QVERIFY2(restored.ok(), restored.ok() ? "" : qPrintable(restored.error().message));
    QVERIFY(restored->contains("restore with --database-url"));
    QFile dump(target.filePath(u"database.dump"_s));
    QVERIFY(dump.open(QIODevice::ReadOnly) && dump.readAll().startsWith("PGDMP"));
    QCOMPARE(dump.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

QTEST_GUILESS_MAIN(TestHostedBackup)
#include "tst_hostedbackup.moc"
