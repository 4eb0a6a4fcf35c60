#include "tests/support/serverprocess.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace pl::test;
using nlohmann::json;
using namespace Qt::StringLiterals;

/// Another program's file, brought in and taken back by whoever runs the server.
class TestImportCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void bringsInLeadsAndTakesThemBack();
    void aDryRunWritesNothing();
    void aFileWithNothingNewIsNoImport();
    void updatesPlumbers();
    void refuses_data();
    void refuses();

private:
    QString write(const char *name, const QByteArray &text);
    ServerProcess::Run runImport(const QStringList &arguments)
    {
        return m_server.run(QStringList{u"import"_s} + arguments);
    }
    int count(const QString &query) { return int(m_server.rows(query).size()); }

    ServerProcess m_server;
    QTemporaryDir m_files;
};

void TestImportCommand::initTestCase()
{
    QVERIFY2(m_server.start(), m_server.errorOutput().constData());
}

QString TestImportCommand::write(const char *name, const QByteArray &text)
{
    QFile file(m_files.filePath(QString::fromLatin1(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        return {};
    return file.fileName();
}

void TestImportCommand::bringsInLeadsAndTakesThemBack()
{
    const QString file = write("old.csv", "First Name,Last Name,Email,Phone,Handy\n"
                                          "Ann,Lee,ann@home.example,(512) 555-0143,x\n"
                                          "Bob,Ray,bob@home.example,(512) 555-0144,y\n"
                                          "Cy,Day,no address,,z\n");
    const auto done = runImport({file, u"--kind"_s, u"leads"_s, u"--map"_s, u"Handy=ignore"_s, u"--json"_s});
    QVERIFY2(done.exitCode == 0, done.errorOutput.constData());
    const json told = done.json();
    QCOMPARE(told["added"].get<int>(), 2);
    QCOMPARE(told["wrong"].size(), 1u);
    QCOMPARE(told["wrong"][0]["line"].get<int>(), 4);
    QCOMPARE(count(u"leads?select=id&import_id=not.is.null&withdrawn_at=is.null"_s), 2);
    const auto listed = runImport({u"list"_s});
    QVERIFY2(listed.output.contains("old.csv") && listed.output.contains("done"), listed.output.constData());
    const QString id = QString::fromStdString(told["id"].get<std::string>());
    const auto undone = runImport({u"undo"_s, id});
    QVERIFY2(undone.exitCode == 0, undone.errorOutput.constData());
    QVERIFY2(undone.output.contains("Rows taken back: 2"), undone.output.constData());
    QCOMPARE(count(u"leads?select=id&withdrawn_at=is.null"_s), 0);
    // Whoever was withdrawn is nobody who is there already.
    QCOMPARE(runImport({file, u"--kind"_s, u"leads"_s, u"--json"_s}).json()["added"].get<int>(), 2);
}

void TestImportCommand::aDryRunWritesNothing()
{
    const int before = count(u"leads?select=id"_s);
    const QString file = write("dry.csv", "Name,Email\nDee Comma,dee@home.example\n");
    const auto done = runImport({file, u"--kind"_s, u"leads"_s, u"--dry-run"_s});
    QVERIFY2(done.exitCode == 0, done.errorOutput.constData());
    QVERIFY2(done.output.contains("1 to add, 0 to change, 0 already there, 0 wrong. Nothing was written."),
             done.output.constData());
    QCOMPARE(count(u"leads?select=id"_s), before);
}

void TestImportCommand::aFileWithNothingNewIsNoImport()
{
    const QString file = write("known.csv", "Name,Email\nEve Known,eve@home.example\n");
    QCOMPARE(runImport({file, u"--kind"_s, u"leads"_s, u"--json"_s}).json()["added"].get<int>(), 1);
    const int before = count(u"imports?select=id"_s);
    const auto again = runImport({file, u"--kind"_s, u"leads"_s});
    QVERIFY2(again.exitCode == 0, again.errorOutput.constData());
    QVERIFY2(again.output.contains("1 already there") && !again.output.contains("undo"), again.output.constData());
    QCOMPARE(count(u"imports?select=id"_s), before);
}

void TestImportCommand::updatesPlumbers()
{
    const char *const header = "First Name,Last Name,Email,Phone,Zip,Services\n";
    const auto first = runImport(
        {write("a.csv", QByteArray(header) + "Pat,Piper,pat@pipes.example,512-555-0150,78701,Drain Cleaning\n"),
         u"--kind"_s, u"plumbers"_s, u"--json"_s});
    QCOMPARE(first.json()["added"].get<int>(), 1);
    const auto second = runImport(
        {write("b.csv", QByteArray(header) + "Pat,Piper,pat@pipes.example,512-555-0150,78702,Drain Cleaning\n"),
         u"--kind"_s, u"plumbers"_s, u"--update-by"_s, u"email"_s, u"--json"_s});
    QCOMPARE(second.json()["changed"].get<int>(), 1);
    QCOMPARE(count(u"plumbers?select=id&zip_code=eq.78702"_s), 1);
    const QString id = QString::fromStdString(second.json()["id"].get<std::string>());
    QCOMPARE(runImport({u"undo"_s, id, u"--json"_s}).json()["undone"].get<int>(), 1);
    QCOMPARE(count(u"plumbers?select=id&zip_code=eq.78701"_s), 1);
}

void TestImportCommand::refuses_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("sentence");
    const QString file = write("refused.csv", "Name,Email\nDee,dee@home.example\n");
    QTest::newRow("without a file") << QStringList() << 2 << QByteArray("Usage: import FILE --kind");
    QTest::newRow("without a kind") << QStringList{file} << 2 << QByteArray("Usage: import FILE --kind");
    QTest::newRow("a file that isn't there")
        << QStringList{u"/nowhere/x.csv"_s, u"--kind"_s, u"leads"_s} << 1 << QByteArray("can't be read");
    QTest::newRow("a column that isn't there")
        << QStringList{file, u"--kind"_s, u"leads"_s, u"--map"_s, u"Fax=ignore"_s} << 2
        << QByteArray("no column \"Fax\"");
    QTest::newRow("a field that isn't there") << QStringList{file, u"--kind"_s, u"leads"_s, u"--map"_s, u"Name=shoe"_s}
                                              << 2 << QByteArray("one of these fields");
    QTest::newRow("an import that isn't there")
        << QStringList{u"undo"_s, u"0190b5a2-4c1e-7f00-8000-000000000001"_s} << 1 << QByteArray("no such import");
}

void TestImportCommand::refuses()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, sentence);
    const auto done = runImport(arguments);
    QTEST(done.exitCode, "exitCode");
    QVERIFY2(done.errorOutput.contains(sentence), done.errorOutput.constData());
}

QTEST_GUILESS_MAIN(TestImportCommand)
#include "tst_importcommand.moc"
