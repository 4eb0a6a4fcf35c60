#include "server/journal/gatheringvfs.h"

#include "models/sqlite/sqlitedb.h"
#include "tests/support/diskfiles.h"
#include "tests/support/faultydisk.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::journal;
using pl::test::FaultyDisk;
using namespace Qt::StringLiterals;

/// A log written by way of the VFS holds what it would hold without, at every moment at which somebody may look.
class TestGatheringVfs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_disk = std::make_unique<FaultyDisk>();
    }
    void cleanup()
    {
        m_disk.reset();
        m_folder.reset();
    }

    void aCommitIsOneWriteAndOneSync()
    {
        const auto operationsOf = [this](const char *vfs, const QString &name) {
            auto db = open(vfs, name);
            (void)db.run("insert into rows (payload) values ('the first')"); // the log's head is there now
            const int before = m_disk->operations();
            (void)db.run("insert into rows (payload) values (zeroblob(40000))");
            return m_disk->operations() - before;
        };
        QCOMPARE(operationsOf(gatheringVfs(), QStringLiteral("gathered")), 2);
        QVERIFY(operationsOf(nullptr, QStringLiteral("plain")) > 20); // or the test says nothing
    }

    /// Also those that are longer than what is kept at once, and those of which SQLite writes pages before the commit.
    void committedPagesAreVisibleToOthers_data()
    {
        QTest::addColumn<int>("size");
        for (const int pages : {0, 1, 2, 27, 28, 29, 30, 31, 32, 33, 63, 64, 65, 128, 2000})
            QTest::addRow("%d pages", pages) << pages * 4096 + 20;
    }
    void committedPagesAreVisibleToOthers()
    {
        QFETCH(int, size);
        auto writer = open(gatheringVfs());
        auto reader = sqlite::SqliteDb::open(m_path, sqlite::SqliteDb::Mode::Existing);
        QVERIFY(reader.ok());
        for (const char *cache : {"pragma cache_size = 2000", "pragma cache_size = 5"}) {
            QVERIFY(writer.run(cache).ok());
            for (int row = 1; row <= 3; ++row) {
                QVERIFY(writer.run("insert into rows (payload) values (randomblob(" + QByteArray::number(size) + "))")
                            .ok());
                QCOMPARE(
                    textOf(*reader, "select count(*) from rows where length(payload) = " + QByteArray::number(size)),
                    QByteArray::number(row));
            }
            QCOMPARE(textOf(*reader, "pragma integrity_check"), "ok");
            QCOMPARE(textOf(*reader, kContent), textOf(writer, kContent));
            QVERIFY(writer.run("delete from rows").ok());
        }
    }

    void rolledBackPagesAreNotVisible()
    {
        auto writer = open(gatheringVfs());
        QVERIFY(writer.run("pragma cache_size = 5; insert into rows (payload) values ('kept')").ok());
        for (int i = 0; i < 5; ++i) {
            QVERIFY(writer.run("begin; insert into rows (payload) values (randomblob(500000)); rollback").ok());
            QVERIFY(writer.run("insert into rows (payload) values ('kept')").ok());
        }
        auto reader = sqlite::SqliteDb::open(m_path, sqlite::SqliteDb::Mode::Existing);
        QVERIFY(reader.ok());
        QCOMPARE(textOf(*reader, "select count(*) || ' ' || max(payload) from rows"), "6 kept");
        QCOMPARE(textOf(*reader, "pragma integrity_check"), "ok");
    }

    void theLogIsRestarted()
    {
        auto writer = open(gatheringVfs());
        for (int i = 0; i < 50; ++i) {
            QVERIFY(writer.run("insert into rows (payload) values (randomblob(20000))").ok());
            if (i % 10 == 9)
                QVERIFY(writer.checkpoint().ok());
        }
        QVERIFY(QFile(m_path + u"-wal"_s).size() < 20 * 8 * 4120); // it would be 50 * 6 pages long
        auto reader = sqlite::SqliteDb::open(m_path, sqlite::SqliteDb::Mode::Existing);
        QVERIFY(reader.ok());
        QCOMPARE(textOf(*reader, kContent), textOf(writer, kContent));
        QCOMPARE(textOf(*reader, "pragma integrity_check"), "ok");
    }

    /// What could not be written is not tried again with what comes next.
    void aFailedCommitIsDropped_data()
    {
        QTest::addColumn<FaultyDisk::Fault>("fault");
        QTest::newRow("full") << FaultyDisk::Fault::Full;
        QTest::newRow("I/O errors") << FaultyDisk::Fault::Failing;
        QTest::newRow("no sync") << FaultyDisk::Fault::NoSync;
    }
    void aFailedCommitIsDropped()
    {
        QFETCH(FaultyDisk::Fault, fault);
        auto writer = open(gatheringVfs());
        for (int i = 0; i < 3; ++i) {
            m_disk->setFault(fault);
            const auto failed = writer.run("insert into rows (payload) values ('lost')");
            QVERIFY(!failed.ok());
            QCOMPARE(failed.error().code, ErrorCode::Unavailable);
            m_disk->setFault(FaultyDisk::Fault::None);
            QVERIFY(writer.run("insert into rows (payload) values ('kept')").ok());
        }
        auto reader = sqlite::SqliteDb::open(m_path, sqlite::SqliteDb::Mode::Existing);
        QVERIFY(reader.ok());
        QCOMPARE(textOf(*reader, "select count(*) || ' ' || max(payload) from rows"), "3 kept");
    }

    void powerLossKeepsCommittedData()
    {
        {
            auto writer = open(gatheringVfs());
            QVERIFY(writer.run("insert into rows (payload) values (randomblob(300000))").ok());
            QVERIFY(test::copyAsItIs(m_path, m_path + u".copy"_s));
            QVERIFY(test::copyAsItIs(m_path + u"-wal"_s, m_path + u".copy-wal"_s)); // as a killed program leaves it
        }
        auto after = sqlite::SqliteDb::open(m_path + u".copy"_s, sqlite::SqliteDb::Mode::Existing);
        QVERIFY(after.ok());
        QCOMPARE(textOf(*after, "select sum(length(payload)) from rows"), "300000");
    }

private:
    static constexpr const char *kContent =
        "select group_concat(hex(substr(payload, 1, 9)) || hex(substr(payload, -9)) || "
        "length(payload)) from rows";

    sqlite::SqliteDb open(const char *vfs, const QString &name = QStringLiteral("log"))
    {
        m_path = m_folder->filePath(name + u".sqlite"_s);
        auto db = sqlite::SqliteDb::open(m_path, sqlite::SqliteDb::Mode::CreateIfAbsent, vfs);
        if (!db ||
            !db->run("pragma journal_mode = wal; pragma synchronous = full; create table rows (payload blob)").ok())
            qFatal("no database");
        return std::move(*db);
    }

    static QByteArray textOf(sqlite::SqliteDb &db, const QByteArray &sql)
    {
        auto statement = db.prepare(sql.constData());
        if (!statement || !statement->step().valueOr(false))
            return "no row";
        return statement->bytes(0);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FaultyDisk> m_disk;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestGatheringVfs)

#include "tst_gatheringvfs.moc"
