#include "server/journal/journal.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace pl;
using namespace pl::journal;
using Receipts = Result<QList<Result<Receipt>>>;

/// The journal on a real file: what is acknowledged is there, whatever happens next.
class TestJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void keepsLeads();
    void keepsThemOverARestart();
    void writesWhatIsQueuedBeforeItEnds();
    void tellsRepeats_data();
    void tellsRepeats();
    void refusesAReusedKey();
    void keepsSourcesApart();
    void refusesAKeyInFlight();
    void oneBadLeadFailsAlone();
    void groupsCommits();
    void refusesWhenTheQueueIsFull();
    void failsEveryJobOfAFailedCommit();
    void failsWhenTheDiskIsFull();
    void ordersAndMarksEntries();
    void setsAside();
    void refusesAJournalOfANewerProgram();
    void refusesAFileThatIsNoDatabase();

private:
    void open(int queueLimit = 20'000);
    Submission lead(const QString &externalId = {}, const QByteArray &key = {}, const QByteArray &hash = "h") const;
    Receipts submit(const QList<Submission> &leads);
    QString path() const { return m_dir->filePath(QStringLiteral("journal.sqlite")); }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Journal> m_journal;
    const QUuid m_source = QUuid::createUuid();
};

namespace {

/// Another program's hand on the same file: holds its write lock as long as it lives.
class WriteLock
{
public:
    explicit WriteLock(const QString &path)
    {
        sqlite3_open(path.toUtf8().constData(), &m_db);
        m_isHeld = sqlite3_exec(m_db, "begin immediate", nullptr, nullptr, nullptr) == SQLITE_OK;
    }
    ~WriteLock() { sqlite3_close(m_db); }
    bool isHeld() const { return m_isHeld; }

private:
    sqlite3 *m_db = nullptr;
    bool m_isHeld = false;
};

bool runSql(const QString &path, const char *sql)
{
    sqlite3 *db = nullptr;
    sqlite3_open(path.toUtf8().constData(), &db);
    const bool isDone = sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(db);
    return isDone;
}

} // namespace

void TestJournal::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    open();
}

void TestJournal::cleanup()
{
    m_journal.reset();
    m_dir.reset();
}

void TestJournal::open(int queueLimit)
{
    m_journal.reset();
    auto journal = Journal::open({path(), queueLimit});
    QVERIFY2(journal.ok(), journal.ok() ? "" : qPrintable(journal.error().message));
    m_journal = std::move(*journal);
}

Submission TestJournal::lead(const QString &externalId, const QByteArray &key, const QByteArray &hash) const
{
    return {QUuid::createUuid(), m_source, externalId, key, hash, R"({"first_name":"Maria"})", Timestamp::now()};
}

Receipts TestJournal::submit(const QList<Submission> &leads)
{
    return m_journal->submit(leads).result();
}

void TestJournal::keepsLeads()
{
    QSignalSpy stored(m_journal.get(), &Journal::stored);
    const Submission submission = lead(QStringLiteral("x"));
    const auto receipts = submit({submission});
    QVERIFY(receipts.ok());
    QCOMPARE(*receipts->first(), (Receipt{submission.id, false}));
    QTRY_COMPARE(stored.size(), 1);
    const auto found = m_journal->find(submission.id).result();
    QVERIFY(found.ok() && found->has_value());
    QCOMPARE((*found)->payload, submission.payload);
    QCOMPARE((*found)->sourceId, m_source);
    QCOMPARE((*found)->externalId, QStringLiteral("x"));
    QCOMPARE((*found)->receivedAt, submission.receivedAt);
    QCOMPARE((*found)->state, EntryState::Waiting);
    QVERIFY(!m_journal->find(QUuid::createUuid()).result()->has_value());
    QVERIFY(m_journal->check().result().ok());
}

void TestJournal::keepsThemOverARestart()
{
    const Submission submission = lead(QStringLiteral("x"), "k");
    QVERIFY(submit({submission}).ok());
    open();
    QCOMPARE(m_journal->waiting(10).result()->size(), 1);
    QCOMPARE(*submit({lead(QStringLiteral("x"), "k")})->first(), (Receipt{submission.id, true}));
}

