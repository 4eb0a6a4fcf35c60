#include "server/migrate/databaseaddress.h"

#include <QTest>

using namespace pl;
using namespace pl::migrate;

/// Which database `migrate` means, and how it says what it can't mean.
class TestDatabaseAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void findsTheProject();
    void findsTheProjectOnThePooler();
    void refusesAPooler_data();
    void refusesAPooler();
    void theUrlGoesBeforeTheProject();
    void theEnvironmentHasThePassword();
    void verifiesWhoeverIsNotLocal_data();
    void verifiesWhoeverIsNotLocal();
    void saysWhatIsMissing_data();
    void saysWhatIsMissing();
};

namespace {

QProcessEnvironment environment(const char *url, const char *password)
{
    QProcessEnvironment result;
    result.insert(QStringLiteral("SUPABASE_URL"), QString::fromLatin1(url));
    result.insert(QStringLiteral("DB_PASSWORD"), QString::fromLatin1(password));
    return result;
}

DatabaseAddress made(const char *host, int port, const char *database, const char *user, const char *password,
                     const QMap<QString, QString> &options = {})
{
    return {QString::fromLatin1(host),     port,   QString::fromLatin1(database), QString::fromLatin1(user),
            QString::fromLatin1(password), options};
}

} // namespace

void TestDatabaseAddress::reads_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<DatabaseAddress>("address");
    const auto row = [](const char *name, const char *url, const DatabaseAddress &address) {
        QTest::newRow(name) << QString::fromLatin1(url) << address;
    };
    row("all", "postgresql://me@host.test:6543/db", made("host.test", 6543, "db", "me", ""));
    row("short", "postgres://host.test", made("host.test", 5432, "postgres", "postgres", ""));
    row("special characters", "postgresql://a%40b%3A%2F@h/d%20b", made("h", 5432, "d b", "a@b:/", ""));
    row("a plus is a plus", "postgresql://a+b@h/d", made("h", 5432, "d", "a+b", ""));
    row("a socket", "postgresql://u@/d?host=/run/postgresql&port=5433", made("/run/postgresql", 5433, "d", "u", ""));
    row("options", "postgresql://h/?sslmode=verify-full&sslrootcert=/a%20b.crt",
        made("h", 5432, "postgres", "postgres", "",
             {{QStringLiteral("sslmode"), QStringLiteral("verify-full")},
              {QStringLiteral("sslrootcert"), QStringLiteral("/a b.crt")}}));
    row("the dashboard's placeholder", " postgresql://postgres.abc:[YOUR-PASSWORD]@pooler.test:5432/postgres\n",
        made("pooler.test", 5432, "postgres", "postgres.abc", ""));
}

void TestDatabaseAddress::reads()
{
    QFETCH(QString, url);
    const auto address = DatabaseAddress::fromUrl(url);
    QVERIFY2(address.ok(), address.ok() ? "" : qPrintable(address.error().message));
    QTEST(*address, "address");
}

void TestDatabaseAddress::refuses_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *name, const char *url, const char *part) {
        QTest::newRow(name) << QString::fromLatin1(url) << QString::fromLatin1(part);
    };
    row("no URL", "db.test", "must look like postgresql://");
    row("another scheme", "https://u:secret@abc.supabase.co", "must look like postgresql://");
    row("an unescaped password", "postgresql://u:secret%zz@h/d", "%40");
    row("a password", "postgresql://u:secret@h/d", "DB_PASSWORD");
    row("no host", "postgresql:///d", "has no host");
    row("a port that is none", "postgresql:///d?host=/tmp&port=x", "port");
    row("an unknown option", "postgresql://secret@h/d?pgbouncer=true", "\"pgbouncer\"");
    row("a semicolon", "postgresql://secret@h/d?sslmode=a%3Bb", "semicolon");
}

void TestDatabaseAddress::refuses()
{
    QFETCH(QString, url);
    QFETCH(QString, part);
    const auto address = DatabaseAddress::fromUrl(url);
    QVERIFY(!address.ok());
    QCOMPARE(address.error().code, ErrorCode::InvalidInput);
    QVERIFY2(address.error().message.contains(part), qPrintable(address.error().message));
    QVERIFY(!address.error().message.contains(QStringLiteral("secret")));
}

void TestDatabaseAddress::findsTheProject()
{
    const auto address = DatabaseAddress::find({}, environment("https://abcdef.supabase.co", "pw"));
    QVERIFY(address.ok());
    QCOMPARE(*address, made("db.abcdef.supabase.co", 5432, "postgres", "postgres", "pw",
                            {{QStringLiteral("sslmode"), QStringLiteral("verify-full")}}));
}

void TestDatabaseAddress::theUrlGoesBeforeTheProject()
{
    const auto address =
        DatabaseAddress::find(QStringLiteral("postgresql://u@h/d"), environment("https://abcdef.supabase.co", "pw"));
    QVERIFY(address.ok());
    QCOMPARE(*address, made("h", 5432, "d", "u", "pw", {{QStringLiteral("sslmode"), QStringLiteral("verify-full")}}));
}

