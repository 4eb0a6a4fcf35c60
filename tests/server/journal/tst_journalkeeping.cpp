#include "server/journal/filelock.h"
#include "server/journal/journalfile.h"
#include "server/journal/journalpruner.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::journal;
using namespace std::chrono_literals;
using Uptime = ClockTrust::Uptime;

/// What keeps a journal in order over months: pruning by a clock that may jump, looking in from outside, damage, locks.
class TestJournalKeeping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void trustsASteadyClock_data();
    void trustsASteadyClock();
    void trustsAJumpedClockAfterADay();
    void prunesInSteps();
    void keepsUnforwardedEntries();
    void prunesNothingAfterAClockJump();
    void reusesItsPages();

    void listsBesideAWriter();
    void retriesSetAsideEntries();
    void aRunningServerRetriesOrDiscardsThem();
    void reportsItsStats();
    void saysWhatToDoWhenDamaged();
    void readsADamagedJournalFromBothEnds();
    void refusesAFileThatIsNotAJournal();

    void aLockIsHeldOnce();

private:
    bool open();
    QUuid add();
    void forward(const QUuid &id, Timestamp at);
    void startPruner(int step);
    QString path() const { return m_dir->filePath(QStringLiteral("journal.sqlite")); }
    qint64 count(EntryState state) { return *m_journal->count(state).result(); }
    QList<QUuid> idsIn(JournalFile &file, const JournalFile::Filter &filter = {});

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<JournalPruner> m_pruner;
    Timestamp m_wall;
    Uptime m_uptime{0};
};

void TestJournalKeeping::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_wall = Timestamp::now();
    m_uptime = 1h;
    QVERIFY(open());
}

void TestJournalKeeping::cleanup()
{
    m_pruner.reset();
    m_journal.reset();
    m_dir.reset();
}

bool TestJournalKeeping::open()
{
    m_journal.reset();
    auto journal = Journal::open({path()});
    if (journal)
        m_journal = std::move(*journal);
    return journal.ok();
}

QUuid TestJournalKeeping::add()
{
    const auto receipts =
        m_journal->submit({{QUuid::createUuid(), {}, {}, {}, R"({"first_name":"Maria"})", m_wall}}).result();
    return receipts ? receipts->first()->id : QUuid();
}

void TestJournalKeeping::forward(const QUuid &id, Timestamp at)
{
    const auto entry = m_journal->find(id).result();
    QVERIFY(entry.ok() && entry->has_value());
    QVERIFY(m_journal->markForwarded({(*entry)->sequence}, at).result().ok());
}

void TestJournalKeeping::startPruner(int step)
{
    m_pruner =
        std::make_unique<JournalPruner>(*m_journal, JournalPruner::Plan{30 * 24h, step, 1ms, 5ms},
                                        JournalPruner::Clocks{[this] { return m_wall; }, [this] { return m_uptime; }});
    m_pruner->start();
}

QList<QUuid> TestJournalKeeping::idsIn(JournalFile &file, const JournalFile::Filter &filter)
{
    QList<QUuid> ids;
    (void)file.read(filter, [&](const Entry &entry) -> Result<> {
        ids.append(entry.id);
        return {};
    });
    return ids;
}

void TestJournalKeeping::trustsASteadyClock_data()
{
    QTest::addColumn<qint64>("sinceLastRun"); // seconds; -1: there was none
    QTest::addColumn<qint64>("jump");         // of the wall clock, within an hour of uptime
    QTest::addColumn<bool>("isBelieved");
    constexpr qint64 kDay = 86400;
    QTest::newRow("first run") << qint64(-1) << qint64(3600) << true;
    QTest::newRow("restart") << qint64(10) << qint64(3600) << true;
    QTest::newRow("off for a week") << 7 * kDay << qint64(3600) << true;
    QTest::newRow("off for a month, or a jump") << 30 * kDay << qint64(3600) << false;
    QTest::newRow("back before the last run") << -2 * kDay << qint64(3600) << false;
    QTest::newRow("corrected by minutes") << qint64(10) << qint64(3900) << true;
    QTest::newRow("a jump forwards") << qint64(10) << 400 * kDay << false;
    QTest::newRow("a jump backwards") << qint64(10) << -400 * kDay << false;
}

void TestJournalKeeping::trustsASteadyClock()
{
    QFETCH(qint64, sinceLastRun);
    QFETCH(qint64, jump);
    QFETCH(bool, isBelieved);
    const auto lastRun = sinceLastRun == -1 ? std::nullopt : std::optional(m_wall.addSeconds(-sinceLastRun));
    ClockTrust trust(lastRun);
    (void)trust.isBelieved(m_wall, 1h);
    QCOMPARE(trust.isBelieved(m_wall.addSeconds(jump), 2h), isBelieved);
}

