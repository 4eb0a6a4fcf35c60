#include "server/embedded/store/workerpool.h"
#include "tests/server/embedded/embeddedfixture.h"

#include <QElapsedTimer>
#include <QTest>

#include <future>

using namespace pl;
using namespace pl::embedded;
using namespace pl::test;
using namespace std::chrono_literals;
using nlohmann::json;

/// One account gets its share of the embedded database and no more: of its threads, of its time and of its memory.
class TestFairShares : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void accountsTakeTurns();
    void oneAccountLeavesAThreadToOthers();
    void theServerItselfHasNoShare();
    void refusesTooManyRequests_data();
    void refusesTooManyRequests();
    void refusesRequestsThatWaitedTooLong();
    void writersTakeTurns();
    void slowPatternsEndInTime_data();
    void slowPatternsEndInTime();
    void patternsFindWhatTheyShould_data();
    void patternsFindWhatTheyShould();
    void refusesAnswersThatAreTooLarge_data();
    void refusesAnswersThatAreTooLarge();
    void answersLargeButAllowedRequests();
    void aSlowSearchBlocksNoWriter();
    void searchesWriteWhatTheyFound();
    void anonymousWritesWaitForNoWriter();
    void signInsWaitForOneWriteAtMost();

private:
    WorkerPool::Job job(const QByteArray &account, std::function<void()> act, qint64 bytes = 0);
    std::unique_ptr<EmbeddedSupabase> opened(std::chrono::milliseconds limit) const;
    http::Request asStaff(const QByteArray &method, const QByteArray &target, const QByteArray &body = {}) const;

    EmbeddedFixture m_db;
    WriteTurns m_turns;
    std::atomic<int> m_refused = 0;
};

namespace {

/// Blocks workers until it is opened.
class Gate
{
public:
    ~Gate() { open(); }
    void open()
    {
        if (!std::exchange(m_isOpen, true))
            m_promise.set_value();
    }
    void wait() const { m_future.wait(); }

private:
    std::promise<void> m_promise;
    std::shared_future<void> m_future = m_promise.get_future().share();
    bool m_isOpen = false;
};

/// What was done, in its order, by any thread.
class Record
{
public:
    void add(const QByteArray &what)
    {
        const std::lock_guard lock(m_mutex);
        m_all.append(what);
    }
    QByteArrayList all() const
    {
        const std::lock_guard lock(m_mutex);
        return m_all;
    }

private:
    mutable std::mutex m_mutex;
    QByteArrayList m_all;
};

} // namespace

