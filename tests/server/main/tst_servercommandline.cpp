#include "models/base/version.h"
#include "models/mapping/preset.h"
#include "server/main/commands/commandhelp.h"
#include "server/main/commands/journalcommand.h"
#include "server/main/commands/servecommand.h"
#include "server/main/commands/servercommandline.h"
#include "server/main/commands/sourcecommand.h"
#include "server/main/commands/spelling.h"

#include <QCoreApplication>
#include <QTest>

using namespace pl;
using namespace Qt::StringLiterals;

/// What a line of arguments means, and what people read when it makes no sense.
class TestServerCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void servesWithoutACommand_data();
    void servesWithoutACommand();
    void findsTheCommand();
    void takesOptionsOnEitherSideOfTheVerb_data();
    void takesOptionsOnEitherSideOfTheVerb();
    void helpDescribesTheCommandAlone_data();
    void helpDescribesTheCommandAlone();
    void helpShowsDefaults_data();
    void helpShowsDefaults();
    void helpOfTheProgramListsItsCommands();
    void helpFitsEightyColumns();
    void examplesCanBeParsed();
    void tellsTheVersion();
    void refusesInOneSentence_data();
    void refusesInOneSentence();
    void takesAValueThatIsAlsoACommand_data();
    void takesAValueThatIsAlsoACommand();
    void keepsLettersOfAllLanguages();
    void measuresSpelling_data();
    void measuresSpelling();
    void suggestsOnlyWhatIsNear();
};

namespace {

Result<ServerCommandLine::Parsed> parsed(const QString &words)
{
    ServerCommandLine line;
    auto result = line.parse(words.split(u' ', Qt::SkipEmptyParts));
    if (result && result->command)
        result->command = nullptr; // gone with the line
    return result;
}

QByteArray help(const QString &words)
{
    const auto result = parsed(words + u" --help"_s);
    return result ? result->text : QByteArray("refused: ") + result.error().message.toUtf8();
}

void visit(const CLI::App &app, const std::function<void(const CLI::App &)> &with)
{
    with(app);
    for (const CLI::App *command : app.get_subcommands({}))
        visit(*command, with);
}

} // namespace

void TestServerCommandLine::servesWithoutACommand_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList();
    QTest::newRow("an option") << QStringList{u"--demo"_s};
    QTest::newRow("an option with a value") << QStringList{u"--listen"_s, u"127.0.0.1:0"_s, u"--data"_s, u"x"_s};
    QTest::newRow("by name") << QStringList{u"serve"_s, u"--listen=127.0.0.1:0"_s};
    QTest::newRow("an option twice") << QStringList{u"serve"_s, u"--data"_s, u"x"_s,     u"--data"_s,
                                                    u"y"_s,     u"--demo"_s, u"--demo"_s};
}

void TestServerCommandLine::servesWithoutACommand()
{
    QFETCH(QStringList, arguments);
    ServerCommandLine line;
    const auto result = line.parse(arguments);
    QVERIFY2(result.ok(), result.ok() ? "" : qPrintable(result.error().message));
    QVERIFY(dynamic_cast<ServeCommand *>(result->command));
}

void TestServerCommandLine::findsTheCommand()
{
    ServerCommandLine line;
    const auto result = line.parse({u"source"_s, u"add"_s, u"web site"_s, u"--per-day"_s, u"5"_s, u"--json"_s});
    QVERIFY2(result.ok(), result.ok() ? "" : qPrintable(result.error().message));
    QVERIFY(dynamic_cast<SourceCommand *>(result->command));
    QVERIFY(result->text.isEmpty());
}

void TestServerCommandLine::takesOptionsOnEitherSideOfTheVerb_data()
{
    QTest::addColumn<QString>("words");
    QTest::newRow("behind it") << u"journal list --data x --json"_s;
    QTest::newRow("before it") << u"journal --data x --json list"_s;
    QTest::newRow("before the argument") << u"source add --data x --per-minute 5 website"_s;
    QTest::newRow("user") << u"user --json list --data x"_s;
}

void TestServerCommandLine::takesOptionsOnEitherSideOfTheVerb()
{
    QFETCH(QString, words);
    const auto result = parsed(words);
    QVERIFY2(result.ok(), result.ok() ? "" : qPrintable(result.error().message));
}

