#include "models/mapping/preset.h"
#include "server/main/commands/commandhelp.h"
#include "server/main/commands/servercommandline.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

using namespace pl;
using namespace Qt::StringLiterals;

/// The man page and bash's completion know the same commands and options as the program.
class TestCommandWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void completesCommandsAndOptions_data();
    void completesCommandsAndOptions();
    void completesValues_data();
    void completesValues();
    void theManPageNamesEverything();

private:
    /// What bash offers for this line; its last word is the one being typed.
    static QStringList offered(const QStringList &words);
};

namespace {

using Visitor = std::function<void(const CLI::App &)>;

void visitAll(const CLI::App &app, const Visitor &with)
{
    with(app);
    for (const CLI::App *command : app.get_subcommands({}))
        visitAll(*command, with);
}

QString packaged(const char *name)
{
    return QStringLiteral(PL_TEST_DATA "/../packaging/linux/") + QString::fromLatin1(name);
}

QStringList sorted(QStringList words)
{
    words.sort();
    return words;
}

QStringList lineOf(const CLI::App &app, const QString &typed)
{
    return commandPath(app).split(u' ', Qt::SkipEmptyParts) + QStringList{typed};
}

} // namespace

QStringList TestCommandWords::offered(const QStringList &words)
{
    // The script stands alone: without bash-completion's own functions.
    const QString script = u"source \"$1\"; shift; COMP_WORDS=(plumber-leads-server \"$@\"); COMP_CWORD=$#; "
                           "_plumber_leads_server; printf '%s\\n' \"${COMPREPLY[@]}\""_s;
    QProcess bash;
    bash.start(u"bash"_s, QStringList{u"--norc"_s, u"--noprofile"_s, u"-c"_s, script, u"bash"_s,
                                      packaged("plumber-leads-server.bash-completion")} +
                              words);
    if (!bash.waitForFinished(10000) || bash.exitCode() != 0)
        return {u"bash failed"_s};
    return QString::fromUtf8(bash.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
}

void TestCommandWords::completesCommandsAndOptions_data()
{
    QTest::addColumn<QStringList>("line");
    QTest::addColumn<QStringList>("words");
    ServerCommandLine line;
    visitAll(line.app(), [](const CLI::App &app) {
        const QString name = u"plumber-leads-server "_s + commandPath(app);
        QStringList options = optionNames(app);
        if (!app.get_parent()) // without a command they are those of serve
            options += optionNames(*app.get_subcommand("serve"));
        options.removeDuplicates();
        QTest::newRow(qPrintable(name + u" options"_s)) << lineOf(app, u"--"_s) << sorted(options);
        if (!commandNames(app).isEmpty())
            QTest::newRow(qPrintable(name + u" commands"_s)) << lineOf(app, QString()) << sorted(commandNames(app));
    });
}

void TestCommandWords::completesCommandsAndOptions()
{
    if (QStandardPaths::findExecutable(u"bash"_s).isEmpty())
        QSKIP("There is no bash.");
    QFETCH(QStringList, line);
    QFETCH(QStringList, words);
    QCOMPARE(sorted(offered(line)), words);
}

void TestCommandWords::completesValues_data()
{
    QTest::addColumn<QStringList>("line");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("begun command") << QStringList{u"so"_s} << QStringList{u"source"_s};
    QTest::newRow("begun verb") << QStringList{u"journal"_s, u"ex"_s} << QStringList{u"export"_s};
    QTest::newRow("option behind an argument")
        << QStringList{u"source"_s, u"limit"_s, u"website"_s, u"--per-d"_s} << QStringList{u"--per-day"_s};
    QTest::newRow("option behind a value")
        << QStringList{u"source"_s, u"list"_s, u"--data"_s, u"/tmp"_s, u"--j"_s} << QStringList{u"--json"_s};
    QTest::newRow("data before the verb")
        << QStringList{u"source"_s, u"--data"_s, u"/tmp"_s, u"rev"_s} << QStringList{u"revoke"_s};
    QTest::newRow("roles") << QStringList{u"user"_s, u"add"_s, u"a@b.example"_s, u"--role"_s, QString()}
                           << QStringList{u"admin"_s, u"plumber"_s, u"staff"_s};
    QTest::newRow("begun state") << QStringList{u"journal"_s, u"list"_s, u"--state"_s, u"se"_s}
                                 << QStringList{u"set-aside"_s};
    QTest::newRow("presets") << QStringList{u"source"_s, u"add"_s, u"ads"_s, u"--preset"_s, QString()}
                             << sorted(mapping::presetNames());
    QTest::newRow("kinds of secrets") << QStringList{u"source"_s, u"secret"_s, u"ads"_s, u"--kind"_s, QString()}
                                      << QStringList{u"hmac"_s, u"token"_s};
    QTest::newRow("begun status") << QStringList{u"intake"_s, u"list"_s, u"--status"_s, u"di"_s}
                                  << QStringList{u"discarded"_s};
    QTest::newRow("role as an argument") << QStringList{u"user"_s, u"role"_s, u"a@b.example"_s, u"st"_s}
                                         << QStringList{u"staff"_s};
    QTest::newRow("serve's options without it") << QStringList{u"--lis"_s} << QStringList{u"--listen"_s};
    QTest::newRow("nothing to offer") << QStringList{u"source"_s, u"revoke"_s, QString()} << QStringList();
}

void TestCommandWords::completesValues()
{
    if (QStandardPaths::findExecutable(u"bash"_s).isEmpty())
        QSKIP("There is no bash.");
    QFETCH(QStringList, line);
    QFETCH(QStringList, words);
    QCOMPARE(sorted(offered(line)), words);
}

void TestCommandWords::theManPageNamesEverything()
{
    QFile file(packaged("plumber-leads-server.1"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    // Without roff's escapes: "\-" is a dash, "\fB" and the like are fonts.
    const QString page =
        QString::fromUtf8(file.readAll()).replace(u"\\-"_s, u"-"_s).remove(QRegularExpression(u"\\\\f[BIRP]"_s));
    QVERIFY(page.startsWith(u".TH PLUMBER-LEADS-SERVER 1 "_s));
    ServerCommandLine line;
    visitAll(line.app(), [&page](const CLI::App &app) {
        QString section = page;
        if (const QString path = commandPath(app); !path.isEmpty()) {
            const auto at = page.indexOf(u"\n.B "_s + path, page.indexOf(u"\n.SH COMMANDS\n"_s));
            QVERIFY2(at > 0, qPrintable(path));
            section = page.mid(at + 1);
        }
        if (!app.get_subcommands({}).empty())
            return;
        section = section.section(u"\n.SS "_s, 0, 0);
        for (const QString &option : optionNames(app))
            QVERIFY2(section.contains(option) || option == u"--help"_s || option == u"--data"_s ||
                         option == u"--json"_s,
                     qPrintable(commandPath(app) + u' ' + option));
    });
    for (const QString &word : {u"--help"_s, u"--version"_s, u"--data"_s, u"--json"_s, u".SH EXIT STATUS"_s})
        QVERIFY2(page.contains(word), qPrintable(word));
    for (const char *code : {"\n.B 0\n", "\n.B 1\n", "\n.B 2\n"})
        QVERIFY2(page.contains(QLatin1StringView(code)), code);
}

QTEST_GUILESS_MAIN(TestCommandWords)
#include "tst_commandwords.moc"