void TestJournal::writesWhatIsQueuedBeforeItEnds()
{
    QList<QFuture<Receipts>> futures;
    for (int i = 0; i < 200; ++i)
        futures.append(m_journal->submit({lead()}));
    m_journal.reset();
    for (const auto &future : futures) {
        QVERIFY(future.isFinished());
        QVERIFY(future.result().ok());
    }
    open();
    QCOMPARE(*m_journal->count(EntryState::Waiting).result(), 200);
}

void TestJournal::tellsRepeats_data()
{
    QTest::addColumn<QString>("externalId");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<bool>("isRepeat");
    QTest::newRow("key") << QString() << QByteArray("k") << true;
    QTest::newRow("key and external id") << QStringLiteral("x") << QByteArray("k") << true;
    QTest::newRow("key comes first") << QStringLiteral("other") << QByteArray("k") << true;
    QTest::newRow("external id") << QStringLiteral("x") << QByteArray() << true;
    QTest::newRow("external id with another key") << QStringLiteral("x") << QByteArray("other") << true;
    QTest::newRow("neither") << QString() << QByteArray() << false;
    QTest::newRow("others") << QStringLiteral("other") << QByteArray("other") << false;
}

void TestJournal::tellsRepeats()
{
    QFETCH(QString, externalId);
    QFETCH(QByteArray, key);
    QFETCH(bool, isRepeat);
    const Submission first = lead(QStringLiteral("x"), "k");
    QVERIFY(submit({first}).ok());
    const auto again = submit({lead(externalId, key)});
    QVERIFY(again.ok() && again->first().ok());
    QCOMPARE(again->first()->isRepeat, isRepeat);
    QCOMPARE(again->first()->id == first.id, isRepeat);
    QCOMPARE(*m_journal->count(EntryState::Waiting).result(), isRepeat ? 1 : 2);
}

void TestJournal::refusesAReusedKey()
{
    QVERIFY(submit({lead({}, "k", "one")}).ok());
    const auto other = submit({lead({}, "k", "two")});
    QVERIFY(other.ok());
    QCOMPARE(other->first().error().code, ErrorCode::InvalidInput);
    QCOMPARE(other->first().error().fields.first().field, QStringLiteral("Idempotency-Key"));
    QCOMPARE(*m_journal->count(EntryState::Waiting).result(), 1);
}

void TestJournal::keepsSourcesApart()
{
    Submission other = lead(QStringLiteral("x"), "k");
    other.sourceId = QUuid::createUuid();
    QVERIFY(submit({lead(QStringLiteral("x"), "k")}).ok());
    QVERIFY(!submit({other})->first()->isRepeat);
}

void TestJournal::refusesAKeyInFlight()
{
    auto lock = std::make_unique<WriteLock>(path()); // the first stays in flight
    QVERIFY(lock->isHeld());
    const auto first = m_journal->submit({lead({}, "k")});
    const auto second = submit({lead({}, "k")});
    QVERIFY(!second.ok());
    QCOMPARE(second.error().code, ErrorCode::Conflict);
    const auto other = m_journal->submit({lead({}, "other")});
    QVERIFY(!first.isFinished());
    lock.reset();
    QVERIFY(first.result().ok());
    QVERIFY(other.result().ok());
    QVERIFY(submit({lead({}, "k")})->first()->isRepeat);
}

void TestJournal::oneBadLeadFailsAlone()
{
    const Submission good = lead();
    Submission sameId = lead();
    sameId.id = good.id;
    const auto receipts = submit({good, sameId, lead()});
    QVERIFY(receipts.ok());
    QVERIFY(receipts->at(0).ok());
    QVERIFY(!receipts->at(1).ok());
    QVERIFY(receipts->at(2).ok());
    QCOMPARE(*m_journal->count(EntryState::Waiting).result(), 2);
}

void TestJournal::groupsCommits()
{
    QSignalSpy stored(m_journal.get(), &Journal::stored);
    QList<QFuture<Receipts>> futures;
    auto lock = std::make_unique<WriteLock>(path());
    for (int i = 0; i < 500; ++i)
        futures.append(m_journal->submit({lead()}));
    lock.reset();
    for (const auto &future : futures)
        QVERIFY(future.result().ok());
    QVERIFY(m_journal->check().result().ok());
    QTRY_VERIFY(!stored.isEmpty());
    // The first commit took what was there when it began, the next all the rest.
    QVERIFY2(stored.size() <= 3, qPrintable(QString::number(stored.size())));
}