void TestServerCommandLine::helpDescribesTheCommandAlone_data()
{
    QTest::addColumn<QString>("command");
    ServerCommandLine line;
    visit(line.app(), [](const CLI::App &app) {
        if (app.get_parent())
            QTest::newRow(qPrintable(commandPath(app))) << commandPath(app);
    });
}

/// Its usage, its options and an example: nothing of another command, of Qt, or of where the program is.
void TestServerCommandLine::helpDescribesTheCommandAlone()
{
    QFETCH(QString, command);
    ServerCommandLine line;
    const QByteArray text = help(command);
    const QByteArray path = command.toUtf8();
    QVERIFY2(text.contains("\nUsage: plumber-leads-server " + path + ' '), text);
    QVERIFY2(text.contains("\nOptions:\n"), text);
    QVERIFY2(text.contains("-h, --help"), text);
    const bool isGroup = text.contains("\nUsage: plumber-leads-server " + path + " COMMAND ");
    QCOMPARE(text.contains("\n  plumber-leads-server " + path), !isGroup); // an example
    QCOMPARE(text.contains("\nExample"), !isGroup);
    for (const char *foreign : {"--help-all", "--version", "Qt", "  migrate  ", "  demo-data  "})
        QVERIFY2(!text.contains(foreign), text);
    QVERIFY2(!text.contains(QCoreApplication::applicationFilePath().toUtf8()), text);
}

void TestServerCommandLine::helpShowsDefaults_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QByteArray>("option");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("listen") << u"serve"_s << QByteArray("--listen HOST:PORT ") << QByteArray("127.0.0.1:8080");
    QTest::newRow("data") << u"keys"_s << QByteArray("--data DIR ") << QByteArray("/plumber-leads-server");
    QTest::newRow("state") << u"journal list"_s << QByteArray("--state STATE ") << QByteArray("open");
    QTest::newRow("limit") << u"source add"_s << QByteArray("--per-day N ") << QByteArray("0 (no limit).");
    QTest::newRow("preset") << u"source add"_s << QByteArray("--preset PRESET ") << QByteArray("generic");
    QTest::newRow("service") << u"source add"_s << QByteArray("--service SERVICE ") << QByteArray("wait to be sorted");
    QTest::newRow("signature") << u"source secret"_s << QByteArray("--algorithm HASH ") << QByteArray("unchanged");
    QTest::newRow("status") << u"intake list"_s << QByteArray("--status STATUS ") << QByteArray("open");
    QTest::newRow("password") << u"user add"_s << QByteArray("--password-stdin ") << QByteArray("generate one");
    QTest::newRow("database") << u"migrate"_s << QByteArray("--database-url URL ") << QByteArray("SUPABASE_URL names");
}

void TestServerCommandLine::helpShowsDefaults()
{
    QFETCH(QString, command);
    QFETCH(QByteArray, option);
    QFETCH(QByteArray, value);
    const QByteArray text = help(command);
    const auto at = text.indexOf(option);
    QVERIFY2(at > 0, text);
    const QByteArray next = text.mid(at).simplified();
    const QByteArray own = next.left(next.indexOf(" --", 2));
    QVERIFY2(own.contains("Default: ") && own.contains(value), own);
}

void TestServerCommandLine::helpOfTheProgramListsItsCommands()
{
    const QByteArray text = help(QString());
    QVERIFY2(text.contains("Usage: plumber-leads-server [COMMAND] [options]\n"), text);
    for (const char *command :
         {"serve", "migrate", "move-to-supabase", "source", "intake", "import", "user", "template", "person", "proof",
          "erase", "keys", "journal", "backup", "restore", "check", "demo-data"})
        QVERIFY2(text.contains("\n  " + QByteArray(command) + ' '), command);
    QVERIFY2(text.contains("--version"), text);
    QVERIFY2(text.simplified().contains("0 done, 1 failed, 2 wrong usage"), text);
    QCOMPARE(parsed(u"-h"_s)->text, text);
}

void TestServerCommandLine::helpFitsEightyColumns()
{
    ServerCommandLine line;
    visit(line.app(), [](const CLI::App &app) {
        for (const QByteArray &row : helpOf(app).split('\n'))
            QVERIFY2(QString::fromUtf8(row).size() <= 80 || row.contains("/plumber-leads-server") ||
                         row.contains("Usage: ") || row.startsWith("  plumber-leads-server "),
                     row);
    });
}

