#include "server/journal/entryid.h"
#include "server/journal/journal.h"
#include "server/journal/journalfile.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <numeric>
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
    void recognizesRepeats_data();
    void recognizesRepeats();
    void refusesAReusedKey();
    void keepsSourcesApart();
    void keepsEvents();
    void recognizesRepeatedEvents();
    void takesManyEventsEachByItself_data();
    void takesManyEventsEachByItself();
    void oneBadEventAmongOthersFailsAlone();
    void readsLargeEventsAFewAtATime();
    void takesEventsAmongLeads();
    void countsEventsAgainstTheQueueLimit();
    void bringsAnOlderJournalUpToDate();
    void bringsAVersion2JournalUpToDate();
    void refusesAKeyInFlight();
    void oneBadLeadFailsAlone();
    void takesManyLeadsEachByItself_data();
    void takesManyLeadsEachByItself();
    void oneBadLeadAmongOthersFailsAlone();
    void groupsCommits();
    void signalsSeveralCommitsOnce();
    void refusesWhenTheQueueIsFull();
    void refusesWhenTheQueueIsTooLarge();
    void failsEveryJobOfAFailedCommit();
    void failsWhenTheDiskIsFull();
    void ordersAndMarksEntries();
    void setsAside();
    void findsLeadsByTheirIds();
    void listsWaitingLeadsInAnyHistory();
    void goesOnWhenTheClockIsSetBack();
    void rollsBackItsMark();
    void refusesAJournalOfANewerProgram();
    void refusesAFileThatIsNotADatabase();

private:
    void open(int queueLimit = 20'000);
    Submission lead(const QString &externalId = {}, const QByteArray &key = {}, const QByteArray &hash = "h") const;
    Receipts submit(const QList<Submission> &leads);
    QList<Receipts> submitTogether(const QList<Submission> &leads);
    QList<Result<EventReceipt>> submitTogether(const QList<EventSubmission> &events);
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
    return {m_source, externalId, key, hash, R"({"first_name":"Maria"})", Timestamp::now()};
}

Receipts TestJournal::submit(const QList<Submission> &leads)
{
    return m_journal->submit(leads).result();
}

/// As requests of their own that one commit takes.
QList<Receipts> TestJournal::submitTogether(const QList<Submission> &leads)
{
    QList<Later<Receipts>> futures;
    auto lock = std::make_unique<WriteLock>(path());
    for (const Submission &one : leads)
        futures.append(m_journal->submit({one}));
    lock.reset();
    QList<Receipts> results;
    for (const auto &future : futures)
        results.append(future.result());
    return results;
}

void TestJournal::keepsLeads()
{
    QSignalSpy stored(m_journal.get(), &Journal::stored);
    const Submission submission = lead(QStringLiteral("x"));
    const auto receipts = submit({submission});
    QVERIFY(receipts.ok());
    QVERIFY(!receipts->first()->isRepeat);
    QTRY_COMPARE(stored.size(), 1);
    const auto found = m_journal->find(receipts->first()->id).result();
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
    const QUuid id = submit({lead(QStringLiteral("x"), "k")})->first()->id;
    open();
    QCOMPARE(m_journal->waiting(10).result()->size(), 1);
    QCOMPARE(*submit({lead(QStringLiteral("x"), "k")})->first(), (Receipt{id, true}));
}

