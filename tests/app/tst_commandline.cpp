#include "app/commandline.h"
#include "app/serverconnection.h"
#include "models/base/version.h"

#include <QTest>

using namespace pl;
using namespace pl::app;

namespace {

QString noInput()
{
    return {};
}

Result<CommandLine> parse(const char *arguments, const std::function<QString()> &readLine = noInput)
{
    QStringList list{QStringLiteral("plumber-leads")};
    list += QString::fromUtf8(arguments).split(u' ', Qt::SkipEmptyParts);
    return parseCommandLine(list, readLine);
}

} // namespace

class TestCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingGiven();
    void everythingGiven();
    void passwordComesFromTheInputAlone();
    void refuses_data();
    void refuses();
    void helpAndVersionAreTexts();
    void serverUrls_data();
    void serverUrls();
    void noServerUrl_data();
    void noServerUrl();
};

void TestCommandLine::nothingGiven()
{
    const auto line = parse("");
    QVERIFY(line.ok());
    QVERIFY(line->server.isEmpty());
    QVERIFY(!line->password);
    QVERIFY(!line->appearance);
    QVERIFY(!line->windowSize);
}

void TestCommandLine::everythingGiven()
{
    const auto line = parse("--server http://127.0.0.1:8080 --anon-key KEY --email sam@office.test --password-stdin "
                            "--appearance dark --size 860x640 --screenshots shots --settings my.ini",
                            [] { return QStringLiteral("secret words"); });
    QVERIFY(line.ok());
    QCOMPARE(line->server, QStringLiteral("http://127.0.0.1:8080"));
    QCOMPARE(line->anonKey, QStringLiteral("KEY"));
    QCOMPARE(line->email, QStringLiteral("sam@office.test"));
    QCOMPARE(line->password, std::optional(QStringLiteral("secret words")));
    QCOMPARE(line->appearance, std::optional(ui::Appearance::Dark));
    QCOMPARE(line->windowSize, std::optional(QSize(860, 640)));
    QCOMPARE(line->screenshotFolder, QStringLiteral("shots"));
    QCOMPARE(line->settingsFile, QStringLiteral("my.ini"));
}

void TestCommandLine::passwordComesFromTheInputAlone()
{
    int asked = 0;
    const auto input = [&asked] {
        ++asked;
        return QString();
    };
    QVERIFY(parse("--server a --email b@c", input).ok());
    QCOMPARE(asked, 0);
    QVERIFY(parse("--server a --email b@c --password-stdin", input).ok());
    QCOMPARE(asked, 1);
    QVERIFY(!parse("--password secret", input).ok());
}

void TestCommandLine::refuses_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("named");
    QTest::newRow("unknown option") << "--serve x"
                                    << "serve";
    QTest::newRow("a word without option") << "office.example"
                                           << "office.example";
    QTest::newRow("unknown appearance") << "--appearance blue"
                                        << "blue";
    QTest::newRow("a size without height") << "--size 860"
                                           << "860";
    QTest::newRow("a size of nothing") << "--size 0x0"
                                       << "0x0";
    QTest::newRow("password without account") << "--password-stdin --server a"
                                              << "--email";
    QTest::newRow("pictures without sign-in") << "--screenshots x"
                                              << "--password-stdin";
    QTest::newRow("option without value") << "--server"
                                          << "server";
}

void TestCommandLine::refuses()
{
    QFETCH(QString, arguments);
    QFETCH(QString, named);
    const auto line = parse(arguments.toUtf8().constData());
    QVERIFY(!line.ok());
    QVERIFY2(line.error().message.contains(named), qPrintable(line.error().message));
}

void TestCommandLine::helpAndVersionAreTexts()
{
    QVERIFY(parse("--help")->helpText.contains(QStringLiteral("--screenshots")));
    QCOMPARE(parse("--version")->helpText, QStringLiteral("plumber-leads %1\n").arg(versionText()));
    QVERIFY(versionText().startsWith(QStringLiteral(PL_VERSION)));
}

void TestCommandLine::serverUrls_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("url");
    QTest::newRow("host alone") << "office.example"
                                << "https://office.example";
    QTest::newRow("blanks around") << "  office.example "
                                   << "https://office.example";
    QTest::newRow("host and port") << "office.example:8443"
                                   << "https://office.example:8443";
    QTest::newRow("slash at the end") << "https://office.example/"
                                      << "https://office.example";
    QTest::newRow("this machine") << "localhost:8080"
                                  << "http://localhost:8080";
    QTest::newRow("this machine by number") << "127.0.0.1:8080"
                                            << "http://127.0.0.1:8080";
    QTest::newRow("this machine, IPv6") << "[::1]:8080"
                                        << "http://[::1]:8080";
    QTest::newRow("a scheme is kept") << "http://10.0.0.5"
                                      << "http://10.0.0.5";
}

void TestCommandLine::serverUrls()
{
    QFETCH(QString, typed);
    QFETCH(QString, url);
    const Result<QUrl> parsed = serverUrl(typed);
    QVERIFY(parsed.ok());
    QCOMPARE(parsed->toString(), url);
}

void TestCommandLine::noServerUrl_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("nothing") << "";
    QTest::newRow("scheme alone") << "https://";
    QTest::newRow("another scheme") << "ftp://office.example";
    QTest::newRow("with a path") << "office.example/rest/v1";
    QTest::newRow("with a password") << "https://ada:secret@office.example";
}

void TestCommandLine::noServerUrl()
{
    QFETCH(QString, typed);
    const Result<QUrl> parsed = serverUrl(typed);
    QVERIFY(!parsed.ok());
    QVERIFY(!parsed.error().message.contains(QStringLiteral("secret")));
}

QTEST_MAIN(TestCommandLine)
#include "tst_commandline.moc"