void TestFairShares::initTestCase()
{
    QVERIFY(m_db.isOpen() && m_db.reload());
    auto rows = json::array();
    for (int i = 0; i < 1000; ++i)
        rows.push_back({{"kind", "note"},
                        {"actor", "server"},
                        {"lead_id", "20000000-0000-4000-8000-000000000001"},
                        {"note", std::string(40, 'a') + std::to_string(i)}});
    for (int i = 0; i < 3; ++i)
        rows.push_back({{"kind", "received"},
                        {"actor", "server"},
                        {"lead_id", "20000000-0000-4000-8000-000000000001"},
                        {"note", std::string(45'000, 'q')}});
    QCOMPARE(m_db.ask(QStringLiteral("service"), "POST", "/rest/v1/lead_events", QByteArray::fromStdString(rows.dump()))
                 .status,
             201);
}

WorkerPool::Job TestFairShares::job(const QByteArray &account, std::function<void()> act, qint64 bytes)
{
    return {account, bytes, [act = std::move(act)](Connections &) { act(); }, [this] { ++m_refused; }};
}

void TestFairShares::accountsTakeTurns()
{
    Record done;
    Gate gate;
    std::atomic<bool> isBlocked = false;
    {
        WorkerPool pool(m_db.supabase().databaseFile(), 1, {}, m_turns);
        pool.post(job("busy", [&] {
            isBlocked = true;
            gate.wait();
        }));
        QTRY_VERIFY(isBlocked);
        for (int i = 0; i < 30; ++i)
            pool.post(job("busy", [&] { done.add("busy"); }));
        pool.post(job("one", [&] { done.add("one"); }));
        pool.post(job("other", [&] { done.add("other"); }));
        pool.post(job("one", [&] { done.add("one, again"); }));
        gate.open();
    }
    QCOMPARE(done.all().size(), 33);
    QCOMPARE(done.all().first(6), QByteArrayList({"busy", "one", "other", "busy", "one, again", "busy"}));
}

void TestFairShares::oneAccountLeavesAThreadToOthers()
{
    Gate gate;
    std::atomic<int> running = 0;
    std::atomic<bool> isServed = false;
    WorkerPool pool(m_db.supabase().databaseFile(), 3, {.running = 2}, m_turns);
    for (int i = 0; i < 5; ++i)
        pool.post(job("busy", [&] {
            ++running;
            gate.wait();
        }));
    QTRY_COMPARE(running.load(), 2);
    pool.post(job("other", [&] { isServed = true; }));
    QTRY_VERIFY(isServed);
    QCOMPARE(running.load(), 2);
    gate.open();
    QTRY_COMPARE(running.load(), 5);
}

void TestFairShares::theServerItselfHasNoShare()
{
    Gate gate;
    std::atomic<int> running = 0;
    m_refused = 0;
    WorkerPool pool(m_db.supabase().databaseFile(), 3, {.running = 1, .waiting = 1}, m_turns);
    for (int i = 0; i < 5; ++i)
        pool.post(job({}, [&] {
            ++running;
            gate.wait();
        }));
    QTRY_COMPARE(running.load(), 3);
    gate.open();
    QTRY_COMPARE(running.load(), 5);
    QCOMPARE(m_refused.load(), 0);
}

void TestFairShares::refusesTooManyRequests_data()
{
    QTest::addColumn<int>("jobs");
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<int>("refused");
    QTest::newRow("as many as may wait") << 3 << qint64(0) << 0;
    QTest::newRow("more") << 5 << qint64(0) << 2;
    QTest::newRow("as many bytes as may wait") << 2 << qint64(500) << 0;
    QTest::newRow("more bytes") << 3 << qint64(500) << 1;
    QTest::newRow("one that is too long by itself") << 1 << qint64(1001) << 1;
}

void TestFairShares::refusesTooManyRequests()
{
    QFETCH(int, jobs);
    QFETCH(qint64, bytes);
    QFETCH(int, refused);
    m_refused = 0;
    std::atomic<int> done = 0;
    std::atomic<bool> isBlocked = false;
    {
        Gate gate;
        WorkerPool pool(m_db.supabase().databaseFile(), 1, {.waiting = 3, .waitingBytes = 1000}, m_turns);
        pool.post(job("busy", [&] {
            isBlocked = true;
            gate.wait();
        }));
        QTRY_VERIFY(isBlocked);
        for (int i = 0; i < jobs; ++i)
            pool.post(job(
                "busy", [&] { ++done; }, bytes));
        QCOMPARE(m_refused.load(), refused);
        pool.post(job(
            "other", [&] { ++done; }, 900));
        gate.open();
    }
    QCOMPARE(done.load(), jobs - refused + 1);
}

void TestFairShares::refusesRequestsThatWaitedTooLong()
{
    m_refused = 0;
    std::atomic<int> done = 0;
    std::atomic<bool> isBlocked = false;
    Gate gate;
    WorkerPool pool(m_db.supabase().databaseFile(), 1, {.patience = 1s}, m_turns);
    pool.post(job("busy", [&] {
        isBlocked = true;
        gate.wait();
    }));
    QTRY_VERIFY(isBlocked);
    pool.post(job("late", [&] { ++done; }));
    pool.post(job({}, [&] { ++done; }));
    QTest::qWait(1200);
    gate.open();
    QTRY_COMPARE(done.load(), 1);
    QTRY_COMPARE(m_refused.load(), 1);
}

void TestFairShares::writersTakeTurns()
{
    WriteTurns turns;
    Record done;
    std::vector<std::thread> threads;
    {
        const WriteTurns::Turn first(turns);
        for (int i = 0; i < 5; ++i) {
            threads.emplace_back([&, i] {
                const WriteTurns::Turn mine(turns);
                done.add(QByteArray::number(i));
            });
            QTRY_COMPARE(turns.waiting(), i + 1);
        }
        QCOMPARE(done.all().size(), 0);
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(done.all(), QByteArrayList({"0", "1", "2", "3", "4"}));
}

std::unique_ptr<EmbeddedSupabase> TestFairShares::opened(std::chrono::milliseconds limit) const
{
    EmbeddedSupabase::Options options{m_db.dir(), kSecret};
    options.statementLimit = limit;
    auto opened = EmbeddedSupabase::open(options);
    return opened ? std::move(opened).value() : nullptr;
}

http::Request TestFairShares::asStaff(const QByteArray &method, const QByteArray &target, const QByteArray &body) const
{
    return m_db.request(QStringLiteral("staff"), method, target, body, {{"Content-Type", "application/json"}});
}

void TestFairShares::slowPatternsEndInTime_data()
{
    QTest::addColumn<QByteArray>("filter");
    QTest::newRow("nested") << QByteArray("note=match.^(a%2B)%2B$");
    QTest::newRow("nested, at the end") << QByteArray("note=imatch.^(a|aa)%2B$");
    QTest::newRow("many of any length") << QByteArray("note=match.") + QByteArray(".*").repeated(20) + "[b-z]";
    QTest::newRow("many rows that take a while each") << QByteArray("note=match.a*a*a*a*[b-z]");
    QTest::newRow("all of several") << QByteArray("note=match(any).{^(a%2B)%2B$,x}");
    QTest::newRow("in a negation") << QByteArray("note=not.match.^(a%2B)%2B$");
}

/// A thousand rows, each of which would take seconds.
void TestFairShares::slowPatternsEndInTime()
{
    QFETCH(QByteArray, filter);
    const auto strict = opened(300ms);
    QVERIFY(strict);
    QElapsedTimer timer;
    timer.start();
    const auto read = strict->handle(asStaff("GET", "/rest/v1/lead_events?select=id&" + filter)).result();
    QCOMPARE(codeOf(read), QByteArray("57014"));
    QCOMPARE(read.status, 500);
    const auto written = strict
                             ->handle(m_db.request(QStringLiteral("service"), "PATCH", "/rest/v1/lead_events?" + filter,
                                                   R"({"note":"b"})"))
                             .result();
    QCOMPARE(codeOf(written), QByteArray("57014"));
    QVERIFY2(timer.elapsed() < 5000, QByteArray::number(timer.elapsed()));
}

void TestFairShares::patternsFindWhatTheyShould_data()
{
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<int>("rows");
    QTest::newRow("a part") << QByteArray("match.a12$") << 1;
    QTest::newRow("from the start") << QByteArray("match.^a*7$") << 1;
    QTest::newRow("a choice") << QByteArray("imatch.A(12|13)$") << 2;
    QTest::newRow("like") << QByteArray("like.*a99*") << 11;
    QTest::newRow("ilike") << QByteArray("ilike.*A99_") << 10;
    QTest::newRow("like from end to end") << QByteArray("like.a*a*a*a*a*a1") << 1;
    QTest::newRow("like with many stars") << "like." + QByteArray("*a").repeated(20) + "*1*a" << 0;
    QTest::newRow("like with an underscore and stars") << QByteArray("like.*a_a*1_") << 100;
    QTest::newRow("like, the last piece twice") << QByteArray("like.a*11") << 10;
    QTest::newRow("nothing") << QByteArray("match.b") << 0;
    QTest::newRow("far into a long text") << QByteArray("match.x.*y.*z") << 1;
    QTest::newRow("far into a long text, like") << QByteArray("like.*x*y*z*") << 1;
    QTest::newRow("a letter of two halves") << QByteArray("match.z.w$") << 1;
}

void TestFairShares::patternsFindWhatTheyShould()
{
    QFETCH(QByteArray, filter);
    QFETCH(int, rows);
    static bool isAdded = false;
    if (!std::exchange(isAdded, true)) {
        const std::string text = std::string(15'000, 'c') + "x" + std::string(15'000, 'c') + "y" +
                                 std::string(15'000, 'c') + "z\xF0\x9F\x98\x80w";
        const json note{
            {"kind", "note"}, {"actor", "server"}, {"lead_id", "20000000-0000-4000-8000-000000000001"}, {"note", text}};
        QCOMPARE(
            m_db.ask(QStringLiteral("service"), "POST", "/rest/v1/lead_events", QByteArray::fromStdString(note.dump()))
                .status,
            201);
    }
    const json found =
        m_db.json(QStringLiteral("staff"), "GET", "/rest/v1/lead_events?select=id&kind=eq.note&note=" + filter);
    QVERIFY2(found.is_array(), found.dump().c_str());
    QCOMPARE(int(found.size()), rows);
}

void TestFairShares::refusesAnswersThatAreTooLarge_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::newRow("embedded in embedded")
        << QByteArray("lead_events?select=id,leads(id,lead_events(id,note))&kind=eq.note");
    QTest::newRow("deeper") << QByteArray("lead_events?select=leads(lead_events(leads(lead_events(id))))");
    QTest::newRow("a long text again and again")
        << "lead_events?select=" + QByteArray("note,").repeated(90) + "id&kind=eq.received";
    QTest::newRow("more columns than SQLite can take")
        << "lead_events?select=" + QByteArray("note,").repeated(900) + "id";
    QTest::newRow("spread") << QByteArray("lead_events?select=id,...leads(lead_events(id,note))&kind=eq.note");
}

void TestFairShares::refusesAnswersThatAreTooLarge()
{
    QFETCH(QByteArray, target);
    const auto answer = m_db.ask(QStringLiteral("staff"), "GET", "/rest/v1/" + target);
    QCOMPARE(answer.status, 413);
    QCOMPARE(codeOf(answer), QByteArray("54000"));
    QVERIFY(jsonOf(answer).contains("hint") && jsonOf(answer).contains("details"));
    // The next request begins to count anew.
    QCOMPARE(m_db.ask(QStringLiteral("staff"), "GET", "/rest/v1/leads?select=id,lead_events(id,note)").status, 200);
}

void TestFairShares::answersLargeButAllowedRequests()
{
    const json found =
        m_db.json(QStringLiteral("staff"), "GET", "/rest/v1/lead_events?select=*,leads(*)&kind=eq.note&limit=900");
    QCOMPARE(found.size(), std::size_t(900));
    for (const json &row : found)
        QVERIFY(row.at("leads").is_object());
}

void TestFairShares::aSlowSearchBlocksNoWriter()
{
    const auto patient = opened(3s);
    QVERIFY(patient);
    const auto slow = patient->handle(m_db.request(
        QStringLiteral("service"), "PATCH",
        "/rest/v1/lead_events?note=match.a*a*a*a*[b-z]%7Ca*a*a*a*[c-z]%7Ca*a*a*a*[d-z]", R"({"note":"b"})"));
    const auto quick = patient->handle(
        asStaff("PATCH", "/rest/v1/leads?id=eq.20000000-0000-4000-8000-000000000001", R"({"zip_code":"78702"})"));
    QCOMPARE(quick.result().status, 204);
    QVERIFY(!slow.isFinished());
    QCOMPARE(codeOf(slow.result()), QByteArray("57014"));
}

void TestFairShares::searchesWriteWhatTheyFound()
{
    const auto patch = [&](const QByteArray &filter, const QByteArray &body) {
        auto request = m_db.request(QStringLiteral("service"), "PATCH", "/rest/v1/opt_outs?" + filter, body,
                                    {{"Content-Type", "application/json"}, {"Prefer", "return=representation"}});
        return jsonOf(m_db.supabase().handle(request).result());
    };
    auto numbers = json::array();
    for (int i = 0; i < 30; ++i)
        numbers.push_back({{"phone_number", std::to_string(100 + i)}, {"at", "2026-11-20T12:00:00Z"}});
    QCOMPARE(m_db.ask(QStringLiteral("service"), "POST", "/rest/v1/opt_outs", QByteArray::fromStdString(numbers.dump()))
                 .status,
             201);
    QCOMPARE(patch("phone_number=like.11_", R"({"at":"2026-11-21T12:00:00Z"})").size(), std::size_t(10));
    QCOMPARE(patch("at=eq.2026-11-21T12:00:00Z", R"({"at":"2026-11-22T12:00:00Z"})").size(), std::size_t(10));
    QCOMPARE(patch("at=eq.2026-11-21T12:00:00Z", R"({"at":"2026-11-23T12:00:00Z"})").size(), std::size_t(0));
    const QByteArray again = "/rest/v1/opt_outs?at=eq.2026-11-22T12:00:00Z";
    QCOMPARE(m_db.read(again).size(), std::size_t(10));
    QCOMPARE(m_db.ask(QStringLiteral("service"), "DELETE", again).status, 204);
    QCOMPARE(m_db.read(again).size(), std::size_t(0));
    QCOMPARE(m_db.ask(QStringLiteral("service"), "DELETE", "/rest/v1/opt_outs?at=lt.2026-11-30").status, 204);
}

/// Somebody else writes all the while.
void TestFairShares::anonymousWritesWaitForNoWriter()
{
    auto other = Database::open(m_db.supabase().databaseFile());
    QVERIFY(other.ok());
    const Transaction writing(**other, Transaction::Kind::Write);
    const QString anon = QStringLiteral("anon");
    QCOMPARE(m_db.ask(anon, "POST", "/rest/v1/opt_outs", R"({"phone_number":"+15125550100"})").status, 401);
    QCOMPARE(m_db.ask(anon, "PATCH", "/rest/v1/leads?id=eq.20000000-0000-4000-8000-000000000001", R"({"zip_code":"1"})")
                 .status,
             204);
    QCOMPARE(m_db.ask(anon, "DELETE", "/rest/v1/settings?key=eq.currency").status, 204);
}

/// As many writes as one account may have waiting, each as long as it may be.
void TestFairShares::signInsWaitForOneWriteAtMost()
{
    const QByteArray account =
        R"({"email":"may@office.test","password":"a long enough password","email_confirm":true})";
    QCOMPARE(m_db.ask(QStringLiteral("service"), "POST", "/auth/v1/admin/users", account).status, 200);
    auto rows = json::array();
    for (int i = 0; i < 500; ++i)
        rows.push_back({{"first_name", "Al"},
                        {"last_name", "Bo"},
                        {"email", "al@home.test"},
                        {"phone_number", "+15125550143"},
                        {"service_needed", "Drain Cleaning"},
                        {"urgency", "week"}});
    const QByteArray leads = QByteArray::fromStdString(rows.dump());
    std::vector<Later<http::Response>> writes;
    for (int i = 0; i < 10; ++i)
        writes.push_back(m_db.supabase().handle(asStaff("POST", "/rest/v1/leads", leads)));
    const auto signedIn = m_db.ask(QStringLiteral("anon"), "POST", "/auth/v1/token?grant_type=password",
                                   R"({"email":"may@office.test","password":"a long enough password"})");
    QCOMPARE(signedIn.status, 200);
    QVERIFY(!writes.back().isFinished());
    // On a slow machine some take longer than they may, or wait too long.
    QTRY_VERIFY_WITH_TIMEOUT(
        std::all_of(writes.begin(), writes.end(), [](const auto &write) { return write.isFinished(); }), 60'000);
}

QTEST_GUILESS_MAIN(TestFairShares)
#include "tst_fairshares.moc"
