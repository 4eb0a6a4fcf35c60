#include "models/domain/newlead.h"
#include "models/domain/plumber.h"
#include "server/main/datadir.h"
#include "server/main/demo/democatalog.h"
#include "server/main/demo/demogenerator.h"
#include "server/main/demo/steps.h"
#include "server/main/logging.h"
#include "server/main/passwords.h"

#include <QDir>
#include <QFile>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using nlohmann::json;

/// The small parts of the server program: its folder, its log, its sample data.
class TestServerMain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesItsFolder();
    void locksItsFolder();
    void writesPrivateFiles();
    void logsOneLineAnEvent_data();
    void logsOneLineAnEvent();
    void bothKindsOfStoreBeginWithTheSameServices();
    void makesPasswords();
    void samplesAreTheSameEachTime();
    void samplePlumbersAreValid();
    void sampleLeadsAreValid();
    void freshSamplesAreFresh();
    void runsStepsInOrder();
    void stopsAtAFailedStep();
};

void TestServerMain::makesItsFolder()
{
    QTemporaryDir parent;
    const auto made = DataDir::open(parent.filePath(QStringLiteral("a/b")));
    QVERIFY(made.ok());
    QVERIFY(QDir(made->path()).exists());
    QVERIFY(!(QFile::permissions(made->path()) & (QFile::ReadGroup | QFile::ReadOther)));
    QCOMPARE(made->address(), QStringLiteral("http://127.0.0.1:8080"));
    QVERIFY(made->setAddress(QStringLiteral("http://127.0.0.1:1")).ok());
    QCOMPARE(DataDir::open(made->path())->address(), QStringLiteral("http://127.0.0.1:1"));

    QFile file(parent.filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto refused = DataDir::open(parent.filePath(QStringLiteral("file/below")));
    QVERIFY(!refused.ok());
    QVERIFY(refused.error().message.contains(QStringLiteral("file/below")));
}

void TestServerMain::locksItsFolder()
{
    QTemporaryDir dir;
    const auto dataDir = DataDir::open(dir.path());
    auto first = dataDir->lock();
    QVERIFY(first.ok());
    const auto second = dataDir->lock();
    QVERIFY(!second.ok());
    QCOMPARE(second.error().code, ErrorCode::Conflict);
    first->reset();
    QVERIFY(dataDir->lock().ok());
}

void TestServerMain::writesPrivateFiles()
{
    QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("secret"));
    QVERIFY(writePrivateFile(path, "one").ok());
    QVERIFY(writePrivateFile(path, "two").ok());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("two"));
    QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)));
    QVERIFY(!writePrivateFile(dir.filePath(QStringLiteral("no/folder")), "x").ok());
    QVERIFY(makePrivateFile(path).ok());
    QCOMPARE(QFileInfo(path).size(), 3);
    QVERIFY(makePrivateFile(dir.filePath(QStringLiteral("new"))).ok());
    QVERIFY(!(QFile::permissions(dir.filePath(QStringLiteral("new"))) & (QFile::ReadGroup | QFile::ReadOther)));
}

void TestServerMain::logsOneLineAnEvent_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArray>("written");
    QTest::newRow("word") << QStringLiteral("POST") << QByteArray("POST");
    QTest::newRow("path") << QStringLiteral("/api/v1/leads/{id}") << QByteArray("/api/v1/leads/{id}");
    QTest::newRow("blank") << QStringLiteral("two words") << QByteArray("\"two words\"");
    QTest::newRow("quote") << QStringLiteral("a\"b") << QByteArray("\"a\\\"b\"");
    QTest::newRow("line end") << QStringLiteral("a\nlevel=warn") << QByteArray("\"a level=warn\"");
    QTest::newRow("escape") << QStringLiteral("a\x1b[31m") << QByteArray("\"a [31m\"");
    QTest::newRow("carriage return") << QStringLiteral("a\rlevel=warn") << QByteArray("\"a level=warn\"");
    QTest::newRow("next line") << QStringLiteral("a\u0085b") << QByteArray("\"a b\"");
    QTest::newRow("line separator") << QStringLiteral("a\u2028level=warn") << QByteArray("\"a level=warn\"");
    QTest::newRow("paragraph separator") << QStringLiteral("a\u2029") << QByteArray("\"a \"");
    QTest::newRow("override") << QStringLiteral("a\u202Eb\u2066c") << QByteArray("\"a b c\"");
    QTest::newRow("their neighbours") << QStringLiteral("\u00A0\u2027\u202F\u2065\u206A")
                                      << QStringLiteral("\"\u00A0\u2027\u202F\u2065\u206A\"").toUtf8();
    QTest::newRow("empty") << QString() << QByteArray("\"\"");
    QTest::newRow("letters") << QStringLiteral("Zoë") << QByteArray("Zo\xc3\xab");
}

void TestServerMain::logsOneLineAnEvent()
{
    QFETCH(QString, value);
    QFETCH(QByteArray, written);
    QCOMPARE(log::line("now", "info", "event", {{"a", value}, {"b", QStringLiteral("1")}}),
             "time=now level=info event=event a=" + written + " b=1");
}

