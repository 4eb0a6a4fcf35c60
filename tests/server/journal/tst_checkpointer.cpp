#include "server/journal/checkpointer.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::journal;

/// A writer with its log's lengths made so short that a test sees what else takes minutes of load.
class TestCheckpointer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("log.sqlite"));
        auto db = sqlite::SqliteDb::open(m_path);
        QVERIFY(db.ok());
        m_db.emplace(std::move(*db));
        m_pages = m_finished = m_begunAnew = m_longest = 0;
        QVERIFY(
            m_db->run("pragma journal_mode = wal; pragma synchronous = full; create table rows (payload blob)").ok());
        m_db->watchLog(&m_pages);
        auto checkpointer = Checkpointer::open(m_path, {.pass = 40, .little = 4, .longLog = 200, .farTooLong = 2000});
        QVERIFY(checkpointer.ok());
        m_checkpointer = std::move(*checkpointer);
    }
    void cleanup()
    {
        m_checkpointer.reset();
        m_db.reset();
        m_folder.reset();
    }

    void theLogIsRestartedWithoutLoss()
    {
        for (int i = 0; i < 2000; ++i)
            QVERIFY(commit());
        QVERIFY2(m_begunAnew >= 2, qPrintable(QString::number(m_begunAnew)));
        QVERIFY2(m_longest < 2100, qPrintable(QString::number(m_longest)));
        cleanupWriter();
        QCOMPARE(storedRows(), 2000);
    }

    void aShortLogIsLeftAlone()
    {
        for (int i = 0; i < 10; ++i)
            QVERIFY(commit());
        QCOMPARE(m_finished, 0);
        QCOMPARE(QFile(m_path).size(), 4096); // the first page alone: all the rest is in the log
    }

    /// The mover is done long before the next lead comes.
    void aQuietOfficesLogStaysShort()
    {
        for (int i = 0; i < 200; ++i) {
            QVERIFY(commit());
            QTRY_VERIFY(m_checkpointer->isIdle());
        }
        QVERIFY2(m_longest < 100, qPrintable(QString::number(m_longest)));
        QVERIFY(m_begunAnew >= 3);
    }

    /// Somebody reads for long, an export perhaps: the log can't be begun anew, and no commit tries it in vain again.
    void aLongReadStopsTheRetries()
    {
        auto reader = sqlite::SqliteDb::open(m_path, sqlite::SqliteDb::Mode::Existing);
        QVERIFY(reader.ok());
        QVERIFY(commit());
        QVERIFY(reader->run("begin; select count(*) from rows").ok());
        for (int i = 0; i < 400; ++i)
            QVERIFY(commit());
        QCOMPARE(m_begunAnew, 0);
        const int passes = m_pages / 40;
        QVERIFY2(m_finished <= 2 * passes, qPrintable(QString::number(m_finished)));
        QVERIFY(reader->run("commit").ok());
        for (int i = 0; i < 2000 && m_begunAnew == 0; ++i)
            QVERIFY(commit());
        QVERIFY(m_begunAnew > 0);
    }

private:
    /// Some two pages a commit.
    bool commit()
    {
        const int before = m_pages;
        if (!m_db->run("insert into rows values (zeroblob(4000))").ok())
            return false;
        m_begunAnew += m_pages < before;
        m_longest = std::max(m_longest, m_pages);
        if (m_checkpointer->onCommitted(m_pages) == Checkpointer::Step::Nothing)
            return true;
        ++m_finished;
        (void)m_db->checkpoint();
        return true;
    }
    void cleanupWriter()
    {
        m_checkpointer.reset();
        m_db.reset();
    }
    int storedRows() const
    {
        auto db = sqlite::SqliteDb::open(m_path, sqlite::SqliteDb::Mode::Existing);
        auto count = db->prepare("select count(*) from rows where length(payload) = 4000");
        return count->step().ok() ? int(count->integer(0)) : -1;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    std::optional<sqlite::SqliteDb> m_db;
    std::unique_ptr<Checkpointer> m_checkpointer;
    int m_pages = 0;
    int m_finished = 0;
    int m_begunAnew = 0;
    int m_longest = 0;
};

QTEST_GUILESS_MAIN(TestCheckpointer)
#include "tst_checkpointer.moc"
