#include "models/sqlite/sqlitedb.h"
#include "server/journal/eventforwarder.h"
#include "server/journal/refusal.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::journal;
using namespace std::chrono_literals;

namespace {

constexpr int kNoRush = 1'000'000'000; // a second

}

/// The forwarder on a real journal, with a sink that fails, hangs and refuses as it is told.
class TestEventForwarder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void forwardsEntriesFromEarlierRuns();
    void wakesWithANewEvent();
    void keepsTheOrder();
    void leavesOtherKindsAlone();
    void triesAgain_data();
    void triesAgain();
    void setsAPoisonedEventAside_data();
    void setsAPoisonedEventAside();
    void setsAsideAnEntryTheStoreFailsOn();
    void setsNothingAsideInAnOutage();
    void forwardsEntriesReleasedFromOutside();
    void waitsForAHangingSink();
    void canEndDuringADelivery();
    void pausesInARush_data();
    void pausesInARush();
    void readsOneBatchAhead();
    void takesSmallerBatchesWhileTheSinkIsSlow_data();
    void takesSmallerBatchesWhileTheSinkIsSlow();
    void halvesABatchThatRanIntoATimeLimit();
    void keepsABatchWithinItsBytes();
    void redeliversUnmarkedEntries();

private:
    QByteArray add(const QByteArray &kind = "stripe");
    void open(const EventForwarder::Pace &pace);
    void start();
    QFuture<Result<>> deliver(const QList<Entry> &entries);
    qint64 count(EntryState state, const QByteArray &kind = "stripe")
    {
        return *m_journal->count(state, kind).result();
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<EventForwarder> m_forwarder;
    /// What the sink answers; nothing: it takes the entries.
    std::function<std::optional<Error>(const QList<Entry> &)> m_script;
    QList<QByteArray> m_delivered;
    QList<qsizetype> m_sizes; // of the batches, whatever became of them
    QList<QByteArray> m_previewed;
    int m_deliveries = 0;
    bool m_isHanging = false;
    std::vector<std::pair<QPromise<Result<>>, QList<Entry>>> m_hanging;
};

void TestEventForwarder::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    auto journal = Journal::open({m_dir->filePath(QStringLiteral("journal.sqlite"))});
    QVERIFY(journal.ok());
    m_journal = std::move(*journal);
    open({.batch = 8, .firstPause = 2ms, .longestPause = 16ms, .rush = kNoRush, .idle = 20ms});
}

void TestEventForwarder::open(const EventForwarder::Pace &pace)
{
    m_forwarder = std::make_unique<EventForwarder>(
        *m_journal, "stripe", [this](const QList<Entry> &entries) { return deliver(entries); }, pace);
    m_forwarder->setPreview([this](const QList<Entry> &entries) {
        for (const Entry &entry : entries)
            m_previewed.append(entry.key);
    });
}

void TestEventForwarder::cleanup()
{
    m_forwarder.reset();
    m_journal.reset();
    m_dir.reset();
    m_script = nullptr;
    m_delivered.clear();
    m_sizes.clear();
    m_previewed.clear();
    m_deliveries = 0;
    m_isHanging = false;
    m_hanging.clear();
}

QByteArray TestEventForwarder::add(const QByteArray &kind)
{
    static int number = 0;
    const QByteArray key = "evt_" + QByteArray::number(++number);
    const auto receipt = m_journal->submitEvent({kind, key, "{\"id\":\"" + key + "\"}", Timestamp::now()}).result();
    return receipt.ok() && !receipt->isRepeat ? key : QByteArray();
}

void TestEventForwarder::start()
{
    m_forwarder->start();
}

QFuture<Result<>> TestEventForwarder::deliver(const QList<Entry> &entries)
{
    ++m_deliveries;
    m_sizes.append(entries.size());
    if (m_isHanging) {
        m_hanging.emplace_back(QPromise<Result<>>(), entries);
        m_hanging.back().first.start();
        return m_hanging.back().first.future();
    }
    const auto error = m_script ? m_script(entries) : std::nullopt;
    if (error)
        return QtFuture::makeReadyFuture(Result<>(*error));
    for (const Entry &entry : entries)
        m_delivered.append(entry.key);
    return QtFuture::makeReadyFuture(Result<>());
}

void TestEventForwarder::forwardsEntriesFromEarlierRuns()
{
    QList<Entry> seen;
    m_script = [&](const QList<Entry> &entries) -> std::optional<Error> {
        seen = entries;
        return std::nullopt;
    };
    const Timestamp before = Timestamp::now();
    const QByteArray key = add();
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 1);
    QCOMPARE(seen.size(), 1);
    QCOMPARE(seen.first().kind, QByteArray("stripe"));
    QCOMPARE(seen.first().key, key);
    QCOMPARE(seen.first().payload, "{\"id\":\"" + key + "\"}");
    QVERIFY(seen.first().id.isNull());
    QVERIFY(seen.first().receivedAt >= before);
}