/// The list is in the seed for PostgreSQL and in the program for the embedded database.
void TestServerMain::bothKindsOfStoreBeginWithTheSameServices()
{
    QFile file(QStringLiteral(PL_TEST_DATA "/../server/supabase/seed.sql"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString seed = QString::fromUtf8(file.readAll());
    for (const demo::CatalogService &service : demo::services())
        QVERIFY2(seed.contains(QStringLiteral("('%1', '%2', %3)")
                                   .arg(QLatin1StringView(service.name), QLatin1StringView(service.category))
                                   .arg(service.priceCents)),
                 service.name);
    QCOMPARE(seed.count(u"    ('"), qsizetype(demo::services().size()));
}

void TestServerMain::makesPasswords()
{
    QVERIFY(randomPassword() != randomPassword());
    QCOMPARE(randomPassword().size(), 23);
}

void TestServerMain::samplesAreTheSameEachTime()
{
    const Timestamp now = Timestamp::now();
    demo::DemoGenerator one(1, now);
    demo::DemoGenerator two(1, now);
    QVERIFY(one.plumberRows() == two.plumberRows());
    auto first = one.leadRows(50, 5, {QUuid::createUuid()}).back();
    auto second = two.leadRows(50, 5, {QUuid::createUuid()}).back();
    QVERIFY(first["id"] != second["id"]);
    for (const char *own : {"id", "source_id"}) {
        first.erase(own);
        second.erase(own);
    }
    QVERIFY(first == second);
}

void TestServerMain::samplePlumbersAreValid()
{
    demo::DemoGenerator generator(7, Timestamp::now());
    QCOMPARE(generator.serviceRows().size(), std::size_t(31));
    QSet<QString> emails;
    for (json row : generator.plumberRows()) {
        row["created_at"] = row["updated_at"] = Timestamp::now().toString().toStdString();
        row["notify_by"] = "both";
        row["version"] = 1;
        const auto plumber = Plumber::fromJson(row);
        QVERIFY2(plumber.ok(), plumber.ok() ? "" : qPrintable(plumber.error().message));
        QVERIFY2(plumber->validated().ok(), qPrintable(plumber->email));
        QVERIFY(!plumber->services.isEmpty());
        QVERIFY(plumber->phoneNumber.sliced(5).startsWith(QStringLiteral("55501")));
        emails.insert(plumber->email);
    }
    QCOMPARE(emails.size(), 24);
}

void TestServerMain::sampleLeadsAreValid()
{
    demo::DemoGenerator generator(7, Timestamp::now());
    int counts[3] = {};
    for (json row : generator.leadRows(500, 0, {QUuid::createUuid()})) {
        const auto status = row["status"].get<std::string>();
        ++counts[status == "new" ? 0 : status == "assigned" ? 1 : 2];
        // The rules of the reference schema.
        QVERIFY(status == "new" || !row["assigned_plumber_id"].is_null() || !row["closed_reason"].is_null());
        QVERIFY(status != "new" || row["assigned_plumber_id"].is_null());
        for (const char *column : {"id", "status", "assigned_plumber_id", "created_at", "source_id", "closed_reason"})
            row.erase(column);
        const auto lead = NewLead::fromJson(row);
        QVERIFY2(lead.ok(), lead.ok() ? "" : qPrintable(lead.error().message));
        QVERIFY(lead->phoneNumber.sliced(5).startsWith(QStringLiteral("55501")));
    }
    for (const int count : counts)
        QVERIFY(count > 25);
}

void TestServerMain::freshSamplesAreFresh()
{
    const Timestamp now = Timestamp::now();
    demo::DemoGenerator generator(20261120, now);
    const auto rows = generator.leadRows(30, 10, {});
    const auto ageOf = [&](const json &row) {
        return Timestamp::parse(QString::fromStdString(row["created_at"].get<std::string>()))->secondsTo(now);
    };
    for (std::size_t i = 0; i < rows.size(); ++i) {
        QVERIFY(ageOf(rows[i]) <= (i < 10 ? 46 * 60 : 30 * 86400));
        QVERIFY(ageOf(rows[i]) > 0);
        QVERIFY(rows[i]["source_id"].is_null());
    }
    QVERIFY(std::count_if(rows.begin(), rows.begin() + 10, [](const json &row) { return row["status"] == "new"; }) >=
            5);
}

void TestServerMain::runsStepsInOrder()
{
    demo::Steps steps;
    QList<int> done;
    const auto step = [&](int number) {
        return [&done, number](const json &before) {
            done.append(before.is_null() ? 0 : before.get<int>());
            return QtFuture::makeReadyFuture(Result<json>(json(number)));
        };
    };
    steps.add(step(1));
    steps.add([&](const json &before) {
        steps.add(step(3));
        return step(2)(before);
    });
    const auto future = steps.run();
    QTRY_VERIFY(future.isFinished());
    QVERIFY(future.result().ok());
    QCOMPARE(done, QList<int>({0, 1, 2}));
}

void TestServerMain::stopsAtAFailedStep()
{
    demo::Steps steps;
    bool ranOn = false;
    steps.add([](const json &) {
        return QtFuture::makeReadyFuture(Result<json>(Error{ErrorCode::Conflict, QStringLiteral("No.")}));
    });
    steps.add([&](const json &) {
        ranOn = true;
        return QtFuture::makeReadyFuture(Result<json>(json()));
    });
    const auto future = steps.run();
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result().error().code, ErrorCode::Conflict);
    QVERIFY(!ranOn);
}

QTEST_GUILESS_MAIN(TestServerMain)
#include "tst_servermain.moc"
