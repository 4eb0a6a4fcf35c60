#include "models/exporting/csvtablewriter.h"
#include "models/exporting/exportjob.h"

#include <QDir>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::exporting;

namespace {

TableSource numbers(qint64 rows)
{
    return {{QStringLiteral("Numbers"), {{QStringLiteral("Number")}}, QTimeZone::utc()}, rows, [](qint64 row) {
                return std::optional(Row{row});
            }};
}

/// Takes rows as the test lets it.
class HeldWriter : public TableWriter
{
public:
    explicit HeldWriter(QSemaphore &gate, qint64 failsAt = -1) : m_gate(gate), m_failsAt(failsAt) {}

    Result<> begin(const TableHead &) override { return {}; }
    Result<> add(const Row &) override
    {
        m_gate.acquire();
        if (m_rows++ == m_failsAt)
            return Error{ErrorCode::InvalidInput, QStringLiteral("the disk is full")};
        return {};
    }
    Result<> complete() override { return {}; }
    Result<> commit() override { return {}; }

private:
    QSemaphore &m_gate;
    const qint64 m_failsAt;
    qint64 m_rows = 0;
};

} // namespace

/// From rows to a file while the window goes on.
class TestExportJob : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    ExportJob::MakeWriter csv(const QString &name)
    {
        return [path = m_folder.filePath(name)] { return std::make_unique<CsvTableWriter>(path); };
    }
    int linesOf(const QString &name)
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? int(file.readAll().count('\n')) : -1;
    }

private Q_SLOTS:
    void writesEveryRow_data()
    {
        QTest::addColumn<bool>("here");
        QTest::addColumn<int>("rows");
        QTest::newRow("on a thread") << false << 12'345;
        QTest::newRow("here") << true << 12'345;
        QTest::newRow("none, on a thread") << false << 0;
        QTest::newRow("none, here") << true << 0;
    }
    void writesEveryRow()
    {
        QFETCH(bool, here);
        QFETCH(int, rows);
        const QString name = QLatin1StringView(QTest::currentDataTag()) + QStringLiteral(".csv");
        auto *job =
            new ExportJob(numbers(rows), csv(name), here ? ExportJob::Place::Here : ExportJob::Place::OwnThread, this);
        const auto future = job->start();
        QTRY_VERIFY(future.isFinished());
        const Result<qint64> written = future.result();
        QVERIFY2(written.ok(), written.ok() ? "" : qPrintable(written.error().message));
        QCOMPARE(*written, qint64(rows));
        QCOMPARE(linesOf(name), rows + 1);
    }

    void rowsThatAreGoneAreLeftOut()
    {
        TableSource source = numbers(100);
        source.row = [](qint64 row) { return row % 2 ? std::optional(Row{row}) : std::nullopt; };
        const auto future =
            (new ExportJob(source, csv(QStringLiteral("half.csv")), ExportJob::Place::OwnThread, this))->start();
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(future.result().valueOr(-1), qint64(50));
        QCOMPARE(linesOf(QStringLiteral("half.csv")), 51);
    }

    void theWindowGoesOnMeanwhile()
    {
        qint64 sinceBeat = 0;
        qint64 most = 0;
        TableSource source = numbers(100'000);
        source.row = [&](qint64 row) {
            most = std::max(most, ++sinceBeat);
            return std::optional(Row{row});
        };
        QTimer heart;
        heart.callOnTimeout([&] { sinceBeat = 0; });
        heart.start(0);
        const auto future =
            (new ExportJob(source, csv(QStringLiteral("beat.csv")), ExportJob::Place::OwnThread, this))->start();
        QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), 60'000);
        QVERIFY2(most <= 2'000, qPrintable(QString::number(most)));
    }

    void aSlowDiskFillsNoMemory()
    {
        QSemaphore gate;
        auto *job = new ExportJob(
            numbers(1'000'000), [&gate] { return std::make_unique<HeldWriter>(gate); }, ExportJob::Place::OwnThread,
            this);
        const auto future = job->start();
        QTRY_VERIFY(job->done() > 0);
        for (int turn = 0; turn < 500; ++turn)
            QCoreApplication::processEvents();
        QVERIFY2(job->done() <= 500 * qint64(ExportJob::kWaiting + 1), qPrintable(QString::number(job->done())));
        job->cancel();
        gate.release(1'000'000);
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(future.result().error().code, ErrorCode::Cancelled);
    }

    void canceledItLeavesNoFile_data()
    {
        QTest::addColumn<bool>("here");
        QTest::newRow("on a thread") << false;
        QTest::newRow("here") << true;
    }
    void canceledItLeavesNoFile()
    {
        QFETCH(bool, here);
        QTemporaryDir folder;
        const auto make = [path = folder.filePath(QStringLiteral("x.csv"))] {
            return std::make_unique<CsvTableWriter>(path);
        };
        auto *job = new ExportJob(numbers(100'000'000), make,
                                  here ? ExportJob::Place::Here : ExportJob::Place::OwnThread, this);
        const auto future = job->start();
        QTRY_VERIFY(job->done() > 500);
        job->cancel();
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(future.result().error().code, ErrorCode::Cancelled);
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void goingAwayItLeavesNoFile()
    {
        QTemporaryDir folder;
        const auto make = [path = folder.filePath(QStringLiteral("x.csv"))] {
            return std::make_unique<CsvTableWriter>(path);
        };
        auto job = std::make_unique<ExportJob>(numbers(100'000'000), make, ExportJob::Place::OwnThread, nullptr);
        const auto future = job->start();
        QTRY_VERIFY(job->done() > 500);
        job.reset();
        QVERIFY(future.isFinished());
        QCOMPARE(future.result().error().code, ErrorCode::Cancelled);
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void whatGoesWrongOnTheWayIsTold()
    {
        QSemaphore gate(1'000'000);
        const auto future = (new ExportJob(
                                 numbers(100'000), [&gate] { return std::make_unique<HeldWriter>(gate, 700); },
                                 ExportJob::Place::OwnThread, this))
                                ->start();
        QTRY_VERIFY(future.isFinished());
        QVERIFY(!future.result().ok());
        QCOMPARE(future.result().error().message, QStringLiteral("the disk is full"));
    }
};

QTEST_GUILESS_MAIN(TestExportJob)
#include "tst_exportjob.moc"
