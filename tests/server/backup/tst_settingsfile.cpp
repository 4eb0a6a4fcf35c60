#include "server/backup/settingsfile.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace pl::backup;
using namespace Qt::StringLiterals;

class TestSettingsFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsSecretsApart();
    void aShellReadsTheSameValues();
    void knowsEveryDocumentedSetting();
};

void TestSettingsFile::keepsSecretsApart()
{
    QProcessEnvironment environment;
    environment.insert(u"PUBLIC_URL"_s, u"https://leads.example.com"_s);
    environment.insert(u"STRIPE_API_KEY"_s, u"sk_test_1"_s);
    environment.insert(u"OFFICE_NAME"_s, QString()); // counts as missing
    environment.insert(u"HOME"_s, u"/root"_s);
    const SettingsFile file = SettingsFile::of(environment);
    QCOMPARE(file.plain, QByteArray("PUBLIC_URL=\"https://leads.example.com\"\n"));
    QCOMPARE(file.secret, QByteArray("STRIPE_API_KEY=\"sk_test_1\"\n"));
}

void TestSettingsFile::aShellReadsTheSameValues()
{
    const QString value = u"a \"b\" 'c' $HOME \\ `id` # é"_s;
    QProcessEnvironment environment;
    environment.insert(u"ADMIN_PASSWORD"_s, value);
    const QByteArray script = SettingsFile::of(environment).secret + "printf %s \"$ADMIN_PASSWORD\"";
    QProcess shell;
    shell.start(u"sh"_s, {u"-c"_s, QString::fromUtf8(script)});
    QVERIFY(shell.waitForFinished(10000));
    QCOMPARE(QString::fromUtf8(shell.readAllStandardOutput()), value);
}

/// Those of docs/admin.md's table.
void TestSettingsFile::knowsEveryDocumentedSetting()
{
    QFile file(QStringLiteral(PL_TEST_DATA "/../docs/admin.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString chapter =
        QString::fromUtf8(file.readAll()).section(u"\n## Settings\n"_s, 1).section(u"\n## "_s, 0, 0);
    static const QRegularExpression row(u"\n\\| `([A-Z_]+)` \\|"_s);
    QSet<QString> documented;
    for (auto found = row.globalMatch(chapter); found.hasNext();)
        documented += found.next().captured(1);
    QVERIFY(documented.contains(u"SUPABASE_URL"_s) && documented.size() > 20);
    const QStringList known = SettingsFile::plainNames() + SettingsFile::secretNames();
    for (const QString &name : std::as_const(documented))
        QVERIFY2(known.contains(name),
                 qPrintable(name + u": is it a secret? server/backup/settingsfile.cpp must say"_s));
    for (const QString &name : known)
        QVERIFY2(documented.contains(name), qPrintable(name));
}

QTEST_GUILESS_MAIN(TestSettingsFile)
#include "tst_settingsfile.moc"
