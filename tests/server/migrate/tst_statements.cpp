#include "server/migrate/migration.h"
#include "server/migrate/statements.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::migrate;

/// Where a script is cut, and what of a folder is a migration.
class TestStatements : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splits_data();
    void splits();
    void readsAFolderInOrder();
    void everyMigrationIsBuiltIn();
    void noMigrationHasAnEmptyStatement();
};

void TestStatements::splits_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QStringList>("statements");
    const auto row = [](const char *name, const char *script, const QStringList &statements) {
        QTest::newRow(name) << QString::fromLatin1(script) << statements;
    };
    const QString one = QStringLiteral("1"), two = QStringLiteral("2");
    row("nothing", "", {});
    row("white space", " \n ;; ;\n", {});
    row("two", "1; 2;", {one, two});
    row("no semicolon at the end", "1;\n2\n", {one, two});
    row("in quotes", "';'; 2", {QStringLiteral("';'"), two});
    row("a doubled quote", "'it''s;'; 2", {QStringLiteral("'it''s;'"), two});
    row("in an identifier", "\"a;\"\"b;\"; 2", {QStringLiteral("\"a;\"\"b;\""), two});
    row("a dollar quote", "$$ a; ' b; $$; 2", {QStringLiteral("$$ a; ' b; $$"), two});
    row("a tagged dollar quote", "$f1$ a; $$ b; $f1$; 2", {QStringLiteral("$f1$ a; $$ b; $f1$"), two});
    row("a dollar that quotes nothing", "$1; 2", {QStringLiteral("$1"), two});
    row("a comment stays with what follows", "-- it's; so\n1; 2", {QStringLiteral("-- it's; so\n1"), two});
    row("a comment at the end", "1; -- so;", {one, QStringLiteral("-- so;")});
    row("a block comment", "/* a; /* b; */ c; */ 1; 2", {QStringLiteral("/* a; /* b; */ c; */ 1"), two});
    row("a minus and a slash", "1 - 2 / 3; 2", {QStringLiteral("1 - 2 / 3"), two});
    row("a quote that never ends", "'1; 2", {QStringLiteral("'1; 2")});
}

void TestStatements::splits()
{
    QFETCH(QString, script);
    QTEST(splitStatements(script), "statements");
}

void TestStatements::readsAFolderInOrder()
{
    QTemporaryDir dir;
    const auto write = [&dir](const char *name, const char *text) {
        QFile file(dir.filePath(QString::fromLatin1(name)));
        return file.open(QIODevice::WriteOnly) && file.write(text) > 0;
    };
    QVERIFY(write("20260202000000_second_step.sql", "select 2;\r\nselect\r\n3;\r\n"));
    QVERIFY(write("20260101000000_first.sql", "select 1;"));
    QVERIFY(write("notes_on_it.sql", "select 4;"));
    QVERIFY(write("20260303000000_x.sql.bak", "select 5;"));
    const auto migrations = migrationsIn(dir.path());
    QVERIFY(migrations.ok());
    QCOMPARE(*migrations, (QList<Migration>{
                              {QStringLiteral("20260101000000"), QStringLiteral("first"), {QStringLiteral("select 1")}},
                              {QStringLiteral("20260202000000"),
                               QStringLiteral("second_step"),
                               {QStringLiteral("select 2"), QStringLiteral("select\n3")}},
                          }));
}

void TestStatements::everyMigrationIsBuiltIn()
{
    const auto own = ownMigrations();
    const auto files = migrationsIn(QStringLiteral(PL_TEST_DATA "/../server/supabase/migrations"));
    QVERIFY(own.ok() && files.ok());
    QVERIFY(!files->isEmpty());
    QCOMPARE(*own, *files);
}

/// The CLI sends each part to the server by itself, which takes no comment alone for a statement.
void TestStatements::noMigrationHasAnEmptyStatement()
{
    const auto own = ownMigrations();
    QVERIFY(own.ok());
    for (const Migration &migration : *own)
        for (const QString &statement : migration.statements)
            QVERIFY2(!statement.section(u'\n', -1).startsWith(u"--"), qPrintable(migration.title()));
}

QTEST_GUILESS_MAIN(TestStatements)
#include "tst_statements.moc"
