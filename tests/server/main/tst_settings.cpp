#include "server/main/listenaddress.h"
#include "server/main/settings.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace pl;

/// What the environment and the command line may say.
class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEmptyEnvironmentIsEnough();
    void readsEverything();
    void refuses_data();
    void refuses();
    void neverQuotesASecret();
    void saysWhatIsWrongWithThePassword();
    void needsTheServiceKeyOfAProject();
    void listens_data();
    void listens();
    void guideListsEverySetting();
};

namespace {

// On P-256; SendGrid's own example.
constexpr char kWebhookKey[] =
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+"
    "2fNNRaINXvVpiglSI8eNEc6wEA3F+g==";
// {"iss":"supabase","role":"service_role"}
constexpr char kServiceKey[] = "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJzdXBhYmFzZSIsInJvbGUiOiJzZXJ2aWNlX3JvbGUifQ.x";

QProcessEnvironment environment(std::initializer_list<std::pair<const char *, const char *>> variables)
{
    QProcessEnvironment environment;
    for (const auto &[name, value] : variables)
        environment.insert(QString::fromLatin1(name), QString::fromUtf8(value));
    return environment;
}

/// What the pattern's brackets caught in a file of the sources, sorted, each once.
QStringList found(const QString &path, const QString &pattern)
{
    QFile file(QStringLiteral(PL_TEST_DATA "/../") + path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QStringList names;
    const QRegularExpression wanted(pattern, QRegularExpression::MultilineOption);
    for (auto it = wanted.globalMatch(QString::fromUtf8(file.readAll())); it.hasNext();)
        names += it.next().captured(1);
    names.sort();
    names.removeDuplicates();
    return names;
}

} // namespace

void TestSettings::anEmptyEnvironmentIsEnough()
{
    const auto settings = Settings::fromEnvironment({});
    QVERIFY(settings.ok());
    QVERIFY(!settings->supabaseUrl);
    QCOMPARE(settings->warnings.size(), 4);
    QCOMPARE(settings->stripeTimeout, std::chrono::seconds(30));
    for (const char *name : {"STRIPE_API_KEY", "STRIPE_WEBHOOK_SECRET", "EMAIL_SERVICE_API_KEY", "SMS_SERVICE_API_KEY"})
        QCOMPARE(settings->warnings.filter(QString::fromLatin1(name)).size(), 1);
    const auto blank = Settings::fromEnvironment(environment({{"SUPABASE_URL", " "}, {"STRIPE_API_KEY", ""}}));
    QVERIFY(blank.ok());
    QVERIFY(!blank->supabaseUrl);
}

void TestSettings::readsEverything()
{
    const auto settings = Settings::fromEnvironment(environment({{"SUPABASE_URL", "https://abc.supabase.co"},
                                                                 {"SUPABASE_KEY", "sb_publishable_x"},
                                                                 {"SUPABASE_SERVICE_KEY", kServiceKey},
                                                                 {"ADMIN_EMAIL", "ada@office.example"},
                                                                 {"ADMIN_PASSWORD", " correct horse "},
                                                                 {"STRIPE_API_KEY", "rk_test_1"},
                                                                 {"STRIPE_WEBHOOK_SECRET", "whsec_1"},
                                                                 {"STRIPE_TIMEOUT_SECONDS", "7"},
                                                                 {"EMAIL_SERVICE_API_KEY", "SG.x"},
                                                                 {"EMAIL_WEBHOOK_KEY", kWebhookKey},
                                                                 {"SMS_SERVICE_API_KEY", "AC1:token"},
                                                                 {"SMS_FROM", "+15125550100"},
                                                                 {"OFFICE_NAME", "Kit & Sons"},
                                                                 {"PUBLIC_URL", "https://leads.example.com"}}));
    QVERIFY(settings.ok());
    QCOMPARE(settings->supabaseUrl->host(), QStringLiteral("abc.supabase.co"));
    QCOMPARE(settings->supabaseServiceKey, QByteArray(kServiceKey));
    QCOMPARE(settings->adminPassword, QStringLiteral(" correct horse "));
    QCOMPARE(settings->publicUrl->host(), QStringLiteral("leads.example.com"));
    QCOMPARE(settings->stripeTimeout, std::chrono::seconds(7));
    QCOMPARE(settings->officeName, QStringLiteral("Kit & Sons"));
    QCOMPARE(settings->emailWebhookKey, QByteArray(kWebhookKey));
    QVERIFY(settings->warnings.isEmpty());
}

void TestSettings::refuses_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    const auto row = [](const char *name, const char *value) {
        QTest::addRow("%s=%s", name, value) << QString::fromLatin1(name) << QString::fromLatin1(value);
    };
    row("SUPABASE_URL", "abc.supabase.co");
    row("SUPABASE_URL", "ftp://abc.supabase.co");
    row("SUPABASE_KEY", "key");
    row("SUPABASE_KEY", "sb_secret_x");
    row("SUPABASE_KEY", kServiceKey);
    row("SUPABASE_SERVICE_KEY", "a.b");
    row("SUPABASE_SERVICE_KEY", "sb_secret_with a blank");
    row("SUPABASE_SERVICE_KEY", "sb_publishable_x");
    row("SUPABASE_SERVICE_KEY", "eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoiYW5vbiJ9.x");
    row("ADMIN_EMAIL", "ada");
    row("ADMIN_EMAIL", "ada@office");
    row("ADMIN_PASSWORD", "short");
    row("ADMIN_PASSWORD", "elevenchars");
    row("ADMIN_PASSWORD", "password1234");
    row("STRIPE_API_KEY", "pk_live_1");
    row("STRIPE_WEBHOOK_SECRET", "secret");
    row("EMAIL_SERVICE_API_KEY", "two words");
    row("EMAIL_WEBHOOK_KEY", "SG.x");
    row("EMAIL_WEBHOOK_KEY", "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O");
    row("EMAIL_WEBHOOK_KEY", "MCowBQYDK2VwAyEAAqBHNfJU3LFnnGhrqvZX7e5nLf5XRVitazvFwPJhEmI="); // Ed25519
    row("SMS_SERVICE_API_KEY", "AC1");
    row("SMS_SERVICE_API_KEY", "token:AC1");
    row("STRIPE_API_BASE", "localhost:12111");
    row("META_API_BASE", "localhost:12111");
    row("YELP_API_BASE", "localhost:12111");
    row("STRIPE_TIMEOUT_SECONDS", "0");
    row("STRIPE_TIMEOUT_SECONDS", "soon");
    row("EMAIL_FROM", "office");
    row("SMS_FROM", "5125550100");
    row("SMS_FROM", "+15120550100");
    row("OFFICE_NAME", "www.office.example");
    row("LINK_SECRET", "too-short-to-be-a-secret");
    row("PUBLIC_URL", "leads.example.com");
}