void TestEventForwarder::wakesWithANewEvent()
{
    start();
    QSignalSpy forwarded(m_forwarder.get(), &EventForwarder::forwarded);
    QVERIFY(!add().isEmpty());
    QTRY_COMPARE(forwarded.size(), 1);
    QVERIFY(!add().isEmpty());
    QTRY_COMPARE(forwarded.size(), 2);
}

void TestEventForwarder::keepsTheOrder()
{
    QList<QByteArray> keys;
    for (int i = 0; i < 30; ++i)
        keys.append(add());
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 30);
    QCOMPARE(m_delivered, keys);
    QCOMPARE(m_deliveries, 4); // batches of 8
}

void TestEventForwarder::leavesOtherKindsAlone()
{
    QVERIFY(!add("link").isEmpty());
    const QByteArray key = add();
    QVERIFY(!add("twilio").isEmpty());
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 1);
    QCOMPARE(m_delivered, QList<QByteArray>{key});
    QCOMPARE(count(EntryState::Waiting, "link"), 1);
    QCOMPARE(count(EntryState::Waiting, "twilio"), 1);
}

void TestEventForwarder::triesAgain_data()
{
    QTest::addColumn<Error>("error");
    const auto row = [](const char *name, ErrorCode code, const char *remoteCode) {
        QTest::newRow(name) << Error{code, QStringLiteral("No."), {}, QString::fromLatin1(remoteCode)};
    };
    row("unreachable", ErrorCode::Unavailable, "");
    row("timed out", ErrorCode::TimedOut, "");
    row("rate limited", ErrorCode::RateLimited, "");
    row("wrong key", ErrorCode::Unauthenticated, "");
    row("no permission", ErrorCode::Forbidden, "42501");
    row("no such table", ErrorCode::NotFound, "PGRST205");
    row("undefined column", ErrorCode::InvalidInput, "42703");
    row("a proxy's 400", ErrorCode::InvalidInput, "");
    row("cancelled", ErrorCode::Cancelled, "");
}

void TestEventForwarder::triesAgain()
{
    QFETCH(Error, error);
    int failures = 5;
    m_script = [&](const QList<Entry> &) { return failures-- > 0 ? std::optional(error) : std::nullopt; };
    QSignalSpy delayed(m_forwarder.get(), &EventForwarder::delayed);
    QVERIFY(!add().isEmpty());
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 1);
    QCOMPARE(delayed.size(), 5);
    QCOMPARE(count(EntryState::SetAside), 0);
    // The pauses grow, and stay under the longest.
    const auto pause = [&](int i) { return delayed.at(i).at(1).value<std::chrono::milliseconds>(); };
    QVERIFY(pause(4) > pause(0));
    QVERIFY(pause(4) <= 16ms);
}

void TestEventForwarder::setsAPoisonedEventAside_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<QString>("reason");
    QTest::newRow("a value") << Error{ErrorCode::InvalidInput,
                                      QStringLiteral("\"Maria\" is too long"),
                                      {},
                                      QStringLiteral("22001")}
                             << QStringLiteral("refused by the store: 22001");
    QTest::newRow("a constraint") << Error{ErrorCode::Conflict, QStringLiteral("No."), {}, QStringLiteral("23514")}
                                  << QStringLiteral("refused by the store: 23514");
    QTest::newRow("too large") << Error{ErrorCode::TooLarge, QStringLiteral("No.")}
                               << QStringLiteral("too large for the store");
    QTest::newRow("the sink's own word") << unusable(QStringLiteral("not JSON")) << QStringLiteral("not JSON");
}

void TestEventForwarder::setsAPoisonedEventAside()
{
    QFETCH(Error, error);
    QFETCH(QString, reason);
    QByteArray poison;
    m_script = [&](const QList<Entry> &entries) {
        const bool isIn = std::any_of(entries.begin(), entries.end(), [&](const Entry &e) { return e.key == poison; });
        return isIn ? std::optional(error) : std::nullopt;
    };
    QSignalSpy setAside(m_forwarder.get(), &EventForwarder::setAside);
    for (int i = 0; i < 20; ++i) {
        const QByteArray key = add();
        poison = i == 5 ? key : poison;
    }
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 19);
    QCOMPARE(count(EntryState::Waiting), 0);
    QCOMPARE(count(EntryState::SetAside), 1);
    QCOMPARE(setAside.size(), 1);
    QCOMPARE(setAside.first().at(0).toByteArray(), poison);
    QCOMPARE(setAside.first().at(1).toString(), reason);
}

