#include "server/main/commands/servercommandline.h"
#include "server/migrate/migration.h"
#include "tests/server/migrate/officedatabase.h"

#include <QRegularExpression>
#include <QTest>

using namespace pl;
using namespace pl::test;

/// `plumber-leads-server migrate` as its command line says, on a real PostgreSQL.
class TestMigrateCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void printsThePlanThenApplies();
    void refusesAWrongCommandLine();
    void saysWhichDatabaseIsMissing();
    void neverShowsThePassword();
    void saysHowToGetTheProjectsCa_data();
    void saysHowToGetTheProjectsCa();
    void verifiesByTheProjectsCa();
    void warnsOfAWeakerSslMode();

private:
    Result<QByteArray> run(const QStringList &arguments);
    /// The database over TLS, with these options in its URL.
    Result<QByteArray> dryRunByTls(const QString &options);

    PostgresCluster m_cluster;
    QString m_url;
};

void TestMigrateCommand::initTestCase()
{
    for (const char *name : {"SUPABASE_URL", "DB_PASSWORD", "PGSSLROOTCERT", "PGSSLMODE"})
        qunsetenv(name);
    qputenv("HOME", "/nonexistent"); // libpq looks for a CA there
    QVERIFY2(m_cluster.start(PostgresCluster::Reach::TlsToo) && m_cluster.createDatabase(QStringLiteral("project")),
             m_cluster.log());
    const auto address = m_cluster.address(QStringLiteral("project"));
    m_url = QStringLiteral("postgresql://postgres@/project?host=%1&port=%2").arg(address.host).arg(address.port);
}

Result<QByteArray> TestMigrateCommand::run(const QStringList &arguments)
{
    ServerCommandLine line;
    const auto parsed = line.parse(QStringList{QStringLiteral("migrate")} + arguments);
    if (!parsed)
        return parsed.error();
    Result<QByteArray> output = Error{ErrorCode::Internal, QStringLiteral("it never finished")};
    connect(parsed->command, &Command::finished, this,
            [&output](const Result<QByteArray> &result) { output = result; });
    parsed->command->start();
    return output;
}

void TestMigrateCommand::printsThePlanThenApplies()
{
    qputenv("DB_PASSWORD", m_cluster.address({}).password.toUtf8());
    const QStringList url{QStringLiteral("--database-url"), m_url};
    const QStringList dryRun = url + QStringList{QStringLiteral("--dry-run")};
    const auto own = migrate::ownMigrations();
    QVERIFY(own.ok());
    for (int i = 0; i < 2; ++i) { // the first changed nothing
        const auto plan = run(dryRun);
        QVERIFY2(plan.ok(), plan.ok() ? "" : qPrintable(plan.error().message));
        for (const auto &migration : *own)
            QVERIFY2(plan->contains(migration.title().toUtf8()), plan->constData());
        QCOMPARE(plan->count("to apply"), own->size() + 1);
        QVERIFY(plan->contains("seed: the services an office begins with"));
        QVERIFY(plan->endsWith("Nothing was changed; this was --dry-run.\n"));
    }
    const auto applied = run(url);
    QVERIFY2(applied.ok(), applied.ok() ? "" : qPrintable(applied.error().message));
    QCOMPARE(applied->count(" applied\n"), own->size() + 1);
    QVERIFY(applied->contains("seed: the services an office begins with applied\n"));
    QCOMPARE(*run(url), QByteArray("The database is up to date.\n"));
    const auto after = run(dryRun);
    QVERIFY(after.ok());
    QCOMPARE(after->count("to apply"), 0);
    QVERIFY(after->endsWith("The database is up to date.\n"));
}

void TestMigrateCommand::refusesAWrongCommandLine()
{
    for (const QStringList &arguments : {QStringList{QStringLiteral("now")}, QStringList{QStringLiteral("--force")}}) {
        const auto refused = run(arguments);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().remoteCode, QStringLiteral("usage"));
    }
}

void TestMigrateCommand::saysWhichDatabaseIsMissing()
{
    const auto refused = run({});
    QVERIFY(!refused.ok());
    QVERIFY2(refused.error().message.contains(QStringLiteral("--database-url")), qPrintable(refused.error().message));
}

void TestMigrateCommand::neverShowsThePassword()
{
    qputenv("DB_PASSWORD", "s3cret-of-mine");
    const auto refused = run({QStringLiteral("--database-url"), m_url});
    QVERIFY(!refused.ok());
    QVERIFY2(refused.error().message.contains(QStringLiteral("DB_PASSWORD")), qPrintable(refused.error().message));
    QVERIFY(!refused.error().message.contains(QStringLiteral("s3cret-of-mine")));
}

Result<QByteArray> TestMigrateCommand::dryRunByTls(const QString &options)
{
    qputenv("DB_PASSWORD", m_cluster.address({}).password.toUtf8());
    return run({QStringLiteral("--dry-run"), QStringLiteral("--database-url"),
                QStringLiteral("postgresql://postgres@127.0.0.1:%1/project?%2").arg(m_cluster.port()).arg(options)});
}

void TestMigrateCommand::saysHowToGetTheProjectsCa_data()
{
    QTest::addColumn<QString>("options");
    QTest::newRow("no CA") << QStringLiteral("sslmode=verify-full");
    QTest::newRow("another CA") << QStringLiteral("sslmode=verify-full&sslrootcert=/etc/ssl/certs/ca-certificates.crt");
}

void TestMigrateCommand::saysHowToGetTheProjectsCa()
{
    QFETCH(QString, options);
    const auto refused = dryRunByTls(options);
    QVERIFY(!refused.ok());
    for (const char *part : {"certificate", "Database Settings, SSL Configuration", "PGSSLROOTCERT", "sslrootcert="})
        QVERIFY2(refused.error().message.contains(QLatin1StringView(part)), qPrintable(refused.error().message));
}

void TestMigrateCommand::verifiesByTheProjectsCa()
{
    const auto named = dryRunByTls(QStringLiteral("sslmode=verify-full&sslrootcert=") + m_cluster.authority());
    QVERIFY2(named.ok(), named.ok() ? "" : qPrintable(named.error().message));
    qputenv("PGSSLROOTCERT", m_cluster.authority().toUtf8());
    const auto fromEnvironment = dryRunByTls(QStringLiteral("sslmode=verify-full"));
    QVERIFY2(fromEnvironment.ok(), fromEnvironment.ok() ? "" : qPrintable(fromEnvironment.error().message));
    qunsetenv("PGSSLROOTCERT");
}

void TestMigrateCommand::warnsOfAWeakerSslMode()
{
    // A name that nobody has: the warning comes before the connection.
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("sslmode=require does not check")));
    const auto refused =
        run({QStringLiteral("--database-url"),
             QStringLiteral("postgresql://postgres@db.invalid/project?sslmode=require&connect_timeout=2")});
    QVERIFY(!refused.ok());
}

QTEST_GUILESS_MAIN(TestMigrateCommand)
#include "tst_migratecommand.moc"