void TestServerCommandLine::examplesCanBeParsed()
{
    ServerCommandLine tree;
    int examples = 0;
    visit(tree.app(), [&examples](const CLI::App &app) {
        if (!app.get_parent() || app.get_footer().empty())
            return;
        for (const QString &example : QString::fromStdString(app.get_footer()).split(u'\n')) {
            const auto result = parsed(example);
            QVERIFY2(result.ok(), qPrintable(example));
            QVERIFY2(example.startsWith(commandPath(app) + u' ') || example == commandPath(app), qPrintable(example));
            ++examples;
        }
    });
    QVERIFY(examples >= 15);
}

void TestServerCommandLine::tellsTheVersion()
{
    for (const QString &words : {u"--version"_s, u"-v"_s, u"--version --data x"_s}) {
        const auto result = parsed(words);
        QVERIFY2(result.ok(), result.ok() ? "" : qPrintable(result.error().message));
        QCOMPARE(result->text, "plumber-leads-server " + versionText().toUtf8() + '\n');
    }
}

void TestServerCommandLine::refusesInOneSentence_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("misspelled command") << u"sorce list"_s
                                        << u"There is no command \"sorce\". Did you mean \"source\"?"_s;
    QTest::newRow("misspelled verb") << u"source lst"_s
                                     << u"There is no command \"source lst\". Did you mean \"source list\"?"_s;
    QTest::newRow("unknown command") << u"bake"_s
                                     << u"There is no command \"bake\". See \"plumber-leads-server --help\"."_s;
    QTest::newRow("unknown verb") << u"user bake"_s
                                  << u"There is no command \"user bake\". See \"plumber-leads-server user --help\"."_s;
    QTest::newRow("misspelled option") << u"source list --jsn"_s
                                       << u"There is no option \"--jsn\". Did you mean \"--json\"?"_s;
    QTest::newRow("misspelled option with a value")
        << u"serve --lisen=127.0.0.1:0"_s << u"There is no option \"--lisen\". Did you mean \"--listen\"?"_s;
    QTest::newRow("misspelled option, no command")
        << u"--versoin"_s << u"There is no option \"--versoin\". Did you mean \"--version\"?"_s;
    QTest::newRow("unknown option")
        << u"keys --frobnicate"_s
        << u"There is no option \"--frobnicate\". See \"plumber-leads-server keys --help\"."_s;
    QTest::newRow("another verb's option")
        << u"source revoke x --origin https://a.example"_s
        << u"There is no option \"--origin\". See \"plumber-leads-server source revoke --help\"."_s;
    QTest::newRow("no verb") << u"source"_s
                             << u"Usage: plumber-leads-server source COMMAND [options], where COMMAND is one of: add, "
                                "list, revoke, limit, origins, map, mapping, secret, rotate"_s;
    QTest::newRow("no argument") << u"source add"_s
                                 << u"NAME is missing. Usage: plumber-leads-server source add NAME [options]"_s;
    QTest::newRow("no option that is needed")
        << u"user add a@b.example"_s
        << u"--role is missing. Usage: plumber-leads-server user add EMAIL --role ROLE [options]"_s;
    QTest::newRow("too many arguments")
        << u"check --stripe all"_s << u"Unexpected argument \"all\". Usage: plumber-leads-server check [options]"_s;
    QTest::newRow("too many behind dashes")
        << u"source revoke -- -old x"_s
        << u"Unexpected argument \"x\". Usage: plumber-leads-server source revoke NAME [options]"_s;
    QTest::newRow("option without its value") << u"serve --data"_s << u"--data needs a value."_s;
    QTest::newRow("flag with a value") << u"keys --json=no"_s << u"--json takes no value."_s;
    QTest::newRow("no number") << u"demo-data --leads many"_s << u"--leads: must be a whole number, 0 or more."_s;
    QTest::newRow("negative") << u"source limit x --per-day -1"_s << u"--per-day: must be a whole number, 0 or more."_s;
    QTest::newRow("no such role") << u"user role a@b.example king"_s << u"ROLE: must be admin, staff, or plumber."_s;
    QTest::newRow("no such state") << u"journal list --state gone"_s
                                   << u"--state: must be open, waiting, set-aside, forwarded, or all."_s;
    QTest::newRow("no origin")
        << u"source add x --form --origin a.example/page"_s
        << u"--origin: must be the beginning of a page's address, such as https://www.example.com."_s;
    QTest::newRow("misspelled preset") << u"source add x --hook --preset gogle-ads"_s
                                       << u"--preset: there is no \"gogle-ads\"; the nearest is google-ads."_s;
    QTest::newRow("unknown preset") << u"source map x --preset qqq"_s
                                    << u"--preset: must be one of "_s + mapping::presetNames().join(u", ") + u'.';
    QTest::newRow("a hook's option") << u"source add x --urgency day"_s << u"--urgency requires --hook."_s;
    QTest::newRow("a hook and a form") << u"source add x --hook --form --origin https://a.example"_s
                                       << u"--form excludes --hook."_s;
    QTest::newRow("no such answer") << u"source add x --hook --answer 204"_s << u"--answer: must be 200 or 201."_s;
    QTest::newRow("no such secret") << u"source secret x --kind password"_s << u"--kind: must be hmac or token."_s;
    QTest::newRow("no header") << u"source secret x --kind hmac --header a:b"_s
                               << u"--header: must be a header's name, such as X-Signature."_s;
    QTest::newRow("no item's id") << u"intake show first"_s
                                  << u"ID: must be an item's id, as \"intake list\" shows it."_s;
    QTest::newRow("no reason") << u"intake discard 0190b5a2-4c1e-7f00-8000-000000000001"_s
                               << u"--reason is missing. Usage: plumber-leads-server intake discard ID --reason REASON "
                                  "[options]"_s;
    QTest::newRow("name too long") << u"source add "_s + QString(101, u'x')
                                   << u"NAME: must have 1 to 100 characters."_s;
}