void TestJournalKeeping::trustsAJumpedClockAfterADay()
{
    ClockTrust trust(std::nullopt);
    QVERIFY(trust.isBelieved(m_wall, 0h));
    const Timestamp after = m_wall.addSeconds(500 * 86400);
    for (int hour = 1; hour < 25; ++hour)
        QVERIFY(!trust.isBelieved(after.addSeconds(hour * 3600), std::chrono::hours(hour)));
    QVERIFY(trust.isBelieved(after.addSeconds(25 * 3600), 25h));
}

void TestJournalKeeping::prunesInSteps()
{
    QList<QUuid> old;
    for (int i = 0; i < 25; ++i) {
        old.append(add());
        forward(old.last(), m_wall.addSeconds(-31 * 86400));
    }
    const QUuid recent = add();
    forward(recent, m_wall.addSeconds(-29 * 86400));
    startPruner(10);
    QSignalSpy pruned(m_pruner.get(), &JournalPruner::pruned);
    QTRY_COMPARE(count(EntryState::Forwarded), 1);
    QTRY_COMPARE(pruned.size(), 3);
    QCOMPARE(pruned.first().first().toInt(), 10);
    QVERIFY((*m_journal->find(recent).result()).has_value());
    QVERIFY(!(*m_journal->find(old.first()).result()).has_value());
}

void TestJournalKeeping::keepsUnforwardedEntries()
{
    m_wall = m_wall.addSeconds(-400 * 86400);
    QVERIFY(!add().isNull());
    const QUuid setAside = add();
    QVERIFY(m_journal->setAside((*m_journal->find(setAside).result())->sequence, QStringLiteral("why")).result().ok());
    forward(add(), m_wall);
    m_wall = Timestamp::now();
    startPruner(10);
    QTRY_COMPARE(count(EntryState::Forwarded), 0);
    QCOMPARE(count(EntryState::Waiting), 1);
    QCOMPARE(count(EntryState::SetAside), 1);
}

void TestJournalKeeping::prunesNothingAfterAClockJump()
{
    startPruner(10);
    QTRY_VERIFY((*m_journal->time("clock-believed").result()).has_value());
    const QUuid id = add();
    forward(id, m_wall);
    QSignalSpy held(m_pruner.get(), &JournalPruner::held);
    m_wall = m_wall.addSeconds(400 * 86400);
    QTRY_COMPARE(held.size(), 1);
    // Also a new start does not believe it.
    startPruner(10);
    QSignalSpy heldAgain(m_pruner.get(), &JournalPruner::held);
    QTRY_COMPARE(heldAgain.size(), 1);
    QCOMPARE(count(EntryState::Forwarded), 1);
    m_uptime += 25h;
    m_wall = m_wall.addSeconds(25 * 3600);
    QTRY_COMPARE(count(EntryState::Forwarded), 0);
}

/// No vacuum is needed: with as much coming as going the file stays as large as it is.
void TestJournalKeeping::reusesItsPages()
{
    qint64 size = 0;
    for (int round = 0; round < 6; ++round) {
        QList<Submission> leads;
        QList<qint64> sequences;
        for (int i = 0; i < 1000; ++i)
            leads.append({QUuid::createUuid(), {}, {}, {}, QByteArray(600, 'x'), m_wall});
        QVERIFY(m_journal->submit(leads).result().ok());
        const auto waiting = m_journal->waiting(1000).result();
        QVERIFY(waiting.ok());
        for (const Entry &entry : *waiting)
            sequences.append(entry.sequence);
        QVERIFY(m_journal->markForwarded(sequences, m_wall).result().ok());
        QCOMPARE(*m_journal->prune(m_wall.addSeconds(1), 1000).result(), 1000);
        QVERIFY(open()); // brings the log into the file
        if (round == 1)
            size = QFileInfo(path()).size();
    }
    QVERIFY(size > 0);
    QVERIFY2(QFileInfo(path()).size() <= size * 11 / 10, qPrintable(QString::number(QFileInfo(path()).size())));
}