void TestJournal::writesWhatIsQueuedBeforeItEnds()
{
    QList<Later<Receipts>> futures;
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

void TestJournal::recognizesRepeats_data()
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

void TestJournal::recognizesRepeats()
{
    QFETCH(QString, externalId);
    QFETCH(QByteArray, key);
    QFETCH(bool, isRepeat);
    const QUuid first = submit({lead(QStringLiteral("x"), "k")})->first()->id;
    const auto again = submit({lead(externalId, key)});
    QVERIFY(again.ok() && again->first().ok());
    QCOMPARE(again->first()->isRepeat, isRepeat);
    QCOMPARE(again->first()->id == first, isRepeat);
    QCOMPARE(*m_journal->count(EntryState::Waiting).result(), isRepeat ? 1 : 2);
}

void TestJournal::refusesAReusedKey()
{
    QVERIFY(submit({lead({}, "k", "one")}).ok());
    // Nothing of that request is kept.
    const auto other = submit({lead({}, "new", "two"), lead({}, "k", "two")});
    QVERIFY(!other.ok());
    QCOMPARE(other.error().code, ErrorCode::InvalidInput);
    QCOMPARE(other.error().fields.first().field, QStringLiteral("Idempotency-Key"));
    QCOMPARE(*m_journal->count(EntryState::Waiting).result(), 1);
}

void TestJournal::keepsSourcesApart()
{
    Submission other = lead(QStringLiteral("x"), "k");
    other.sourceId = QUuid::createUuid();
    QVERIFY(submit({lead(QStringLiteral("x"), "k")}).ok());
    QVERIFY(!submit({other})->first()->isRepeat);
}

void TestJournal::keepsEvents()
{
    QSignalSpy stored(m_journal.get(), &Journal::stored);
    const EventSubmission event{"stripe", "evt_1", QByteArray("{\"a\":\0}", 8), Timestamp::now()};
    const auto receipt = m_journal->submitEvent(event).result();
    QVERIFY(receipt.ok());
    QVERIFY(!receipt->isRepeat);
    QTRY_COMPARE(stored.size(), 1);
    QCOMPARE(stored.first().first().toByteArray(), QByteArray("stripe"));
    open();
    const auto waiting = *m_journal->waiting(10, "stripe").result();
    QCOMPARE(waiting.size(), 1);
    QCOMPARE(waiting.first().kind, event.kind);
    QCOMPARE(waiting.first().key, event.key);
    QCOMPARE(waiting.first().payload, event.payload);
    QCOMPARE(waiting.first().receivedAt, event.receivedAt);
    QVERIFY(m_journal->waiting(10).result()->isEmpty()); // they are no leads
}

void TestJournal::recognizesRepeatedEvents()
{
    const auto isRepeat = [this](const char *kind, const char *key, const char *payload) {
        return m_journal->submitEvent({kind, key, payload, Timestamp::now()}).result()->isRepeat;
    };
    QVERIFY(!isRepeat("stripe", "1", "a"));
    QVERIFY(isRepeat("stripe", "1", "b"));
    QVERIFY(!isRepeat("stripe", "2", "a"));
    QVERIFY(!isRepeat("twilio", "1", "a"));
    const auto waiting = *m_journal->waiting(10, "stripe").result();
    QCOMPARE(waiting.size(), 2);
    QCOMPARE(waiting.first().payload, QByteArray("a"));
    // Also when it has gone on to the store since.
    QVERIFY(m_journal->markForwarded({waiting.first().sequence}, Timestamp::now()).result().ok());
    QVERIFY(isRepeat("stripe", "1", "a"));
    QCOMPARE(*m_journal->count(EntryState::Waiting, "stripe").result(), 1);
}

QList<Result<EventReceipt>> TestJournal::submitTogether(const QList<EventSubmission> &events)
{
    QList<Later<Result<EventReceipt>>> futures;
    auto lock = std::make_unique<WriteLock>(path());
    for (const EventSubmission &event : events)
        futures.append(m_journal->submitEvent(event));
    lock.reset();
    QList<Result<EventReceipt>> receipts;
    for (const auto &future : futures)
        receipts.append(future.result());
    return receipts;
}

void TestJournal::takesManyEventsEachByItself_data()
{
    takesManyLeadsEachByItself_data();
}

/// Every third repeats the one before, with another payload; one is known from before, one is of another kind.
void TestJournal::takesManyEventsEachByItself()
{
    QFETCH(int, many);
    const auto event = [](int key, const char *kind = "hook") {
        return EventSubmission{kind, QByteArray::number(key), "payload", Timestamp::now()};
    };
    QVERIFY(m_journal->submitEvent(event(1000)).result().ok());
    QList<EventSubmission> events;
    for (int i = 0; i < many; ++i)
        events.append(event(i % 3 == 2 ? i - 1 : i));
    for (int i = 2; i < many; i += 3)
        events[i].payload = "another";
    events.append({event(1000), event(1000, "stripe")});
    const auto receipts = submitTogether(events);
    for (int i = 0; i < many; ++i)
        QCOMPARE(*receipts.at(i), EventReceipt{i % 3 == 2});
    QCOMPARE(*receipts.at(many), EventReceipt{true});
    QCOMPARE(*receipts.at(many + 1), EventReceipt{false});
    const auto waiting = *m_journal->waiting(1000, "hook").result();
    QCOMPARE(waiting.size(), many - many / 3 + 1);
    for (const Entry &entry : waiting)
        QCOMPARE(entry.payload, QByteArray("payload"));
}

void TestJournal::oneBadEventAmongOthersFailsAlone()
{
    QVERIFY(runSql(path(), "create trigger no_bad_ones before insert on entries when new.payload = x'626164' "
                           "begin select raise(abort, 'bad'); end"));
    QList<EventSubmission> events;
    for (int i = 0; i < 13; ++i)
        events.append({"hook", QByteArray::number(i), i == 5 ? "bad" : "good", Timestamp::now()});
    const auto receipts = submitTogether(events);
    for (int i = 0; i < events.size(); ++i) {
        QCOMPARE(receipts.at(i).ok(), i != 5);
        if (i != 5)
            QVERIFY(!receipts.at(i)->isRepeat);
    }
    QCOMPARE(m_journal->waiting(1000, "hook").result()->size(), 12);
}

/// A backlog of large ones is never in memory as a whole.
void TestJournal::readsLargeEventsAFewAtATime()
{
    const QByteArray payload(6 * 1024 * 1024, 'x');
    for (int i = 0; i < 5; ++i)
        QVERIFY(m_journal->submitEvent({"hook", QByteArray::number(i), payload, Timestamp::now()}).result().ok());
    int read = 0;
    for (int turns = 0; read < 5 && turns < 5; ++turns) {
        const auto waiting = *m_journal->waiting(100, "hook").result();
        QVERIFY(waiting.size() < 5 && !waiting.isEmpty());
        for (const Entry &entry : waiting) {
            QCOMPARE(entry.key, QByteArray::number(read++));
            QVERIFY(m_journal->markForwarded({entry.sequence}, Timestamp::now(), "hook").result().ok());
        }
    }
    QCOMPARE(read, 5);
}

void TestJournal::takesEventsAmongLeads()
{
    QList<Later<Receipts>> leads;
    QList<Later<Result<EventReceipt>>> events;
    auto lock = std::make_unique<WriteLock>(path());
    for (int i = 0; i < 30; ++i) {
        if (i % 5 < 3)
            leads.append(m_journal->submit({lead()}));
        else
            events.append(m_journal->submitEvent({"hook", QByteArray::number(i), "{}", Timestamp::now()}));
    }
    lock.reset();
    for (const auto &future : leads)
        QVERIFY(future.result().ok() && !future.result()->first()->isRepeat);
    for (const auto &future : events)
        QVERIFY(future.result().ok() && !future.result()->isRepeat);
    QCOMPARE(m_journal->waiting(1000).result()->size(), leads.size());
    QCOMPARE(m_journal->waiting(1000, "hook").result()->size(), events.size());
}

void TestJournal::countsEventsAgainstTheQueueLimit()
{
    open(1);
    const auto lock = std::make_unique<WriteLock>(path());
    const auto first = m_journal->submitEvent({"stripe", "1", "a", Timestamp::now()});
    const auto refused = m_journal->submitEvent({"stripe", "2", "a", Timestamp::now()}).result();
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::Unavailable);
    QVERIFY(!submit({lead()}).ok());
}