void TestServerCommandLine::refusesInOneSentence()
{
    QFETCH(QString, words);
    QFETCH(QString, sentence);
    const auto result = parsed(words);
    QVERIFY(!result.ok());
    QCOMPARE(result.error().message, sentence);
    QCOMPARE(result.error().remoteCode, u"usage"_s); // the program exits with 2
}

void TestServerCommandLine::takesAValueThatIsAlsoACommand_data()
{
    QTest::addColumn<QString>("words");
    QTest::newRow("a verb's name") << u"source add list"_s;
    QTest::newRow("a command's name") << u"source add serve --per-day 1"_s;
    QTest::newRow("brackets") << u"source add [web]"_s;
    QTest::newRow("behind dashes") << u"source revoke -- -old"_s;
}

void TestServerCommandLine::takesAValueThatIsAlsoACommand()
{
    QFETCH(QString, words);
    const auto result = parsed(words);
    QVERIFY2(result.ok(), result.ok() ? "" : qPrintable(result.error().message));
}

void TestServerCommandLine::keepsLettersOfAllLanguages()
{
    const auto result = parsed(u"source Größe"_s);
    QVERIFY(!result.ok());
    QVERIFY2(result.error().message.contains(u"\"source Größe\""_s), qPrintable(result.error().message));
}

void TestServerCommandLine::measuresSpelling_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::addColumn<int>("distance");
    QTest::newRow("same") << u"source"_s << u"source"_s << 0;
    QTest::newRow("left out") << u"sorce"_s << u"source"_s << 1;
    QTest::newRow("too much") << u"sourrce"_s << u"source"_s << 1;
    QTest::newRow("replaced") << u"sourse"_s << u"source"_s << 1;
    QTest::newRow("swapped") << u"suorce"_s << u"source"_s << 1;
    QTest::newRow("nothing") << QString() << u"user"_s << 4;
    QTest::newRow("another word") << u"keys"_s << u"user"_s << 4;
}

void TestServerCommandLine::measuresSpelling()
{
    QFETCH(QString, one);
    QFETCH(QString, other);
    QFETCH(int, distance);
    QCOMPARE(spellingDistance(one, other), distance);
    QCOMPARE(spellingDistance(other, one), distance);
}

void TestServerCommandLine::suggestsOnlyWhatIsNear()
{
    const QStringList words{u"serve"_s, u"source"_s, u"demo-data"_s};
    QCOMPARE(nearestWord(u"Sorce"_s, words), u"source"_s);
    QCOMPARE(nearestWord(u"demo"_s, words), u"demo-data"_s);
    QCOMPARE(nearestWord(u"bake"_s, words), QString());
    QCOMPARE(nearestWord(QString(), words), QString());
    QCOMPARE(nearestWord(u"serve"_s, {}), QString());
}

QTEST_GUILESS_MAIN(TestServerCommandLine)
#include "tst_servercommandline.moc"