void TestDatabaseAddress::theEnvironmentHasThePassword()
{
    const auto address = DatabaseAddress::find(
        QStringLiteral("postgresql://postgres.abc@aws-0-us-east-1.pooler.supabase.com/postgres?sslmode=verify-full"),
        environment("", "p@ss:word"));
    QVERIFY(address.ok());
    QCOMPARE(*address, made("aws-0-us-east-1.pooler.supabase.com", 5432, "postgres", "postgres.abc", "p@ss:word",
                            {{QStringLiteral("sslmode"), QStringLiteral("verify-full")}}));
}

void TestDatabaseAddress::findsTheProjectOnThePooler()
{
    const auto project = environment("https://abcdef.supabase.co", "pw");
    const auto address = DatabaseAddress::find({}, project, QStringLiteral("aws-1-eu-west-2.pooler.supabase.com"));
    QVERIFY(address.ok());
    QCOMPARE(*address, made("aws-1-eu-west-2.pooler.supabase.com", 5432, "postgres", "postgres.abcdef", "pw",
                            {{QStringLiteral("sslmode"), QStringLiteral("verify-full")}}));
    QCOMPARE(DatabaseAddress::find({}, project, QStringLiteral("pooler.test:6543"))->port, 6543);
}

void TestDatabaseAddress::refusesAPooler_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("pooler");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *name, const char *url, const char *pooler, const char *part) {
        QTest::newRow(name) << QString::fromLatin1(url) << QString::fromLatin1(pooler) << QString::fromLatin1(part);
    };
    row("with a URL besides", "postgresql://h/d", "pooler.test", "not both");
    row("a whole URL", "", "postgresql://postgres.abc@pooler.test:5432/postgres", "must be a host like");
    row("a user in it", "", "postgres.abc@pooler.test", "must be a host like");
    row("no project's user", "postgresql://postgres@aws-0-us-east-1.pooler.supabase.com/postgres", "",
        "the user must be postgres.PROJECT");
}

void TestDatabaseAddress::refusesAPooler()
{
    QFETCH(QString, url);
    QFETCH(QString, pooler);
    QFETCH(QString, part);
    const auto address = DatabaseAddress::find(url, environment("https://abcdef.supabase.co", "pw"), pooler);
    QVERIFY(!address.ok());
    QVERIFY2(address.error().message.contains(part), qPrintable(address.error().message));
}

void TestDatabaseAddress::verifiesWhoeverIsNotLocal_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("mode");
    QTest::addColumn<bool>("warns");
    const auto row = [](const char *name, const char *url, const char *mode, bool warns) {
        QTest::newRow(name) << QString::fromLatin1(url) << QString::fromLatin1(mode) << warns;
    };
    row("a name", "postgresql://db.office.test/d", "verify-full", false);
    row("a private network", "postgresql://10.0.0.5/d", "verify-full", false);
    row("a name that begins like loopback", "postgresql://127.0.0.1.evil.test/d", "verify-full", false);
    row("a name that ends like localhost", "postgresql://evil.localhost/d", "verify-full", false);
    row("this machine by name", "postgresql://localhost/d", "", false);
    row("this machine", "postgresql://127.0.0.1/d", "", false);
    row("this machine over IPv6", "postgresql://[::1]/d", "", false);
    row("a socket", "postgresql:///d?host=/run/postgresql", "", false);
    row("said all the same", "postgresql://db.office.test/d?sslmode=verify-full", "verify-full", false);
    row("encrypted for anybody", "postgresql://db.office.test/d?sslmode=require", "require", true);
    row("anybody with a certificate", "postgresql://db.office.test/d?sslmode=verify-ca", "verify-ca", true);
    row("in the clear", "postgresql://db.office.test/d?sslmode=disable", "disable", true);
    row("in the clear on this machine", "postgresql://localhost/d?sslmode=disable", "disable", false);
}

void TestDatabaseAddress::verifiesWhoeverIsNotLocal()
{
    QFETCH(QString, url);
    QFETCH(bool, warns);
    const auto address = DatabaseAddress::find(url, environment("", "pw"));
    QVERIFY2(address.ok(), address.ok() ? "" : qPrintable(address.error().message));
    QTEST(address->options.value(QStringLiteral("sslmode")), "mode");
    QCOMPARE(!address->tlsWarning().isEmpty(), warns);
    QVERIFY(!warns || address->tlsWarning().contains(QStringLiteral("PGSSLROOTCERT")));
}

void TestDatabaseAddress::saysWhatIsMissing_data()
{
    QTest::addColumn<QString>("project");
    QTest::addColumn<QString>("part");
    QTest::newRow("no project") << QString() << QStringLiteral("Set SUPABASE_URL");
    QTest::newRow("no password") << QStringLiteral("https://abc.supabase.co") << QStringLiteral("DB_PASSWORD");
    QTest::newRow("self-hosted") << QStringLiteral("https://db.office.test") << QStringLiteral("--database-url");
    QTest::newRow("a name like it") << QStringLiteral("https://abc.supabase.co.evil.test")
                                    << QStringLiteral("--database-url");
}

void TestDatabaseAddress::saysWhatIsMissing()
{
    QFETCH(QString, project);
    QFETCH(QString, part);
    const auto address = DatabaseAddress::find({}, environment(qPrintable(project), ""));
    QVERIFY(!address.ok());
    QVERIFY2(address.error().message.contains(part), qPrintable(address.error().message));
}

QTEST_GUILESS_MAIN(TestDatabaseAddress)
#include "tst_databaseaddress.moc"
