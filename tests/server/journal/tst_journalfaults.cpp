#include "server/journal/journal.h"
#include "tests/support/faultydisk.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::journal;
using pl::test::FaultyDisk;
using Fault = FaultyDisk::Fault;
using Receipts = Result<QList<Result<Receipt>>>;

/// The journal on a disk that fails at every possible moment: whatever it acknowledged is there afterwards, and what it
/// refused may be sent again.
class TestJournalFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void refusesAndRecovers_data();
    void refusesAndRecovers();
    void losesNothingWhateverFails_data();
    void losesNothingWhateverFails();
    void losesNothingInAPowerLoss();
    void doesNotStartOnAReadOnlyDisk();
    void opensAHalfCreatedJournal();

private:
    bool open();
    Submission lead();
    QString path() const { return m_dir->filePath(QStringLiteral("journal.sqlite")); }
    QSet<QUuid> stored();

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<FaultyDisk> m_disk;
    std::unique_ptr<Journal> m_journal;
    const QUuid m_source = QUuid::createUuid();
    int m_number = 0;
};

void TestJournalFaults::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_disk = std::make_unique<FaultyDisk>();
    QVERIFY(open());
}

void TestJournalFaults::cleanup()
{
    m_journal.reset();
    m_disk.reset();
    m_dir.reset();
}

bool TestJournalFaults::open()
{
    m_journal.reset();
    auto journal = Journal::open({path()});
    if (journal)
        m_journal = std::move(*journal);
    return journal.ok();
}

Submission TestJournalFaults::lead()
{
    return {m_source, {}, "key-" + QByteArray::number(++m_number), "hash", QByteArray(600, 'x'), Timestamp::now()};
}

QSet<QUuid> TestJournalFaults::stored()
{
    QSet<QUuid> ids;
    for (const Entry &entry : m_journal->waiting(100'000).result().valueOr({}))
        ids.insert(entry.id);
    return ids;
}

void TestJournalFaults::refusesAndRecovers_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::newRow("full") << Fault::Full;
    QTest::newRow("I/O errors") << Fault::Failing;
    QTest::newRow("no sync") << Fault::NoSync;
    QTest::newRow("read-only") << Fault::ReadOnly;
}

void TestJournalFaults::refusesAndRecovers()
{
    QFETCH(Fault, fault);
    const QUuid before = m_journal->submit({lead()}).result()->first()->id;
    m_disk->setFault(fault);
    const Submission refused = lead();
    for (int i = 0; i < 3; ++i) {
        const Receipts receipts = m_journal->submit({refused}).result();
        QVERIFY(!receipts.ok());
        QCOMPARE(receipts.error().code, ErrorCode::Unavailable); // a 503
    }
    const auto event = m_journal->submitEvent({"stripe", "evt_1", "{}", Timestamp::now()}).result();
    QVERIFY(!event.ok());
    QCOMPARE(event.error().code, ErrorCode::Unavailable);
    QVERIFY(!m_journal->check().result().ok());
    m_disk->setFault(Fault::None);
    const Receipts again = m_journal->submit({refused}).result();
    QVERIFY(again.ok() && again->first().ok());
    QVERIFY(!again->first()->isRepeat);
    QVERIFY(!m_journal->submitEvent({"stripe", "evt_1", "{}", Timestamp::now()}).result()->isRepeat);
    QVERIFY(m_journal->stats().result()->failedCommits >= 4);
    QCOMPARE(m_journal->stats().result()->kinds.first().waiting, 2);
    QCOMPARE(stored(), (QSet<QUuid>{before, again->first()->id}));
    QVERIFY(open());
    QCOMPARE(stored(), (QSet<QUuid>{before, again->first()->id}));
}

void TestJournalFaults::losesNothingWhateverFails_data()
{
    refusesAndRecovers_data();
}

/// The fault begins at every operation in turn, and goes away again.
void TestJournalFaults::losesNothingWhateverFails()
{
    QFETCH(Fault, fault);
    QSet<QUuid> acknowledged;
    for (int operation = 0; operation < 60; ++operation) {
        m_disk->setFault(fault, operation);
        QList<Later<Receipts>> futures;
        QList<Submission> leads;
        for (int i = 0; i < 12; ++i) {
            leads.append(lead());
            futures.append(m_journal->submit({leads.last()}));
        }
        for (qsizetype i = 0; i < leads.size(); ++i) {
            const Receipts receipts = futures.at(i).result();
            if (receipts)
                acknowledged.insert(receipts->first()->id);
            else
                QCOMPARE(receipts.error().code, ErrorCode::Unavailable);
        }
        m_disk->setFault(Fault::None);
        for (qsizetype i = 0; i < leads.size(); ++i) { // as a client does that got no 2xx
            const Receipts first = futures.at(i).result();
            const Receipts receipts = m_journal->submit({leads.at(i)}).result();
            QVERIFY(receipts.ok() && receipts->first().ok());
            if (first)
                QCOMPARE(*receipts->first(), (Receipt{first->first()->id, true}));
            acknowledged.insert(receipts->first()->id);
        }
    }
    QCOMPARE(stored(), acknowledged);
    QCOMPARE(m_journal->stats().result()->kinds.first().waiting, acknowledged.size());
    QVERIFY(open());
    QCOMPARE(stored(), acknowledged);
}

/// What was not synced is gone, as when the plug is pulled.
void TestJournalFaults::losesNothingInAPowerLoss()
{
    QSet<QUuid> acknowledged;
    for (int round = 0; round < 20; ++round) {
        QList<Later<Receipts>> futures;
        for (int i = 0; i < 50; ++i)
            futures.append(m_journal->submit({lead()}));
        // The disk stops in the middle.
        m_disk->setFault(Fault::Failing, int(QRandomGenerator::global()->bounded(20)));
        for (const auto &future : futures)
            if (const Receipts receipts = future.result())
                acknowledged.insert(receipts->first()->id);
        m_journal.reset();
        m_disk->losePower();
        m_disk->setFault(Fault::None);
        QVERIFY(open());
        const auto kept = stored();
        QVERIFY2(kept.contains(acknowledged), qPrintable(QString::number((acknowledged - kept).size())));
    }
    QVERIFY(!acknowledged.isEmpty());
}

void TestJournalFaults::doesNotStartOnAReadOnlyDisk()
{
    m_journal.reset();
    m_disk->setFault(Fault::ReadOnly);
    const auto refused = Journal::open({path()});
    QVERIFY(!refused.ok());
    QVERIFY(refused.error().message.contains(path()));
}

/// A new journal whose first start broke off at any point is made whole by the next.
void TestJournalFaults::opensAHalfCreatedJournal()
{
    for (int operation = 0; operation < 40; ++operation) {
        m_journal.reset();
        const QString fresh = m_dir->filePath(QStringLiteral("fresh-%1.sqlite").arg(operation));
        m_disk->setFault(Fault::Failing, operation);
        {
            const auto broken = Journal::open({fresh});
            QVERIFY(broken.ok() || broken.error().code == ErrorCode::Unavailable);
        }
        m_disk->losePower();
        m_disk->setFault(Fault::None);
        auto whole = Journal::open({fresh});
        QVERIFY2(whole.ok(), whole.ok() ? "" : qPrintable(whole.error().message));
        QVERIFY((*whole)->submit({lead()}).result().ok());
    }
}

QTEST_GUILESS_MAIN(TestJournalFaults)
#include "tst_journalfaults.moc"
