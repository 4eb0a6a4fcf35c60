#include "models/replica/firstload.h"
#include "models/replica/storedfeed.h"
#include "tests/support/bigtable.h"
#include "tests/support/waiting.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace pl;
using namespace pl::replica;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using test::BigTable;

namespace {

constexpr qint64 kBegin = 1'700'000'000'000'000;
constexpr int kRows = 12'345;

Result<supabase::HttpResponse> tooMany(const QByteArray &retryAfter)
{
    return supabase::HttpResponse{429, {{"Retry-After", retryAfter}}, R"({"message":"slow down"})"};
}

} // namespace

/// The first copy of a table on disk, and following it from there.
class TestFirstLoad : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    BigTable m_table;
    supabase::KeyCredentials m_key{"anon"};
    std::unique_ptr<supabase::RestClient> m_client;
    std::unique_ptr<disk::ReplicaStore> m_store;
    disk::WorkThread m_parser;
    LoadProgress m_progress;
    qsizetype m_written = 0;

    static LoadPace pace()
    {
        LoadPace pace;
        pace.pagesOfBatch = 2;
        pace.pagesWaiting = 6;
        pace.firstPause = 1ms;
        return pace;
    }
    disk::FileKey key() const { return {u"https://office.test"_s, QUuid(1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 1), u"admin"_s}; }
    void open()
    {
        m_store.reset();
        m_store = std::make_unique<disk::ReplicaStore>(m_dir->filePath(u"office.sqlite"_s), key());
    }
    FirstLoad<Lead> *makeLoad()
    {
        auto *load = new FirstLoad<Lead>(*m_client, *m_store, m_parser, this, pace());
        load->progressed = [this](const LoadProgress &progress) { m_progress = progress; };
        load->written = [this](const QList<Lead> &rows) { m_written += rows.size(); };
        return load;
    }
    Result<LoadState> load() { return test::wait(makeLoad()->start()); }
    qint64 count() { return m_store->count<Lead>().result().valueOr(-1); }
    /// The file holds each of the table's rows in its newest version, once.
    void isWhole()
    {
        QCOMPARE(count(), m_table.size());
        const auto all = m_store->newest<Lead>(m_table.size() * 2).result();
        QHash<QUuid, qint64> versions;
        for (const Lead &lead : *all)
            versions.insert(lead.id, lead.version);
        QCOMPARE(versions.size(), m_table.size());
        for (int number = 1; number <= m_table.size(); ++number)
            QCOMPARE(versions.value(BigTable::idOf(number)), m_table.versionOf(number));
    }
    /// What changed since the load has to come by the rounds.
    void follow(const LoadState &state)
    {
        SyncRound round;
        StoredFeed<Lead> feed(*m_client, *m_store, state, round);
        round.begin();
        bool isThere = false;
        feed.read(
            round, [](const QList<Lead> &) {}, [&isThere] { isThere = true; });
        QTRY_VERIFY(isThere);
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_progress = {};
        m_written = 0;
        m_table.instead = nullptr;
        m_table.date.clear();
        for (int i = 1; i <= kRows; ++i)
            m_table.put(i, kBegin + i * qint64(1'000'000));
        m_table.requests = m_table.most = 0;
        m_table.rowsSent = 0;
        m_client =
            std::make_unique<supabase::RestClient>(m_table, m_key, nullptr, supabase::RetryPolicy{1, 1ms, 1ms, 1s});
        open();
    }
    void cleanup()
    {
        m_client.reset();
        m_store.reset();
    }

    void readsAllOfIt()
    {
        const auto state = load();
        QVERIFY2(state.ok(), qPrintable(state ? QString() : state.error().message));
        QVERIFY(state->isComplete());
        QCOMPARE(state->since.micros, kBegin + (kRows - 60) * qint64(1'000'000));
        isWhole();
        QVERIFY(m_table.most > 2);
        QVERIFY(m_table.most <= pace().readers);
        QVERIFY(m_table.rowsSent < kRows * 3 / 2);
        QCOMPARE(m_progress.total, std::optional<qint64>(kRows));
        QVERIFY(m_progress.rows >= kRows);
        QVERIFY(m_written >= kRows);
        const auto kept = LoadState::fromNote(*m_store->note("load leads").result());
        QVERIFY(kept && kept->isComplete());
        QCOMPARE(kept->since, state->since);
    }

    void followsFromItsBeginningByTheServersClock()
    {
        m_table.date = "Wed, 20 Nov 2024 12:00:00 GMT"; // long after the newest row
        const auto state = load();
        QVERIFY(state.ok());
        QCOMPARE(state->since, Timestamp::parse(u"2024-11-20T11:59:00Z").value());
        m_table.rowsSent = 0;
        follow(*state);
        QCOMPARE(m_table.rowsSent, 0);
    }

    void readsRowsOfOneMoment_data()
    {
        QTest::addColumn<int>("rows");
        for (const int rows : {0, 1, 999, 1000, 1001, 2000, 9999})
            QTest::addRow("%d", rows) << rows;
    }
    void readsRowsOfOneMoment()
    {
        QFETCH(int, rows);
        BigTable table;
        for (int i = 1; i <= rows; ++i)
            table.put(i, kBegin);
        supabase::RestClient client(table, m_key);
        auto *load = new FirstLoad<Lead>(client, *m_store, m_parser, this, pace());
        const auto state = test::wait(load->start());
        QVERIFY(state.ok());
        QCOMPARE(count(), rows);
        QVERIFY(LoadState::fromNote(*m_store->note("load leads").result())->isComplete());
    }

    void losesNothingThatChangesMeanwhile()
    {
        QRandomGenerator dice(3);
        qint64 now = kBegin + kRows * qint64(1'000'000);
        m_table.instead = [&](const supabase::HttpRequest &) -> std::optional<BigTable::Answer> {
            for (int i = 0; i < 20; ++i) {
                const int number = 1 + int(dice.bounded(kRows + 50));
                m_table.put(number, now += 1000, 2);
            }
            return std::nullopt;
        };
        for (int number = kRows + 1; number <= kRows + 50; ++number)
            m_table.put(number, now += 1000);
        const auto state = load();
        QVERIFY(state.ok());
        m_table.instead = nullptr;
        follow(*state);
        isWhole();
    }

    void goesOnAfterAKill()
    {
        int answers = 0;
        m_table.instead = [&](const supabase::HttpRequest &) -> std::optional<BigTable::Answer> {
            return ++answers > 8 ? std::optional<BigTable::Answer>(Error{ErrorCode::Forbidden, u"no"_s}) : std::nullopt;
        };
        QCOMPARE(load().error().code, ErrorCode::Forbidden);
        const qint64 before = count();
        QVERIFY(before >= 6000);
        QVERIFY(before < kRows);
        open(); // another run
        m_table.instead = nullptr;
        m_table.rowsSent = 0;
        const auto state = load();
        QVERIFY(state.ok());
        isWhole();
        QVERIFY(m_table.rowsSent < kRows - before + 5 * 1000);
    }

    void isStopped()
    {
        auto *load = makeLoad();
        int answers = 0;
        m_table.instead = [&](const supabase::HttpRequest &) -> std::optional<BigTable::Answer> {
            if (++answers == 4)
                load->cancel();
            return std::nullopt;
        };
        QCOMPARE(test::wait(load->start()).error().code, ErrorCode::Cancelled);
        QVERIFY(m_table.requests < 12);
        QVERIFY(count() >= 3000); // what was read is on disk
        m_table.instead = nullptr;
        QVERIFY(this->load().ok());
        isWhole();
    }

    void waitsAsLongAsItIsAskedTo()
    {
        QElapsedTimer clock;
        int sentBefore = 0;
        qint64 pause = -1;
        m_table.instead = [&](const supabase::HttpRequest &) -> std::optional<BigTable::Answer> {
            if (m_table.requests < 4 || pause >= 0)
                return std::nullopt;
            if (!clock.isValid()) {
                clock.start();
                sentBefore = m_table.requests;
            }
            if (m_table.requests > sentBefore)
                pause = clock.elapsed();
            return pause >= 0 ? std::nullopt : std::optional(tooMany("1"));
        };
        QList<Error> heard;
        auto *load = makeLoad();
        load->waiting = [&heard](const Error &error) { heard += error; };
        QVERIFY(test::wait(load->start()).ok());
        QVERIFY2(pause >= 990, qPrintable(QString::number(pause)));
        QVERIFY(!heard.isEmpty());
        QCOMPARE(heard.first().code, ErrorCode::RateLimited);
        isWhole();
    }

    void triesAgainWhileTheServerIsAway()
    {
        QRandomGenerator dice(5);
        m_table.instead = [&](const supabase::HttpRequest &) -> std::optional<BigTable::Answer> {
            return dice.bounded(3) == 0 ? std::optional<BigTable::Answer>(Error{ErrorCode::Unavailable, u"away"_s})
                                        : std::nullopt;
        };
        QVERIFY(load().ok());
        isWhole();
    }

    void refusesAnAnswerThatIsNone()
    {
        m_table.instead = [](const supabase::HttpRequest &) -> std::optional<BigTable::Answer> {
            return supabase::HttpResponse{200, {}, "<html>"};
        };
        QCOMPARE(load().error().code, ErrorCode::Protocol);
        QCOMPARE(count(), 0);
    }

    void endsWithoutADisk()
    {
        QVERIFY(m_store->wipe().result().ok());
        QCOMPARE(load().error().code, ErrorCode::NotFound);
    }

    void followsFromWhereAnEarlierRunStopped()
    {
        const auto state = load();
        QVERIFY(state.ok());
        const qint64 later = kBegin + kRows * qint64(1'000'000) + 600'000'000;
        m_table.put(5, later, 2);
        m_table.put(kRows + 1, later + 1);
        follow(*state);
        isWhole();
        open();
        const auto kept = LoadState::fromNote(*m_store->note("load leads").result());
        QVERIFY(kept && kept->isComplete());
        QCOMPARE(kept->since.micros, later + 1 - 60'000'000);
        m_table.put(6, later + 2, 2);
        m_table.rowsSent = 0;
        follow(*kept);
        isWhole();
        QCOMPARE(m_table.rowsSent, 3);
    }
};

QTEST_GUILESS_MAIN(TestFirstLoad)
#include "tst_firstload.moc"