/// No refusal, but a failure each time: those behind it must not wait for ever.
void TestEventForwarder::setsAsideAnEntryTheStoreFailsOn()
{
    QByteArray poison;
    m_script = [&](const QList<Entry> &entries) -> std::optional<Error> {
        for (const Entry &entry : entries)
            if (entry.key == poison)
                return Error{ErrorCode::Unavailable, QStringLiteral("The server broke."), {}, QStringLiteral("XX000")};
        return std::nullopt;
    };
    QSignalSpy setAside(m_forwarder.get(), &EventForwarder::setAside);
    QList<QByteArray> keys;
    for (int i = 0; i < 40; ++i)
        keys.append(add());
    poison = keys.at(11);
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 39);
    QTRY_COMPARE(setAside.size(), 1);
    QCOMPARE(setAside.first().at(0).toByteArray(), poison);
    QVERIFY(setAside.first().at(1).toString().contains(QStringLiteral("XX000")));
    QCOMPARE(QSet<QByteArray>(m_delivered.begin(), m_delivered.end()).size(), 39);
    QCOMPARE(m_delivered.size(), 39);
}

void TestEventForwarder::setsNothingAsideInAnOutage()
{
    int failures = 25;
    m_script = [&](const QList<Entry> &) {
        return failures-- > 0 ? std::optional(Error{ErrorCode::Unavailable, QStringLiteral("No.")}) : std::nullopt;
    };
    QList<QByteArray> keys;
    for (int i = 0; i < 40; ++i)
        keys.append(add());
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 40);
    QCOMPARE(count(EntryState::SetAside), 0);
    QCOMPARE(QSet<QByteArray>(m_delivered.begin(), m_delivered.end()), QSet<QByteArray>(keys.begin(), keys.end()));
    QCOMPARE(m_delivered.size(), 40);
}

void TestEventForwarder::forwardsEntriesReleasedFromOutside()
{
    start();
    QVERIFY(!add().isEmpty());
    QTRY_COMPARE(count(EntryState::Forwarded), 1);
    auto store = JournalStore::open(m_dir->filePath(QStringLiteral("journal.sqlite"))); // as another program
    QVERIFY(store.ok());
    QVERIFY((*store)->addEvent({"stripe", "evt_other", "{}", Timestamp::now()}).ok());
    QTRY_COMPARE(count(EntryState::Forwarded), 2);
}

void TestEventForwarder::waitsForAHangingSink()
{
    m_isHanging = true;
    const QByteArray first = add();
    start();
    QTRY_COMPARE(m_deliveries, 1);
    const QByteArray second = add();
    QCOMPARE(count(EntryState::Waiting), 2); // the journal goes on, and no second delivery is begun
    QCOMPARE(m_deliveries, 1);
    m_isHanging = false;
    m_hanging.front().first.addResult(Result<>());
    m_hanging.front().first.finish();
    QTRY_COMPARE(count(EntryState::Forwarded), 2);
    QCOMPARE(m_delivered, QList<QByteArray>{second});
}

void TestEventForwarder::canEndDuringADelivery()
{
    m_isHanging = true;
    QVERIFY(!add().isEmpty());
    start();
    QTRY_COMPARE(m_deliveries, 1);
    m_forwarder.reset();
    m_hanging.front().first.addResult(Result<>());
    m_hanging.front().first.finish();
    QCOMPARE(count(EntryState::Waiting), 1);
}

void TestEventForwarder::pausesInARush_data()
{
    QTest::addColumn<int>("rush"); // new entries a second
    QTest::addColumn<int>("deliveries");
    QTest::newRow("a rush") << 1 << 1;
    QTest::newRow("none") << kNoRush << 3;
}

/// The pause is an hour here: what is delivered after the first batch was delivered without it.
void TestEventForwarder::pausesInARush()
{
    QFETCH(int, rush);
    QFETCH(int, deliveries);
    open({.batch = 4, .rush = rush, .rushPause = 1h, .idle = 20ms});
    int stored = 0;
    connect(m_journal.get(), &Journal::stored, m_journal.get(), [&](const QByteArray &, int many) { stored += many; });
    m_isHanging = true;
    QVERIFY(!add().isEmpty());
    start();
    QTRY_COMPARE(m_deliveries, 1);
    for (int i = 0; i < 8; ++i)
        QVERIFY(!add().isEmpty());
    QTRY_COMPARE(stored, 9);
    m_isHanging = false;
    m_hanging.front().first.addResult(Result<>());
    m_hanging.front().first.finish();
    QTRY_COMPARE(count(EntryState::Forwarded), deliveries == 1 ? 1 : 9);
    QCOMPARE(m_deliveries, deliveries);

    // News must not shorten the pause. What it may have asked the journal for is answered before the count.
    QVERIFY(!add().isEmpty());
    QTRY_COMPARE(stored, 10);
    QCOMPARE(count(EntryState::Waiting) + count(EntryState::Forwarded), 10);
    QCoreApplication::processEvents();
    QTRY_COMPARE(m_deliveries, deliveries == 1 ? 1 : 4);
}

