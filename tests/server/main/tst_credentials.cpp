#include "server/main/credentials.h"
#include "server/main/settings.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace Qt::StringLiterals;

/// Secrets that a service manager hands over as files.
class TestCredentials : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void changesNothingWithoutAFolder();
    void readsEachSecret();
    void endsAtOneLineBreak_data();
    void endsAtOneLineBreak();
    void aMissingOrEmptyFileIsNone();
    void readsOnlySecrets();
    void takesTheSameValueTwice();
    void refusesTwoValues();
    void namesWhatItCantUse_data();
    void namesWhatItCantUse();
    void namesAFolderThatIsNone();
    void settingsTakeThem();
    void theUnitLoadsEachOfThem();

private:
    void write(const QString &name, const QByteArray &content);
    QProcessEnvironment environment(const QString &name = {}, const QString &value = {}) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCredentials::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestCredentials::write(const QString &name, const QByteArray &content)
{
    QFile file(m_folder->filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

QProcessEnvironment TestCredentials::environment(const QString &name, const QString &value) const
{
    QProcessEnvironment environment;
    environment.insert(u"CREDENTIALS_DIRECTORY"_s, m_folder->path());
    if (!name.isEmpty())
        environment.insert(name, value);
    return environment;
}

void TestCredentials::changesNothingWithoutAFolder()
{
    QProcessEnvironment given;
    given.insert(u"STRIPE_API_KEY"_s, u"sk_test_1"_s);
    const auto all = withCredentials(given);
    QVERIFY(all.ok());
    QVERIFY(*all == given);
}

void TestCredentials::readsEachSecret()
{
    for (const QString &name : secretVariables())
        write(name, "value of " + name.toUtf8());
    const auto all = withCredentials(environment());
    QVERIFY(all.ok());
    QCOMPARE(secretVariables().size(), 9);
    for (const QString &name : secretVariables())
        QCOMPARE(all->value(name), u"value of "_s + name);
}

void TestCredentials::endsAtOneLineBreak_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("value");
    QTest::newRow("none") << QByteArray("a secret") << u"a secret"_s;
    QTest::newRow("Unix") << QByteArray("a secret\n") << u"a secret"_s;
    QTest::newRow("Windows") << QByteArray("a secret\r\n") << u"a secret"_s;
    QTest::newRow("blanks belong to it") << QByteArray(" a secret \n") << u" a secret "_s;
    QTest::newRow("only one") << QByteArray("a secret\n\n") << u"a secret\n"_s;
    QTest::newRow("UTF-8") << QByteArray("geheim\xc3\xa4\n") << u"geheim\u00e4"_s;
}

void TestCredentials::endsAtOneLineBreak()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, value);
    write(u"ADMIN_PASSWORD"_s, content);
    const auto all = withCredentials(environment());
    QVERIFY(all.ok());
    QCOMPARE(all->value(u"ADMIN_PASSWORD"_s), value);
}

void TestCredentials::aMissingOrEmptyFileIsNone()
{
    write(u"STRIPE_API_KEY"_s, "");
    write(u"LINK_SECRET"_s, "\n");
    const auto all = withCredentials(environment(u"STRIPE_API_KEY"_s, u"sk_test_1"_s));
    QVERIFY(all.ok());
    QCOMPARE(all->value(u"STRIPE_API_KEY"_s), u"sk_test_1"_s);
    QVERIFY(!all->contains(u"LINK_SECRET"_s));
    QVERIFY(!all->contains(u"ADMIN_PASSWORD"_s));
}

void TestCredentials::readsOnlySecrets()
{
    write(u"SUPABASE_URL"_s, "https://abc.supabase.co");
    const auto all = withCredentials(environment());
    QVERIFY(all.ok());
    QVERIFY(!all->contains(u"SUPABASE_URL"_s));
}

void TestCredentials::takesTheSameValueTwice()
{
    write(u"STRIPE_API_KEY"_s, "sk_test_1\n");
    const auto all = withCredentials(environment(u"STRIPE_API_KEY"_s, u"sk_test_1"_s));
    QVERIFY(all.ok());
    QCOMPARE(all->value(u"STRIPE_API_KEY"_s), u"sk_test_1"_s);
}

void TestCredentials::refusesTwoValues()
{
    write(u"STRIPE_API_KEY"_s, "sk_test_new");
    const auto all = withCredentials(environment(u"STRIPE_API_KEY"_s, u"sk_test_old"_s));
    QVERIFY(!all.ok());
    QCOMPARE(all.error().message, u"The credential STRIPE_API_KEY can't be used: the variable STRIPE_API_KEY is set, "
                                  "too, to another value; remove one of them."_s);
}

void TestCredentials::namesWhatItCantUse_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("why");
    QTest::newRow("too large") << QByteArray(16 * 1024 + 1, 'x') << u"it has more than 16384 bytes."_s;
    QTest::newRow("no text") << QByteArray("secret\xff") << u"it is not text in UTF-8."_s;
    QTest::newRow("a NUL") << QByteArray("secret\0x", 8) << u"it is not text in UTF-8."_s;
}

void TestCredentials::namesWhatItCantUse()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, why);
    write(u"STRIPE_API_KEY"_s, content);
    const auto all = withCredentials(environment());
    QVERIFY(!all.ok());
    QCOMPARE(all.error().message, u"The credential STRIPE_API_KEY can't be used: "_s + why);
}

void TestCredentials::namesAFolderThatIsNone()
{
    QVERIFY(QDir(m_folder->path()).mkdir(u"STRIPE_API_KEY"_s));
    const auto unreadable = withCredentials(environment());
    QVERIFY(!unreadable.ok());
    QVERIFY2(unreadable.error().message.startsWith(u"The credential STRIPE_API_KEY can't be used: it can't be read ("),
             qPrintable(unreadable.error().message));
    m_folder->remove();
    const auto gone = withCredentials(environment());
    QVERIFY(!gone.ok());
    QVERIFY(gone.error().message.startsWith(u"The folder of credentials, "));
}

void TestCredentials::settingsTakeThem()
{
    write(u"STRIPE_API_KEY"_s, "rk_test_1\n");
    const auto settings = Settings::fromEnvironment(environment());
    QVERIFY(settings.ok());
    QCOMPARE(settings->stripeApiKey, QByteArray("rk_test_1"));
    write(u"STRIPE_API_KEY"_s, "pk_hidden_value\n");
    const auto wrong = Settings::fromEnvironment(environment());
    QVERIFY(!wrong.ok());
    QVERIFY(wrong.error().message.startsWith(u"STRIPE_API_KEY can't be used"));
    QVERIFY(!wrong.error().message.contains(u"hidden"));
}

/// Each of them may be missing: systemd 252 fails at a missing file unless SetCredential= gives another value.
void TestCredentials::theUnitLoadsEachOfThem()
{
    QFile unit(QStringLiteral(PL_TEST_DATA "/../packaging/linux/plumber-leads-server.service"));
    QVERIFY(unit.open(QIODevice::ReadOnly));
    const QStringList lines = QString::fromUtf8(unit.readAll()).split(u'\n');
    QStringList wanted;
    for (const QString &name : secretVariables())
        wanted +=
            {u"LoadCredential=%1:/etc/plumber-leads/credentials/%1"_s.arg(name), u"SetCredential=%1:\\n"_s.arg(name)};
    QCOMPARE(lines.filter(QRegularExpression(u"^(Load|Set)Credential="_s)), wanted);
}

QTEST_GUILESS_MAIN(TestCredentials)
#include "tst_credentials.moc"