void TestJournalKeeping::listsBesideAWriter()
{
    const QUuid first = add();
    const QUuid second = add();
    forward(first, m_wall);
    auto file = JournalFile::open(path());
    QVERIFY(file.ok());
    QCOMPARE(idsIn(*file), (QList<QUuid>{first, second}));
    QCOMPARE(idsIn(*file, {{EntryState::Waiting}}), QList<QUuid>{second});
    QCOMPARE(idsIn(*file, {{EntryState::Forwarded}}), QList<QUuid>{first});
    QVERIFY(idsIn(*file, {{}, "stripe"}).isEmpty());
    const QUuid third = add(); // the writer goes on
    QCOMPARE(idsIn(*file), (QList<QUuid>{first, second, third}));
    QVERIFY(file->problems()->isEmpty());
    const auto counts = *file->counts();
    QCOMPARE(counts.size(), 1);
    QCOMPARE(counts.first().kind, QByteArray("lead"));
    QCOMPARE(counts.first().waiting, 2);
    QCOMPARE(counts.first().forwarded, 1);
}

void TestJournalKeeping::retriesSetAsideEntries()
{
    const QUuid lead = add();
    QVERIFY(m_journal->submitEvent({"stripe", "evt_1", "{}", m_wall}).result().ok());
    for (const char *kind : {kLeadKind, "stripe"})
        QVERIFY(m_journal->setAside(m_journal->waiting(1, kind).result()->first().sequence, QStringLiteral("why"))
                    .result()
                    .ok());
    auto file = JournalFile::open(path());
    QVERIFY(file.ok());
    QCOMPARE(*file->retry(QStringLiteral("evt_2")), 0);
    QCOMPARE(*file->retry(lead.toString(QUuid::WithoutBraces)), 1);
    QCOMPARE(count(EntryState::Waiting), 1);
    QCOMPARE(*file->retry(lead.toString(QUuid::WithoutBraces)), 0); // it waits already
    QCOMPARE(*file->retry(QStringLiteral("evt_1")), 1);
    const auto event = m_journal->waiting(1, "stripe").result()->first();
    QCOMPARE(event.payload, QByteArray("{}"));
    QVERIFY(event.reason.isEmpty());
    QVERIFY(m_journal->setAside(event.sequence, QStringLiteral("why")).result().ok());
    QCOMPARE(*file->retryAll(), 1);
    QCOMPARE(*file->retryAll(), 0);
}

void TestJournalKeeping::aRunningServerRetriesOrDiscardsThem()
{
    const QByteArray lead = add().toByteArray(QUuid::WithoutBraces);
    QVERIFY(m_journal->submitEvent({"stripe", "evt_1", "{}", m_wall}).result().ok());
    for (const char *kind : {kLeadKind, "stripe"})
        QVERIFY(m_journal->setAside(m_journal->waiting(1, kind).result()->first().sequence, QStringLiteral("why"))
                    .result()
                    .ok());
    const QList<Entry> aside = *m_journal->setAsideEntries(50).result();
    QCOMPARE(aside.size(), 2);
    QCOMPARE(aside[0].key, lead);
    QCOMPARE(aside[1].key, QByteArray("evt_1"));
    QCOMPARE(aside[1].reason, QStringLiteral("why"));
    QVERIFY(aside[0].payload.isEmpty());
    QCOMPARE(m_journal->setAsideEntries(1).result()->size(), 1);

    QVERIFY(!*m_journal->retry("stripe", "evt_2").result());
    QVERIFY(!*m_journal->retry("stripe", lead).result()); // of another kind
    QVERIFY(!*m_journal->retry(kLeadKind, "no id").result());
    QVERIFY(*m_journal->retry(kLeadKind, lead).result());
    QVERIFY(!*m_journal->retry(kLeadKind, lead).result()); // it waits already
    const Entry again = m_journal->waiting(1).result()->first();
    QCOMPARE(again.payload, QByteArray(R"({"first_name":"Maria"})"));
    QVERIFY(again.reason.isEmpty());

    QVERIFY(!*m_journal->discard(kLeadKind, lead).result()); // only what is set aside
    QVERIFY(*m_journal->discard("stripe", "evt_1").result());
    QVERIFY(m_journal->setAsideEntries(50).result()->isEmpty());
    QVERIFY(m_journal->waiting(1, "stripe").result()->isEmpty());
    QVERIFY(m_journal->submitEvent({"stripe", "evt_1", "{}", m_wall}).result()->isRepeat); // still known
}