void TestJournal::refusesWhenTheQueueIsFull()
{
    open(2);
    auto lock = std::make_unique<WriteLock>(path());
    const auto first = m_journal->submit({lead(), lead()});
    const auto refused = submit({lead()});
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::Unavailable);
    QVERIFY(refused.error().retryAfterSeconds > 0);
    lock.reset();
    QVERIFY(first.result().ok());
    QVERIFY(submit({lead()}).ok());
}

void TestJournal::failsEveryJobOfAFailedCommit()
{
    const WriteLock lock(path()); // held longer than the journal waits for it
    QVERIFY(lock.isHeld());
    QList<QFuture<Receipts>> futures;
    for (int i = 0; i < 20; ++i)
        futures.append(m_journal->submit({lead({}, QByteArray::number(i))}));
    for (const auto &future : futures) {
        const auto receipts = future.result();
        QVERIFY(!receipts.ok());
        QCOMPARE(receipts.error().code, ErrorCode::Unavailable);
    }
}

void TestJournal::failsWhenTheDiskIsFull()
{
    // SQLite's own page limit behaves as a full disk does.
    const Submission kept = lead(QStringLiteral("kept"));
    QVERIFY(submit({kept}).ok());
    auto store = JournalStore::open(path());
    QVERIFY(store.ok());
    QVERIFY((*store)->limitPages(20).ok());
    QVERIFY((*store)->begin().ok());
    Submission large = lead();
    large.payload = QByteArray(1 << 20, 'a');
    const auto refused = (*store)->inSavepoint([&](JournalStore &journal) { return journal.add(large); });
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::Unavailable);
    (*store)->rollBack();
    QVERIFY(!(*store)->isInTransaction());
    QVERIFY((*store)->begin().ok());
    QCOMPARE(*(*store)->count(EntryState::Waiting), 1);
    QVERIFY((*store)->commit().ok());
}

void TestJournal::ordersAndMarksEntries()
{
    QList<Submission> leads{lead(), lead(), lead()};
    QVERIFY(submit(leads).ok());
    auto waiting = *m_journal->waiting(2).result();
    QCOMPARE(waiting.size(), 2);
    QCOMPARE(waiting.at(0).id, leads.at(0).id);
    QCOMPARE(waiting.at(1).id, leads.at(1).id);
    QVERIFY(m_journal->markForwarded({waiting.at(0).sequence, waiting.at(1).sequence}, Timestamp::now()).result().ok());
    waiting = *m_journal->waiting(2).result();
    QCOMPARE(waiting.size(), 1);
    QCOMPARE(waiting.at(0).id, leads.at(2).id);
    QCOMPARE((*m_journal->find(leads.at(0).id).result())->state, EntryState::Forwarded);
    QCOMPARE(*m_journal->count(EntryState::Forwarded).result(), 2);
}

void TestJournal::setsAside()
{
    const Submission submission = lead();
    QVERIFY(submit({submission}).ok());
    const auto sequence = m_journal->waiting(1).result()->first().sequence;
    QVERIFY(m_journal->setAside(sequence, QStringLiteral("why")).result().ok());
    QVERIFY(m_journal->waiting(1).result()->isEmpty());
    QCOMPARE((*m_journal->find(submission.id).result())->state, EntryState::SetAside);
}

void TestJournal::refusesAJournalOfANewerProgram()
{
    m_journal.reset();
    QVERIFY(runSql(path(), "pragma user_version = 999"));
    const auto refused = Journal::open({path()});
    QVERIFY(!refused.ok());
    QVERIFY(refused.error().message.contains(QStringLiteral("newer")));
}

void TestJournal::refusesAFileThatIsNoDatabase()
{
    const QString other = m_dir->filePath(QStringLiteral("other"));
    QFile file(other);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8192, 'x'));
    file.close();
    const auto refused = Journal::open({other});
    QVERIFY(!refused.ok());
    QVERIFY(refused.error().message.contains(other));
    QVERIFY(!Journal::open({m_dir->filePath(QStringLiteral("no/such/folder"))}).ok());
}

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