void TestSettings::refuses()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    QProcessEnvironment variables;
    variables.insert(name, value);
    const auto settings = Settings::fromEnvironment(variables);
    QVERIFY(!settings.ok());
    QVERIFY2(settings.error().message.startsWith(name + u' '), qPrintable(settings.error().message));
}

void TestSettings::neverQuotesASecret()
{
    const auto settings = Settings::fromEnvironment(environment({{"STRIPE_API_KEY", "pk_secret_value"}}));
    QVERIFY(!settings.ok());
    QVERIFY(!settings.error().message.contains(QStringLiteral("secret_value")));
}

void TestSettings::saysWhatIsWrongWithThePassword()
{
    const auto sentence = [](const char *password) {
        return Settings::fromEnvironment(
                   environment({{"ADMIN_EMAIL", "weller@pickwick.example"}, {"ADMIN_PASSWORD", password}}))
            .error()
            .message;
    };
    QCOMPARE(sentence("short"), QStringLiteral("ADMIN_PASSWORD can't be used: it must have at least 12 characters."));
    QCOMPARE(sentence("weller.1870.pickwick"),
             QStringLiteral("ADMIN_PASSWORD can't be used: it is too easy to guess."));
}

void TestSettings::needsTheServiceKeyOfAProject()
{
    const auto settings = Settings::fromEnvironment(environment({{"SUPABASE_URL", "https://abc.supabase.co"}}));
    QVERIFY(!settings.ok());
    QVERIFY(settings.error().message.startsWith(QStringLiteral("SUPABASE_SERVICE_KEY")));
}

void TestSettings::listens_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("url"); // empty: refused
    QTest::newRow("address") << QStringLiteral("127.0.0.1:8080") << QStringLiteral("http://127.0.0.1:8080");
    QTest::newRow("localhost") << QStringLiteral("localhost:0") << QStringLiteral("http://127.0.0.1:0");
    QTest::newRow("all") << QStringLiteral("0.0.0.0:80") << QStringLiteral("http://0.0.0.0:80");
    QTest::newRow("IPv6") << QStringLiteral("[::1]:8080") << QStringLiteral("http://[::1]:8080");
    QTest::newRow("no port") << QStringLiteral("127.0.0.1") << QString();
    QTest::newRow("port alone") << QStringLiteral("8080") << QString();
    QTest::newRow("empty port") << QStringLiteral("127.0.0.1:") << QString();
    QTest::newRow("port too large") << QStringLiteral("127.0.0.1:65536") << QString();
    QTest::newRow("negative port") << QStringLiteral("127.0.0.1:-1") << QString();
    QTest::newRow("a name") << QStringLiteral("example.com:80") << QString();
    QTest::newRow("nothing") << QString() << QString();
}

void TestSettings::listens()
{
    QFETCH(QString, text);
    QFETCH(QString, url);
    const auto address = ListenAddress::parse(text);
    QCOMPARE(address.ok(), !url.isEmpty());
    if (address)
        QCOMPARE(ListenAddress::url(address->host, address->port), url);
}

void TestSettings::guideListsEverySetting()
{
    QStringList read = found(QStringLiteral("server/main/settings.cpp"), QStringLiteral("\"([A-Z]+(?:_[A-Z]+)+)\""));
    QVERIFY(read.contains(QStringLiteral("SUPABASE_URL")));
    read += {QStringLiteral("DB_PASSWORD"), QStringLiteral("PGSSLROOTCERT"),
             QStringLiteral("BACKUP_OPTIONS")}; // of commands and units
    read.sort();
    QCOMPARE(found(QStringLiteral("docs/admin.md"), QStringLiteral("^\\| `([A-Z][A-Z_]+)` \\|")).join(u' '),
             read.join(u' '));
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