void TestJournalKeeping::reportsItsStats()
{
    QVERIFY(m_journal->stats().result()->kinds.isEmpty());
    m_wall = m_wall.addSeconds(-60);
    const QUuid oldest = add();
    m_wall = m_wall.addSeconds(30);
    const QUuid next = add();
    QVERIFY(m_journal->submitEvent({"stripe", "evt_1", "{}", m_wall}).result().ok());
    auto stats = *m_journal->stats().result();
    QCOMPARE(stats.kinds.size(), 2);
    QCOMPARE(stats.kinds.at(0).kind, QByteArray("lead"));
    QCOMPARE(stats.kinds.at(0).waiting, 2);
    QCOMPARE(stats.kinds.at(0).oldestWaitingSeconds(m_wall), 30);
    QCOMPARE(stats.kinds.at(0).oldestWaitingSeconds(m_wall.addSeconds(-900)), 0); // the clock was set back
    QCOMPARE(stats.kinds.at(1).waiting, 1);
    QCOMPARE(std::accumulate(stats.entriesACommit.buckets.begin(), stats.entriesACommit.buckets.end(), quint64(0)), 3u);
    QCOMPARE(stats.entriesACommit.sum, 3.0);
    QVERIFY(stats.commitSeconds.sum > 0);
    QCOMPARE(stats.failedCommits, 0u);

    forward(oldest, m_wall);
    QVERIFY(m_journal->setAside((*m_journal->find(next).result())->sequence, QStringLiteral("why")).result().ok());
    stats = *m_journal->stats().result();
    QCOMPARE(stats.kinds.at(0).waiting, 0);
    QCOMPARE(stats.kinds.at(0).setAside, 1);
    QCOMPARE(stats.kinds.at(0).forwarded, 1);
    QVERIFY(!stats.kinds.at(0).oldestWaiting);
}

void TestJournalKeeping::saysWhatToDoWhenDamaged()
{
    for (int i = 0; i < 300; ++i)
        QVERIFY(!add().isNull());
    m_journal.reset();
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(file.size() / 2 / 4096 * 4096));
    QCOMPARE(file.write(QByteArray(8192, '\x5a')), 8192);
    file.close();
    const auto refused = Journal::open({path()});
    QVERIFY(!refused.ok());
    QVERIFY(refused.error().message.contains(path()));
    QVERIFY(refused.error().message.contains(QStringLiteral("journal check")));
    QVERIFY(refused.error().message.contains(QStringLiteral("journal export")));
    auto looked = JournalFile::open(path());
    QVERIFY(looked.ok());
    const auto problems = looked->problems();
    QVERIFY(!problems.ok() || !problems->isEmpty());
}

void TestJournalKeeping::readsADamagedJournalFromBothEnds()
{
    QList<QUuid> ids;
    for (int i = 0; i < 600; ++i)
        ids.append(add());
    m_journal.reset();
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray content = file.readAll();
    const qsizetype page = content.indexOf(ids.at(300).toRfc4122()) / 4096; // of the table or of an index
    QVERIFY(file.seek(page * 4096));
    QCOMPARE(file.write(QByteArray(4096, '\x5a')), 4096);
    file.close();
    auto looked = JournalFile::open(path());
    QVERIFY(looked.ok());
    QSet<QUuid> read;
    const auto done = looked->read({}, [&](const Entry &entry) -> Result<> {
        if (read.contains(entry.id))
            return Error{ErrorCode::Internal, QStringLiteral("twice")};
        read.insert(entry.id);
        return {};
    });
    QVERIFY(done.ok() || done.error().remoteCode == sqlite::kDamaged);
    QVERIFY(read.contains(ids.first()));
    QVERIFY(read.contains(ids.last()));
    QVERIFY2(read.size() > 500, qPrintable(QString::number(read.size())));
}

void TestJournalKeeping::refusesAFileThatIsNotAJournal()
{
    const QString none = m_dir->filePath(QStringLiteral("none"));
    const auto absent = JournalFile::open(none);
    QVERIFY(!absent.ok());
    QCOMPARE(absent.error().code, ErrorCode::NotFound);
    QVERIFY(!QFile::exists(none));
    QFile file(none);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8192, 'x'));
    file.close();
    const auto refused = JournalFile::open(none);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().remoteCode, sqlite::kDamaged);
}

void TestJournalKeeping::aLockIsHeldOnce()
{
    const QString lockPath = m_dir->filePath(QStringLiteral("running.lock"));
    auto first = FileLock::tryLock(lockPath);
    QVERIFY(first.ok());
    const auto second = FileLock::tryLock(lockPath);
    QVERIFY(!second.ok());
    QCOMPARE(second.error().code, ErrorCode::Conflict);
    first->reset();
    QVERIFY(FileLock::tryLock(lockPath).ok());
    const auto nowhere = FileLock::tryLock(m_dir->filePath(QStringLiteral("no/such/folder")));
    QVERIFY(!nowhere.ok());
    QCOMPARE(nowhere.error().code, ErrorCode::Unavailable);
}

QTEST_GUILESS_MAIN(TestJournalKeeping)
#include "tst_journalkeeping.moc"
