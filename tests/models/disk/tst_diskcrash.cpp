#include "models/disk/replicafile.h"
#include "tests/models/disk/diskrows.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_LINUX
#include <csignal>
#include <sys/resource.h>
#endif

using namespace pl;
using namespace pl::disk;
using namespace Qt::StringLiterals;

/// What a program leaves on disk that is killed, or whose disk is full.
class TestDiskCrash : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    QString path() const { return m_dir->filePath(u"office.sqlite"_s); }
    /// How many batches the writer has said are written.
    static int lastBatch(const QByteArray &output)
    {
        const qsizetype end = output.lastIndexOf('\n');
        const qsizetype begin = end <= 0 ? 0 : output.lastIndexOf('\n', end - 1) + 1;
        return end < 0 ? 0 : output.mid(begin, end - begin).toInt();
    }
    /// All of each batch is there or nothing, and none is missing.
    void isWhole(int atLeast)
    {
        auto file = ReplicaFile::open(path(), test::diskKey());
        QVERIFY(file.ok());
        QVERIFY(!(*file)->isNew());
        QVERIFY(!(*file)->wasClosed());
        QVERIFY((*file)->check().ok());
        const int batches = (*file)->note("batches")->toInt();
        QVERIFY2(batches >= atLeast, qPrintable(u"%1 of %2"_s.arg(batches).arg(atLeast)));
        QCOMPARE((*file)->count<Lead>().valueOr(-1), batches * 100);
        for (int i = 1; i <= batches * 100; i += 37)
            QVERIFY((*file)->row<Lead>(test::diskLead(i).id)->has_value());
    }

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void keepsEachBatchThroughKills()
    {
        int before = 0;
        for (int round = 1; round <= 6; ++round) {
            QProcess writer;
            writer.start(QStringLiteral(PL_DISK_WRITER), {path()});
            QByteArray output;
            const int wanted = before + 1 + QRandomGenerator::global()->bounded(8);
            QTRY_VERIFY_WITH_TIMEOUT((output += writer.readAllStandardOutput(), lastBatch(output) >= wanted), 60'000);
            writer.kill();
            QVERIFY(writer.waitForFinished());
            output += writer.readAllStandardOutput();
            before = lastBatch(output);
            isWhole(before);
        }
    }

    void isWholeWhenTheDiskIsFull()
    {
#ifdef Q_OS_LINUX
        QProcess writer;
        writer.setChildProcessModifier([] {
            constexpr rlim_t kBytes = 600'000;
            const rlimit limit{kBytes, kBytes};
            setrlimit(RLIMIT_FSIZE, &limit);
            std::signal(SIGXFSZ, SIG_IGN);
        });
        writer.start(QStringLiteral(PL_DISK_WRITER), {path()});
        QVERIFY(writer.waitForFinished(60'000));
        QCOMPARE(writer.exitCode(), 3);
        QByteArray output = writer.readAllStandardOutput();
        const qsizetype failed = output.indexOf("failed");
        QVERIFY(failed > 0);
        output.truncate(failed);
        QVERIFY(lastBatch(output) > 0);
        auto file = ReplicaFile::open(path(), test::diskKey());
        QVERIFY(file.ok());
        QVERIFY((*file)->check().ok());
        const int batches = (*file)->note("batches")->toInt();
        QCOMPARE(batches, lastBatch(output));
        QCOMPARE((*file)->count<Lead>().valueOr(-1), batches * 100);
        // There is room again.
        QVERIFY((*file)->store(QList<Lead>{test::diskLead(batches * 100 + 1)}).ok());
#endif
    }
};

QTEST_GUILESS_MAIN(TestDiskCrash)
#include "tst_diskcrash.moc"
