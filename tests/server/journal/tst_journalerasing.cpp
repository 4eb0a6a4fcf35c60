#include "server/journal/journal.h"

#include "tests/support/diskfiles.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::journal;

/// Erasing a person from the journal: what waits, what senders would recognize a lead by, and the bytes on the disk.
class TestJournalErasing : public QObject
{
    Q_OBJECT

    static constexpr const char *kMark = "Zebedee-Quillfeather";

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Journal> m_journal;
    const QUuid m_source = QUuid::createUuid();

    QString path() const { return m_dir->filePath(QStringLiteral("journal.sqlite")); }

    bool open()
    {
        m_journal.reset();
        auto journal = Journal::open({path()});
        if (journal)
            m_journal = std::move(*journal);
        return journal.ok();
    }
    Receipt add(const QByteArray &externalId, const QByteArray &payload)
    {
        const Submission lead{m_source,        QString::fromUtf8(externalId), "key " + externalId, "hash", payload,
                              Timestamp::now()};
        const auto receipts = m_journal->submit({lead}).result();
        return receipts && receipts->first() ? *receipts->first() : Receipt();
    }
    bool addEvent(const QByteArray &kind, const QByteArray &key, const QByteArray &payload)
    {
        return m_journal->submitEvent({kind, key, payload, Timestamp::now()}).result().ok();
    }
    QList<Entry> open(qint64 after, int limit)
    {
        return m_journal->openEntries(after, limit).result().valueOr(QList<Entry>());
    }
    qint64 sequenceOfLead(const QUuid &id)
    {
        const auto entry = m_journal->find(id).result();
        return entry && *entry ? (*entry)->sequence : -1;
    }
    /// Which of the journal's files hold the mark.
    QStringList marked(const QByteArray &mark = kMark) const
    {
        QStringList names;
        for (const QString &name : QDir(m_dir->path()).entryList(QDir::Files))
            if (test::bytesOf(m_dir->filePath(name)).contains(mark))
                names += name;
        return names;
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(open());
    }
    void cleanup()
    {
        m_journal.reset();
        m_dir.reset();
    }

    void listsWhatIsOpenOfAllKindsInOrder()
    {
        const Receipt first = add("a", "one");
        QVERIFY(addEvent("hook", "h1", "two"));
        const Receipt third = add("b", "three");
        QVERIFY(addEvent("twilio", "t1", "four"));
        QVERIFY(m_journal->markForwarded({sequenceOfLead(first.id)}, Timestamp::now()).result().ok());
        QVERIFY(m_journal->setAside(sequenceOfLead(third.id), QStringLiteral("refused")).result().ok());
        QByteArrayList found;
        qint64 after = -1;
        for (QList<Entry> page = open(after, 2); !page.isEmpty(); page = open(after, 2)) {
            QVERIFY(page.size() <= 2);
            for (const Entry &entry : page)
                found += entry.payload;
            after = page.last().sequence;
        }
        QCOMPARE(found, (QByteArrayList{"two", "three", "four"}));
    }

    void cutsAPageOfLargeOnes()
    {
        for (const char *key : {"1", "2", "3"})
            QVERIFY(addEvent("hook", key, QByteArray(9 * 1024 * 1024, 'x')));
        const QList<Entry> page = open(-1, 10);
        QCOMPARE(page.size(), 1);
        QCOMPARE(open(page.last().sequence, 10).size(), 1);
    }

    void erasesWhatWaits()
    {
        const Receipt lead = add("a", QByteArray("name ") + kMark);
        const Receipt other = add("b", "another");
        QVERIFY(addEvent("hook", "h1", QByteArray("body ") + kMark));
        QList<qint64> sequences;
        for (const Entry &entry : open(-1, 10))
            if (entry.payload.contains(kMark))
                sequences += entry.sequence;
        QCOMPARE(m_journal->erase(sequences).result().valueOr(0), 2);
        QCOMPARE(m_journal->erase(sequences).result().valueOr(-1), 0); // once more changes nothing
        QCOMPARE(open(-1, 10).size(), 1);
        const auto waiting = m_journal->waiting(10).result();
        QVERIFY(waiting.ok() && waiting->size() == 1 && waiting->first().id == other.id);
        const auto stats = m_journal->stats().result();
        QCOMPARE(stats->kinds.first().waiting, 1);
        // An erased person who writes again is a new one.
        QVERIFY(!add("a", "again").isRepeat);
        QVERIFY(lead.id != other.id);
    }

    void forgetsTheKeysOfForwardedLeads()
    {
        const Receipt lead = add(kMark, "body");
        QVERIFY(m_journal->markForwarded({sequenceOfLead(lead.id)}, Timestamp::now()).result().ok());
        QVERIFY(add(kMark, "body").isRepeat);
        QCOMPARE(m_journal->forgetKeys({lead.id, QUuid::createUuid()}).result().valueOr(-1), 1);
        QVERIFY(m_journal->purge({kMark}).result().ok());
        QCOMPARE(marked(), QStringList());
        QVERIFY(!add(kMark, "body").isRepeat);
    }

    void leavesNothingOnTheDisk()
    {
        add("a", QByteArray(30'000, 'y') + kMark);
        add("b", "another");
        QVERIFY(!marked().isEmpty());
        QCOMPARE(m_journal->erase({open(-1, 1).first().sequence}).result().valueOr(0), 1);
        QVERIFY(!marked().isEmpty()); // in the log
        QVERIFY(m_journal->purge({kMark}).result().ok());
        QCOMPARE(marked(), QStringList());
        QCOMPARE(open(-1, 10).size(), 1);
    }

    /// An earlier program, or a page that was moved, may have left what nobody deletes any more.
    void rewritesAFileWhoseFreePagesHoldIt()
    {
        m_journal.reset();
        {
            auto file = sqlite::SqliteDb::open(path());
            QVERIFY(file.ok());
            QVERIFY(file->run("pragma secure_delete = off; create table old (text); insert into old values ('" +
                              QByteArray(kMark) + "'); drop table old; pragma wal_checkpoint(truncate)")
                        .ok());
        }
        QVERIFY(open());
        const Receipt lead = add("a", "kept");
        QVERIFY(!marked().isEmpty());
        QVERIFY(m_journal->purge({"something else"}).result().ok());
        QVERIFY(!marked().isEmpty());
        QVERIFY(m_journal->purge({kMark}).result().ok());
        QCOMPARE(marked(), QStringList());
        QVERIFY(open());
        QCOMPARE(open(-1, 10).first().id, lead.id);
    }
};

QTEST_GUILESS_MAIN(TestJournalErasing)
#include "tst_journalerasing.moc"