void TestEventForwarder::readsOneBatchAhead()
{
    m_isHanging = true;
    QList<QByteArray> keys;
    for (int i = 0; i < 20; ++i)
        keys.append(add());
    start();
    QTRY_COMPARE(m_previewed, keys.sliced(8, 8));
    QCOMPARE(m_deliveries, 1);
    m_isHanging = false;
    m_hanging.front().first.addResult(Result<>());
    m_hanging.front().first.finish();
    QTRY_COMPARE(count(EntryState::Forwarded), 20);
    QCOMPARE(m_delivered, keys.sliced(8));
    QCOMPARE(m_sizes, QList<qsizetype>({8, 8, 4}));
}

void TestEventForwarder::takesSmallerBatchesWhileTheSinkIsSlow_data()
{
    QTest::addColumn<int>("slowMs");
    QTest::addColumn<QList<qsizetype>>("sizes");
    QTest::newRow("slow") << -1 << QList<qsizetype>{8, 4, 2, 2, 2, 2};
    QTest::newRow("fast") << 3'600'000 << QList<qsizetype>{8, 8, 4};
}

void TestEventForwarder::takesSmallerBatchesWhileTheSinkIsSlow()
{
    QFETCH(int, slowMs);
    QFETCH(QList<qsizetype>, sizes);
    open({.batch = 8, .least = 2, .slow = std::chrono::milliseconds(slowMs), .rush = kNoRush, .idle = 20ms});
    for (int i = 0; i < 20; ++i)
        QVERIFY(!add().isEmpty());
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 20);
    QCOMPARE(m_sizes, sizes);
}

void TestEventForwarder::halvesABatchThatRanIntoATimeLimit()
{
    m_script = [](const QList<Entry> &entries) {
        return entries.size() > 2 ? std::optional(Error{ErrorCode::Unavailable,
                                                        QStringLiteral("canceling statement due to statement timeout"),
                                                        {},
                                                        QStringLiteral("57014")})
                                  : std::nullopt;
    };
    for (int i = 0; i < 8; ++i)
        QVERIFY(!add().isEmpty());
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 8);
    QCOMPARE(m_sizes.first(3), QList<qsizetype>({8, 4, 2}));
    QCOMPARE(count(EntryState::SetAside), 0);
}

void TestEventForwarder::keepsABatchWithinItsBytes()
{
    const auto size = qsizetype(QByteArray("{\"id\":\"evt_1234\"}").size());
    open({.batch = 8, .bytes = 3 * size + 2, .rush = kNoRush, .idle = 20ms});
    QList<QByteArray> keys;
    for (int i = 0; i < 20; ++i)
        keys.append(add());
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 20);
    QCOMPARE(m_delivered, keys);
    QVERIFY(std::all_of(m_sizes.begin(), m_sizes.end(), [](qsizetype many) { return many <= 3; }));
    open({.batch = 8, .bytes = 1, .rush = kNoRush, .idle = 20ms}); // one that is larger goes alone
    QVERIFY(!add().isEmpty() && !add().isEmpty());
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 22);
}

/// The journal's disk is full, the sink takes what it is given.
void TestEventForwarder::redeliversUnmarkedEntries()
{
    auto disk = sqlite::SqliteDb::open(m_dir->filePath(QStringLiteral("journal.sqlite")),
                                       sqlite::SqliteDb::Mode::CreateIfAbsent);
    QVERIFY(disk.ok());
    QVERIFY(disk->run("create trigger full before update on entries begin select raise(abort, 'full'); end").ok());
    QList<QByteArray> keys;
    for (int i = 0; i < 30; ++i)
        keys.append(add());
    QSignalSpy delayed(m_forwarder.get(), &EventForwarder::delayed);
    QSignalSpy forwarded(m_forwarder.get(), &EventForwarder::forwarded);
    start();
    QTRY_VERIFY(delayed.size() >= 3);
    QCOMPARE(forwarded.size(), 0);
    QVERIFY(delayed.at(2).at(1).value<std::chrono::milliseconds>() >= 4ms); // the pauses grow
    QVERIFY(disk->run("drop trigger full").ok());
    QTRY_COMPARE(count(EntryState::Forwarded), 30);
    QList<QByteArray> firsts;
    for (const QByteArray &key : m_delivered)
        if (!firsts.contains(key))
            firsts.append(key);
    QCOMPARE(firsts, keys);
}

QTEST_GUILESS_MAIN(TestEventForwarder)
#include "tst_eventforwarder.moc"