/// A version 1 file, as the first builds of this program made it: leads alone.
void TestJournal::bringsAnOlderJournalUpToDate()
{
    m_journal.reset();
    QVERIFY(QFile::remove(path()));
    QVERIFY(runSql(path(), R"(
        create table journal (sequence integer primary key, id blob not null unique, source_id blob not null,
            external_id text, idempotency_key text, body_hash blob, payload text not null,
            received_at integer not null, state integer not null default 0, forwarded_at integer, reason text);
        create table health (id integer primary key check (id = 1), at integer not null);
        insert into journal (sequence, id, source_id, external_id, idempotency_key, body_hash, payload, received_at,
                             state, forwarded_at, reason)
        values (3, x'00000000000040008000000000000003', x'00000000000040008000000000000001', 'x', 'k', x'68',
                '{"first_name":"Maria"}', 1000000, 0, null, null),
               (4, x'00000000000040008000000000000004', x'00000000000040008000000000000001', 'y', null, null,
                '{"first_name":"Marta"}', 2000000, 1, 3000000, null),
               (5, x'00000000000040008000000000000005', x'00000000000040008000000000000001', null, null, null,
                '{"first_name":"Marla"}', 2000000, 2, null, 'refused by the store: 22001');
        pragma user_version = 1)"));
    open();
    const auto waiting = *m_journal->waiting(10).result();
    QCOMPARE(waiting.size(), 1);
    QCOMPARE(waiting.first().id, QUuid(QStringLiteral("{00000000-0000-4000-8000-000000000003}")));
    QCOMPARE(waiting.first().payload, QByteArray(R"({"first_name":"Maria"})"));
    const QUuid source(QStringLiteral("{00000000-0000-4000-8000-000000000001}"));
    Submission again = lead(QStringLiteral("y"));
    again.sourceId = source;
    QVERIFY(submit({again})->first()->isRepeat);
    again = lead({}, "k");
    again.sourceId = source;
    QVERIFY(submit({again})->first()->isRepeat);
    QCOMPARE(*m_journal->count(EntryState::Forwarded).result(), 1);
    QCOMPARE(*m_journal->count(EntryState::SetAside).result(), 1);
    open(); // and stays so
    QCOMPARE(*m_journal->count(EntryState::Waiting).result(), 1);
}

/// Version 2 had ids of their own for leads, and small sequences.
void TestJournal::bringsAVersion2JournalUpToDate()
{
    m_journal.reset();
    QVERIFY(QFile::remove(path()));
    QVERIFY(runSql(path(), R"(
        create table entries (sequence integer primary key, kind text not null, key blob not null, source_id blob,
            external_id text, idempotency_key text, body_hash blob, payload blob, received_at integer not null,
            state integer not null default 0, settled_at integer, reason text, unique (kind, key));
        create unique index entries_by_idempotency_key on entries (source_id, idempotency_key)
            where idempotency_key is not null;
        create unique index entries_by_external_id on entries (source_id, external_id) where external_id is not null;
        create index entries_open on entries (kind, state, sequence) where state <> 1;
        create index entries_by_age on entries (settled_at) where state = 1;
        create table times (name text primary key, at integer not null) without rowid;
        insert into times values ('clock-believed', 7000000);
        insert into entries values
            (1, 'lead', x'00000000000040008000000000000003', x'00000000000040008000000000000001', 'x', 'k', x'68',
             '{"first_name":"Maria"}', 1000000, 0, null, null),
            (2, 'lead', x'00000000000040008000000000000004', x'00000000000040008000000000000001', 'y', null, null,
             null, 2000000, 1, 3000000, null),
            (3, 'stripe', x'6576745f31', null, null, null, null, '{}', 2000000, 0, null, null),
            (4, 'lead', x'00000000000040008000000000000005', x'00000000000040008000000000000001', null, null, null,
             '{"first_name":"Marla"}', 2000000, 2, 4000000, 'refused by the store: 22001');
        pragma user_version = 2)"));
    open();
    const QUuid waits(QStringLiteral("{00000000-0000-4000-8000-000000000003}"));
    QCOMPARE((*m_journal->find(waits).result())->payload, QByteArray(R"({"first_name":"Maria"})"));
    const QUuid next = submit({lead()})->first()->id;
    const auto waiting = *m_journal->waiting(10).result();
    QCOMPARE(waiting.size(), 2);
    QCOMPARE(waiting.at(0).id, waits);
    QCOMPARE(waiting.at(1).id, next);
    Submission again = lead(QStringLiteral("y"));
    again.sourceId = QUuid(QStringLiteral("{00000000-0000-4000-8000-000000000001}"));
    QVERIFY(submit({again})->first()->isRepeat);
    QVERIFY(m_journal->submitEvent({"stripe", "evt_1", "{}", Timestamp::now()}).result()->isRepeat);
    QCOMPARE(m_journal->waiting(10, "stripe").result()->size(), 1);
    QCOMPARE((*m_journal->time("clock-believed").result())->micros, 7000000);
    QCOMPARE(*m_journal->count(EntryState::Forwarded).result(), 1);
    QCOMPARE(*m_journal->count(EntryState::SetAside).result(), 1);
    auto file = JournalFile::open(path());
    QVERIFY(file.ok());
    QCOMPARE(*file->retry(QStringLiteral("00000000-0000-4000-8000-000000000005")), 1);
    QCOMPARE(m_journal->waiting(10).result()->size(), 3);
    QVERIFY(file->problems()->isEmpty());
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
    QVERIFY(runSql(path(), "create trigger no_bad_ones before insert on entries when new.external_id = 'bad' "
                           "begin select raise(abort, 'bad'); end"));
    const auto receipts = submit({lead(), lead(QStringLiteral("bad")), lead()});
    QVERIFY(receipts.ok());
    QVERIFY(receipts->at(0).ok());
    QVERIFY(!receipts->at(1).ok());
    QVERIFY(receipts->at(2).ok());
    QCOMPARE(*m_journal->count(EntryState::Waiting).result(), 2);
}

void TestJournal::takesManyLeadsEachByItself_data()
{
    QTest::addColumn<int>("many");
    for (const int many : {1, 2, 3, 7, 8, 9, 15, 16, 31, 64, 100})
        QTest::addRow("%d", many) << many;
}

/// Every third is a repeat of the one before by its external id; one is known by its key, one has a key that was used.
void TestJournal::takesManyLeadsEachByItself()
{
    QFETCH(int, many);
    const QUuid known = submit({lead({}, "known")})->first()->id;
    QVERIFY(submit({lead({}, "used", "one")}).ok());
    QList<Submission> leads;
    for (int i = 0; i < many; ++i)
        leads.append(lead(QString::number(i % 3 == 2 ? i - 1 : i)));
    leads.append({lead({}, "known"), lead({}, "used", "two")});
    const auto results = submitTogether(leads);
    QSet<QUuid> ids;
    for (int i = 0; i < many; ++i) {
        QVERIFY(results.at(i).ok() && results.at(i)->first().ok());
        const Receipt receipt = *results.at(i)->first();
        QCOMPARE(receipt.isRepeat, i % 3 == 2);
        if (receipt.isRepeat)
            QCOMPARE(receipt.id, results.at(i - 1)->first()->id);
        ids.insert(receipt.id);
        const auto found = m_journal->find(receipt.id).result();
        QVERIFY(found.ok() && *found);
        QCOMPARE((*found)->externalId, leads.at(i).externalId);
    }
    QCOMPARE(*results.at(many)->first(), (Receipt{known, true}));
    QCOMPARE(results.at(many + 1).error().code, ErrorCode::InvalidInput);
    QCOMPARE(*m_journal->count(EntryState::Waiting).result(), ids.size() + 2);
    QCOMPARE(m_journal->waiting(1000).result()->size(), ids.size() + 2);
    QCOMPARE(m_journal->stats().result()->kinds.first().waiting, ids.size() + 2);
}

void TestJournal::oneBadLeadAmongOthersFailsAlone()
{
    QVERIFY(runSql(path(), "create trigger no_bad_ones before insert on entries when new.external_id = 'bad' "
                           "begin select raise(abort, 'bad'); end"));
    QList<Submission> leads(13, lead());
    leads[5] = lead(QStringLiteral("bad"));
    const auto results = submitTogether(leads);
    for (int i = 0; i < leads.size(); ++i) {
        QVERIFY(results.at(i).ok());
        QCOMPARE(results.at(i)->first().ok(), i != 5);
    }
    QCOMPARE(*m_journal->count(EntryState::Waiting).result(), 12);
    QCOMPARE(m_journal->waiting(1000).result()->size(), 12);
    QCOMPARE(m_journal->stats().result()->kinds.first().waiting, 12);
}

void TestJournal::groupsCommits()
{
    QList<Later<Receipts>> futures;
    auto lock = std::make_unique<WriteLock>(path());
    for (int i = 0; i < 500; ++i)
        futures.append(m_journal->submit({lead()}));
    lock.reset();
    for (const auto &future : futures)
        QVERIFY(future.result().ok());
    // The first commit took what was there when it began, the next all the rest.
    const auto sizes = m_journal->stats().result()->entriesACommit.buckets;
    const auto commits = std::accumulate(sizes.begin(), sizes.end(), quint64(0));
    QVERIFY2(commits >= 1 && commits <= 3, qPrintable(QString::number(commits)));
}

void TestJournal::signalsSeveralCommitsOnce()
{
    QList<std::pair<QByteArray, int>> told;
    connect(m_journal.get(), &Journal::stored, m_journal.get(), [&](const QByteArray &kind, int entries) {
        QCOMPARE(QThread::currentThread(), thread());
        told.append({kind, entries});
    });
    QVERIFY(submit({lead(), lead()}).ok());
    QVERIFY(m_journal->submitEvent({"stripe", "evt_1", "{}", Timestamp::now()}).result().ok());
    QVERIFY(submit({lead()}).ok());
    QVERIFY(m_journal->check().result().ok()); // the commits before it are announced
    QVERIFY(told.isEmpty());
    const QList<std::pair<QByteArray, int>> first{{"lead", 3}, {"stripe", 1}};
    QTRY_COMPARE(told, first);
    QVERIFY(submit({lead()}).ok());
    QTRY_COMPARE(told, first + decltype(told)({{"lead", 1}}));
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

void TestJournal::refusesWhenTheQueueIsTooLarge()
{
    m_journal.reset();
    m_journal = std::move(Journal::open({path(), 1000, 1000})).value();
    const auto add = [this](const char *key) {
        return m_journal->submitEvent({"hook", key, QByteArray(600, 'x'), Timestamp::now()});
    };
    auto lock = std::make_unique<WriteLock>(path());
    const auto first = add("first");
    const auto refused = add("second").result();
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::Unavailable);
    lock.reset();
    QVERIFY(first.result().ok());
    QVERIFY(add("second").result().ok());
}

void TestJournal::failsEveryJobOfAFailedCommit()
{
    const WriteLock lock(path()); // held longer than the journal waits for it
    QVERIFY(lock.isHeld());
    QList<Later<Receipts>> futures;
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
    QCOMPARE(*(*store)->count(kLeadKind, EntryState::Waiting), 1);
    QVERIFY((*store)->commit().ok());
}

void TestJournal::ordersAndMarksEntries()
{
    const auto leads = *submit({lead(), lead(), lead()});
    auto waiting = *m_journal->waiting(2).result();
    QCOMPARE(waiting.size(), 2);
    QCOMPARE(waiting.at(0).id, leads.at(0)->id);
    QCOMPARE(waiting.at(1).id, leads.at(1)->id);
    QVERIFY(m_journal->markForwarded({waiting.at(0).sequence, waiting.at(1).sequence}, Timestamp::now()).result().ok());
    waiting = *m_journal->waiting(2).result();
    QCOMPARE(waiting.size(), 1);
    QCOMPARE(waiting.at(0).id, leads.at(2)->id);
    const auto forwarded = *m_journal->find(leads.at(0)->id).result();
    QCOMPARE(forwarded->state, EntryState::Forwarded);
    QVERIFY(forwarded->payload.isEmpty()); // no personal data any more
    QCOMPARE(*m_journal->count(EntryState::Forwarded).result(), 2);
}

void TestJournal::setsAside()
{
    const QUuid id = submit({lead()})->first()->id;
    const auto sequence = m_journal->waiting(1).result()->first().sequence;
    QVERIFY(m_journal->setAside(sequence, QStringLiteral("why")).result().ok());
    QVERIFY(m_journal->waiting(1).result()->isEmpty());
    QCOMPARE((*m_journal->find(id).result())->state, EntryState::SetAside);
}

void TestJournal::findsLeadsByTheirIds()
{
    const auto leads = *submit({lead(), lead(), lead(), lead()});
    for (const auto &receipt : leads)
        QCOMPARE((*m_journal->find(receipt->id).result())->id, receipt->id);
    // Made for the same moment, but another's.
    QVERIFY(!m_journal->find(newEntryId(sequenceOf(leads.first()->id))).result()->has_value());
    QVERIFY(!m_journal->find(QUuid::createUuid()).result()->has_value());
    QVERIFY(!m_journal->find(QUuid()).result()->has_value());
}

/// Everything that can become of leads, in an order that nobody thought of, beside a list.
void TestJournal::listsWaitingLeadsInAnyHistory()
{
    QRandomGenerator random(7);
    QList<QUuid> waiting; // those that wait again first, both in the order of arrival
    qsizetype again = 0;
    QList<QUuid> aside;
    auto file = JournalFile::open(path());
    QVERIFY(file.ok());
    const auto takeOne = [&](QList<QUuid> &list) {
        const qsizetype place = random.bounded(int(list.size()));
        again -= &list == &waiting && place < again ? 1 : 0;
        return list.takeAt(place);
    };
    const auto sequence = [this](const QUuid &id) { return (*m_journal->find(id).result())->sequence; };
    for (int step = 0; step < 600; ++step) {
        const int what = random.bounded(7);
        if (what < 2) {
            for (const auto &receipt : submit({lead(), lead(), lead()}).valueOr({}))
                waiting.append(receipt->id);
        } else if (what == 2) { // the oldest are forwarded, as usual
            QList<qint64> sequences;
            for (const Entry &entry : m_journal->waiting(4).result().valueOr({})) {
                sequences.append(entry.sequence);
                QCOMPARE(entry.id, waiting.takeFirst());
                again = std::max<qsizetype>(0, again - 1);
            }
            QVERIFY(m_journal->markForwarded(sequences, Timestamp::now()).result().ok());
        } else if (what == 3 && !waiting.isEmpty()) { // one among them is, and we hear of it twice
            const qint64 one = sequence(takeOne(waiting));
            QVERIFY(m_journal->markForwarded({one}, Timestamp::now()).result().ok());
            QVERIFY(m_journal->markForwarded({one}, Timestamp::now()).result().ok());
        } else if (what == 4 && !waiting.isEmpty()) {
            aside.append(takeOne(waiting));
            QVERIFY(m_journal->setAside(sequence(aside.last()), QStringLiteral("why")).result().ok());
        } else if (what == 5 && !aside.isEmpty()) { // from the command line
            const QUuid id = takeOne(aside);
            QCOMPARE(*file->retry(id.toString(QUuid::WithoutBraces)), 1);
            const auto isLater = [&](const QUuid &other) { return sequenceOf(other) > sequenceOf(id); };
            const auto place = std::find_if(waiting.begin(), waiting.begin() + again++, isLater);
            waiting.insert(place, id);
        } else if (what == 6) {
            open();
        }
        QList<QUuid> found;
        for (const Entry &entry : m_journal->waiting(10'000).result().valueOr({}))
            found.append(entry.id);
        QCOMPARE(found, waiting);
        const auto kinds = m_journal->stats().result()->kinds;
        QCOMPARE(kinds.isEmpty() ? 0 : kinds.first().waiting, waiting.size());
        QCOMPARE(kinds.isEmpty() ? 0 : kinds.first().setAside, aside.size());
        QCOMPARE(*m_journal->count(EntryState::Waiting).result(), waiting.size());
    }
}

void TestJournal::goesOnWhenTheClockIsSetBack()
{
    QList<QUuid> ids{submit({lead()})->first()->id};
    QCOMPARE(m_journal->waiting(10).result()->size(), 1);
    Submission early = lead();
    early.receivedAt = early.receivedAt.addSeconds(-400 * 86400);
    ids.append(submit({early})->first()->id);
    open();
    ids.append(submit({early})->first()->id);
    const auto waiting = *m_journal->waiting(10).result();
    QCOMPARE(waiting.size(), 3);
    for (qsizetype i = 0; i < ids.size(); ++i) {
        QCOMPARE(waiting.at(i).id, ids.at(i));
        QCOMPARE((*m_journal->find(ids.at(i)).result())->id, ids.at(i));
    }
    QCOMPARE(waiting.at(2).receivedAt, early.receivedAt);
}

void TestJournal::rollsBackItsMark()
{
    const QUuid id = submit({lead()})->first()->id;
    m_journal.reset();
    auto store = JournalStore::open(path());
    QVERIFY(store.ok());
    const auto waiting = [&store] { return (*store)->waiting(kLeadKind, 10).valueOr({}); };
    const auto counted = [&store] {
        const auto kinds = *(*store)->openEntries();
        return kinds.isEmpty() ? 0 : kinds.first().waiting;
    };
    // All is forwarded, the forwarder has looked behind it, and then the commit fails.
    QVERIFY((*store)->begin().ok());
    QVERIFY((*store)->add(lead()).ok());
    for (const Entry &entry : waiting())
        QVERIFY((*store)->markForwarded({entry.sequence}, Timestamp::now()).ok());
    QVERIFY(waiting().isEmpty());
    QCOMPARE(counted(), 0);
    (*store)->rollBack();
    QVERIFY((*store)->begin().ok());
    QCOMPARE(waiting().size(), 1);
    QCOMPARE(waiting().first().id, id);
    QCOMPARE(counted(), 1);
    // A job that fails alone.
    const auto failed = (*store)->inSavepoint([this](JournalStore &journal) -> Result<> {
        const bool isAdded = journal.add(lead()).ok();
        for (const Entry &entry : journal.waiting(kLeadKind, 10).valueOr({}))
            (void)journal.markForwarded({entry.sequence}, Timestamp::now());
        (void)journal.waiting(kLeadKind, 10);
        return Error{ErrorCode::Internal, isAdded ? QStringLiteral("no") : QStringLiteral("not even added")};
    });
    QCOMPARE(failed.error().message, QStringLiteral("no"));
    QCOMPARE(waiting().size(), 1);
    QCOMPARE(counted(), 1);
    QVERIFY((*store)->commit().ok());
}

void TestJournal::refusesAJournalOfANewerProgram()
{
    m_journal.reset();
    QVERIFY(runSql(path(), "pragma user_version = 999"));
    const auto refused = Journal::open({path()});
    QVERIFY(!refused.ok());
    QVERIFY(refused.error().message.contains(QStringLiteral("newer")));
}

void TestJournal::refusesAFileThatIsNotADatabase()
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
