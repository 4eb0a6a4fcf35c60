#include "server/intake/forwarder.h"
#include "tests/server/intake/scriptedtransport.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::intake;
using namespace pl::journal;
using namespace std::chrono_literals;
using pl::test::ScriptedTransport;
using Request = supabase::HttpRequest;

namespace {

constexpr int kNoRush = 1'000'000'000; // a second

}

/// The forwarder on a real journal, against a store that fails, hangs and lies.
class TestForwarder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void forwardsLeadsFromEarlierRuns();
    void rowsOfOneRequestHaveTheSameColumns();
    void wakesWithANewLead();
    void respectsRetryAfter();
    void forwardsManyInOrder();
    void triesAgainAfterAnOutage_data();
    void triesAgainAfterAnOutage();
    void triesAgainAfterALostAnswer();
    void waitsForAHangingStore();
    void distrustsAnswersWithoutRows();
    void setsAPoisonedLeadAside();
    void anUnsearchableAddressBlocksNobody();
    void takesAKnownExternalIdAsForwarded();
    void linksPersons();
    void preparesTheNextBatchWhileOneIsWritten();
    void knowsThePersonsOfThePreviousBatch();
    void asksAgainAfterAnAnswerThatWasCut();
    void fitsQueriesIntoTheRequestLine();
    void keepsTheOrderThroughLostAnswers();

private:
    QUuid add(const nlohmann::json &changes = {}, const QString &externalId = {});
    void start();
    qint64 count(EntryState state) { return *m_journal->count(state).result(); }
    void open(const Forwarder::Pace &pace) { m_forwarder = std::make_unique<Forwarder>(*m_journal, *m_rest, pace); }
    void holdInserts();
    bool isAsked(const QByteArray &value) const;
    QList<QUuid> inserted() const;
    nlohmann::json originalOf(const QUuid &id) { return m_store->leads[textOf(id)]["duplicate_of"]; }
    static std::string textOf(const QUuid &id) { return id.toString(QUuid::WithoutBraces).toStdString(); }
    static bool isInsert(const Request &request) { return request.method == "POST"; }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<ScriptedTransport> m_store;
    supabase::KeyCredentials m_credentials{"key"};
    std::unique_ptr<supabase::RestClient> m_rest;
    std::unique_ptr<Forwarder> m_forwarder;
};

void TestForwarder::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    auto journal = Journal::open({m_dir->filePath(QStringLiteral("journal.sqlite"))});
    QVERIFY(journal.ok());
    m_journal = std::move(*journal);
    m_store = std::make_unique<ScriptedTransport>();
    m_rest =
        std::make_unique<supabase::RestClient>(*m_store, m_credentials, nullptr, supabase::RetryPolicy{.attempts = 1});
    open({.batch = 8, .firstPause = 5ms, .longestPause = 40ms, .rush = kNoRush});
}

void TestForwarder::cleanup()
{
    m_forwarder.reset();
    m_rest.reset();
    m_store.reset();
    m_journal.reset();
    m_dir.reset();
}

QUuid TestForwarder::add(const nlohmann::json &changes, const QString &externalId)
{
    static int number = 0;
    ++number;
    nlohmann::json row{{"first_name", "Maria"},
                       {"last_name", "Garcia"},
                       {"email", "maria" + std::to_string(number) + "@home.example"},
                       {"phone_number", "+1512555" + std::to_string(1000 + number)},
                       {"service_needed", "Drain Cleaning"},
                       {"urgency", "day"}};
    if (!changes.is_null())
        row.update(changes);
    const Submission lead{QUuid::createUuid(), externalId, {}, {}, QByteArray::fromStdString(row.dump()),
                          Timestamp::now()};
    const auto receipts = m_journal->submit({lead}).result();
    return receipts ? receipts->first()->id : QUuid();
}

void TestForwarder::start()
{
    m_forwarder->start();
}

void TestForwarder::forwardsLeadsFromEarlierRuns()
{
    const QUuid id = add({{"zip_code", "78701"}}, QStringLiteral("ext"));
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 1);
    QCOMPARE(m_store->leads.size(), std::size_t(1));
    const auto row = m_store->leads.begin()->second;
    QVERIFY(row["id"] == id.toString(QUuid::WithoutBraces).toStdString());
    QVERIFY(row["zip_code"] == "78701");
    for (const char *column :
         {"description", "street", "city", "state", "phone_extension", "has_real_phone", "answers", "origin"})
        QVERIFY2(row.contains(column) && row[column].is_null(), column);
    QVERIFY(row["duplicate_of"].is_null());
    QVERIFY(row["created_at"].is_string());
    const auto insert = std::find_if(m_store->requests.begin(), m_store->requests.end(), isInsert);
    QVERIFY(insert->target.contains("on_conflict=id"));
    QVERIFY(
        supabase::HttpResponse({200, insert->headers, {}}).header("Prefer").contains("resolution=ignore-duplicates"));
}

/// PostgREST refuses them otherwise; only forms have answers.
void TestForwarder::rowsOfOneRequestHaveTheSameColumns()
{
    add();
    add({{"answers", {{"color", "blue"}}}, {"origin", {{"utm_source", "news"}}}});
    add({{"zip_code", "78701"},
         {"description", "d"},
         {"consent", {{"text", "yes"}}},
         {"street", "s"},
         {"city", "c"},
         {"state", "TX"},
         {"phone_extension", "1"},
         {"has_real_phone", true}});
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 3);
    QCOMPARE(m_store->inserts(), 1);
    const auto columnsOf = [](const nlohmann::json &row) {
        QStringList columns;
        for (const auto &[column, value] : row.items())
            columns += QString::fromStdString(column);
        return columns;
    };
    for (const auto &[id, row] : m_store->leads)
        QCOMPARE(columnsOf(row), columnsOf(m_store->leads.begin()->second));
}

void TestForwarder::wakesWithANewLead()
{
    start();
    QCOMPARE(count(EntryState::Waiting), 0);
    QSignalSpy forwarded(m_forwarder.get(), &Forwarder::forwarded);
    QVERIFY(!add().isNull());
    QTRY_COMPARE(forwarded.size(), 1);
    QVERIFY(!add().isNull());
    QTRY_COMPARE(forwarded.size(), 2);
}

void TestForwarder::respectsRetryAfter()
{
    m_store->script = [](const Request &) -> std::optional<ScriptedTransport::Answer> {
        return supabase::HttpResponse{429, {{"Retry-After", "77"}}, {}};
    };
    QSignalSpy delayed(m_forwarder.get(), &Forwarder::delayed);
    QVERIFY(!add().isNull());
    start();
    QTRY_COMPARE(delayed.size(), 1);
    QCOMPARE(delayed.first().at(1).value<std::chrono::milliseconds>(), std::chrono::milliseconds(77s));
}

void TestForwarder::forwardsManyInOrder()
{
    QList<QUuid> ids;
    for (int i = 0; i < 30; ++i)
        ids.append(add());
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 30);
    QCOMPARE(inserted(), ids);
    QCOMPARE(m_store->inserts(), 4); // batches of 8
}

void TestForwarder::triesAgainAfterAnOutage_data()
{
    QTest::addColumn<int>("status"); // 0: no answer at all
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("unreachable") << 0 << QByteArray();
    QTest::newRow("500") << 500 << QByteArray("XX000");
    QTest::newRow("503") << 503 << QByteArray();
    QTest::newRow("429") << 429 << QByteArray();
    QTest::newRow("wrong key") << 401 << QByteArray();
    QTest::newRow("no permission") << 403 << QByteArray("42501");
    QTest::newRow("no such table") << 404 << QByteArray("PGRST205");
    QTest::newRow("no such column") << 400 << QByteArray("PGRST204");
    QTest::newRow("undefined column") << 400 << QByteArray("42703");
    QTest::newRow("a proxy's 400") << 400 << QByteArray();
    QTest::newRow("a proxy's 409") << 409 << QByteArray();
}

void TestForwarder::triesAgainAfterAnOutage()
{
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    int failures = 5;
    m_store->script = [&](const Request &request) -> std::optional<ScriptedTransport::Answer> {
        if (!isInsert(request) || failures-- <= 0)
            return std::nullopt;
        return status == 0 ? ScriptedTransport::unreachable() : ScriptedTransport::refusal(status, code.constData());
    };
    QSignalSpy delayed(m_forwarder.get(), &Forwarder::delayed);
    QVERIFY(!add().isNull());
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 1);
    QCOMPARE(delayed.size(), 5);
    QCOMPARE(count(EntryState::SetAside), 0);
    QCOMPARE(m_store->leads.size(), std::size_t(1));
    // The pauses grow, and stay under the longest.
    const auto pause = [&](int i) { return delayed.at(i).at(1).value<std::chrono::milliseconds>(); };
    QVERIFY(pause(4) > pause(0));
    QVERIFY(pause(4) <= 40ms);
}

void TestForwarder::triesAgainAfterALostAnswer()
{
    bool isLost = false;
    m_store->script = [&](const Request &request) -> std::optional<ScriptedTransport::Answer> {
        if (!isInsert(request) || isLost)
            return std::nullopt;
        isLost = true;
        for (const auto &row : nlohmann::json::parse(request.body.toStdString()))
            m_store->leads.emplace(row["id"].get<std::string>(), row);
        return Error{ErrorCode::Unavailable, QStringLiteral("No answer came.")};
    };
    QVERIFY(!add().isNull() && !add().isNull());
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 2);
    QCOMPARE(m_store->leads.size(), std::size_t(2));
    QCOMPARE(m_store->inserts(), 2);
}

void TestForwarder::waitsForAHangingStore()
{
    m_store->isHanging = true;
    QVERIFY(!add().isNull());
    start();
    QTRY_COMPARE(m_store->requests.size(), 2); // by telephone and by e-mail address
    QVERIFY(!add().isNull());                  // intake goes on, and nothing else is begun
    QCOMPARE(count(EntryState::Waiting), 2);
    QCOMPARE(m_store->requests.size(), 2);
    m_store->release();
    QTRY_COMPARE(count(EntryState::Forwarded), 2);
}

void TestForwarder::distrustsAnswersWithoutRows()
{
    int lies = 3;
    m_store->script = [&](const Request &request) -> std::optional<ScriptedTransport::Answer> {
        if (!isInsert(request) || lies-- <= 0)
            return std::nullopt;
        return lies == 1 ? ScriptedTransport::json(201, "gladly")
                         : ScriptedTransport::json(201, nlohmann::json::array());
    };
    QSignalSpy delayed(m_forwarder.get(), &Forwarder::delayed);
    QVERIFY(!add().isNull());
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 1);
    QCOMPARE(delayed.size(), 3);
    QCOMPARE(m_store->leads.size(), std::size_t(1));
}

void TestForwarder::setsAPoisonedLeadAside()
{
    const auto isPoisoned = [](const nlohmann::json &row) { return row["first_name"] == "Poison"; };
    m_store->script = [&](const Request &request) -> std::optional<ScriptedTransport::Answer> {
        if (!isInsert(request))
            return std::nullopt;
        const auto rows = nlohmann::json::parse(request.body.toStdString());
        if (std::none_of(rows.begin(), rows.end(), isPoisoned))
            return std::nullopt;
        return ScriptedTransport::refusal(400, "22001");
    };
    QSignalSpy setAside(m_forwarder.get(), &Forwarder::setAside);
    QUuid poison;
    for (int i = 0; i < 20; ++i) {
        const QUuid id = add(i == 5 ? nlohmann::json{{"first_name", "Poison"}} : nlohmann::json());
        poison = i == 5 ? id : poison;
    }
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 19);
    QCOMPARE(count(EntryState::Waiting), 0);
    QCOMPARE(setAside.size(), 1);
    QCOMPARE(setAside.first().at(0).toUuid(), poison);
    QVERIFY(setAside.first().at(1).toString().contains(QStringLiteral("22001")));
    QCOMPARE((*m_journal->find(poison).result())->state, EntryState::SetAside);
}

void TestForwarder::anUnsearchableAddressBlocksNobody()
{
    m_store->script = [&](const Request &request) -> std::optional<ScriptedTransport::Answer> {
        if (request.method == "GET" && request.target.contains("unsearchable"))
            return ScriptedTransport::refusal(400, "22021");
        return std::nullopt;
    };
    for (int i = 0; i < 10; ++i)
        QVERIFY(!add(i == 3 ? nlohmann::json{{"email", "unsearchable@home.example"}} : nlohmann::json()).isNull());
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 10);
    QCOMPARE(m_store->leads.size(), std::size_t(10));
}

void TestForwarder::takesAKnownExternalIdAsForwarded()
{
    m_store->script = [&](const Request &request) -> std::optional<ScriptedTransport::Answer> {
        if (isInsert(request) && request.body.contains("\"known\""))
            return ScriptedTransport::refusal(409, "23505");
        return std::nullopt;
    };
    QVERIFY(!add({{"external_id", "known"}}, QStringLiteral("known")).isNull());
    QVERIFY(!add().isNull());
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 2);
    QCOMPARE(m_store->leads.size(), std::size_t(1));
    QCOMPARE(count(EntryState::SetAside), 0);
}

void TestForwarder::linksPersons()
{
    const std::string old = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    m_store->leads[old] = {{"id", old},
                           {"email", "x@home.example"},
                           {"phone_number", "+15125550101"},
                           {"service_needed", "Drain Cleaning"},
                           {"created_at", Timestamp::now().addSeconds(-3600).toString().toStdString()},
                           {"duplicate_of", nullptr}};
    const QUuid known = add({{"phone_number", "+15125550101"}});
    const QUuid first = add({{"email", "New@home.example"}});
    const QUuid second = add({{"email", "new@home.example"}});
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 3);
    QVERIFY(originalOf(known) == old);
    QVERIFY(originalOf(first).is_null());
    QVERIFY(originalOf(second) == textOf(first));
}

void TestForwarder::holdInserts()
{
    m_store->isHanging = true;
    m_store->hangsOn = isInsert;
}

bool TestForwarder::isAsked(const QByteArray &value) const
{
    return std::any_of(m_store->requests.begin(), m_store->requests.end(), [&](const Request &request) {
        return request.method == "GET" && QByteArray::fromPercentEncoding(request.target).contains(value);
    });
}

QList<QUuid> TestForwarder::inserted() const
{
    QList<QUuid> ids;
    for (const Request &request : m_store->requests)
        if (isInsert(request))
            for (const auto &row : nlohmann::json::parse(request.body.toStdString()))
                ids.append(QUuid::fromString(QString::fromStdString(row["id"].get<std::string>())));
    return ids;
}

void TestForwarder::preparesTheNextBatchWhileOneIsWritten()
{
    open({.batch = 2, .firstPause = 5ms, .longestPause = 40ms, .rush = kNoRush});
    holdInserts();
    for (const char *phone : {"+15125550001", "+15125550002", "+15125550003", "+15125550004", "+15125550005"})
        QVERIFY(!add({{"phone_number", phone}}).isNull());
    start();
    QTRY_VERIFY(isAsked("+15125550004"));
    QTRY_COMPARE(m_store->inserts(), 1); // its answer has not come
    QVERIFY(!isAsked("+15125550005"));   // one batch ahead, no more
    m_store->release();
    QTRY_COMPARE(count(EntryState::Forwarded), 5);
    QCOMPARE(m_store->inserts(), 3);
}

/// The store was asked before it had them.
void TestForwarder::knowsThePersonsOfThePreviousBatch()
{
    open({.batch = 2, .firstPause = 5ms, .longestPause = 40ms, .rush = kNoRush});
    holdInserts();
    QVERIFY(!add().isNull());
    const QUuid first = add({{"phone_number", "+15125550001"}});
    const QUuid again = add({{"phone_number", "+15125550001"}, {"email", "two@home.example"}});
    const QUuid mixed = add({{"phone_number", "+15125550002"}, {"email", "two@home.example"}});
    start();
    QTRY_VERIFY(isAsked("two@home.example") && isAsked("+15125550002"));
    QTRY_COMPARE(m_store->inserts(), 1);
    QVERIFY(m_store->leads.empty());
    m_store->release();
    QTRY_COMPARE(count(EntryState::Forwarded), 4);
    QVERIFY(originalOf(first).is_null());
    QVERIFY(originalOf(again) == textOf(first));
    QVERIFY(originalOf(mixed) == textOf(first));
}

/// A store gives at most so many rows in an answer, and the person may be behind them.
void TestForwarder::asksAgainAfterAnAnswerThatWasCut()
{
    const auto at = [](int minutesAgo) { return Timestamp::now().addSeconds(-60 * minutesAgo).toString(); };
    const auto row = [&](const char *phone, const QString &time) {
        return nlohmann::json{
            {"id", textOf(QUuid::createUuid())},  {"email", "other@home.example"},    {"phone_number", phone},
            {"service_needed", "Drain Cleaning"}, {"created_at", time.toStdString()}, {"duplicate_of", nullptr}};
    };
    auto page = nlohmann::json::array();
    for (int i = 0; i < supabase::kPageRows; ++i)
        page.push_back(row("+15125559999", at(2000 - i)));
    const QString edge = QString::fromStdString(page.back()["created_at"].get<std::string>());
    const auto wanted = row("+15125550101", at(10));
    m_store->script = [&](const Request &request) -> std::optional<ScriptedTransport::Answer> {
        const QByteArray target = QByteArray::fromPercentEncoding(request.target);
        if (!target.contains("phone_number=in."))
            return std::nullopt;
        const bool isRest = target.contains("created_at=gte." + edge.toUtf8());
        return ScriptedTransport::json(200, isRest ? nlohmann::json::array({page.back(), wanted}) : page);
    };
    const QUuid id = add({{"phone_number", "+15125550101"}});
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 1);
    QVERIFY(originalOf(id) == wanted["id"]);
}

/// Gateways take 8 KiB, and a batch whose answer was lost is asked for by its ids.
void TestForwarder::fitsQueriesIntoTheRequestLine()
{
    constexpr int kLeads = 500;
    open({.batch = kLeads, .firstPause = 5ms, .longestPause = 40ms, .rush = kNoRush});
    for (int i = 0; i < kLeads; ++i) {
        const QUuid id = add({{"email", std::string(60, 'm') + std::to_string(i) + "@home.example"}});
        m_store->leads[textOf(id)] = {{"id", textOf(id)}};
    }
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), kLeads);
    QCOMPARE(m_store->inserts(), 1);
    for (const Request &request : m_store->requests)
        QVERIFY2(request.target.size() <= 8000, request.target.constData());
    QCOMPARE(m_store->leads.size(), std::size_t(kLeads));
}

void TestForwarder::keepsTheOrderThroughLostAnswers()
{
    int inserts = 0;
    m_store->script = [&](const Request &request) -> std::optional<ScriptedTransport::Answer> {
        if (!isInsert(request) || ++inserts % 2 != 0)
            return std::nullopt;
        for (const auto &row : nlohmann::json::parse(request.body.toStdString()))
            m_store->leads.emplace(row["id"].get<std::string>(), row);
        return Error{ErrorCode::Unavailable, QStringLiteral("No answer came.")};
    };
    QList<QUuid> ids;
    for (int i = 0; i < 60; ++i)
        ids.append(add());
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 60);
    QCOMPARE(m_store->leads.size(), std::size_t(60));
    QList<QUuid> firsts;
    for (const QUuid &id : inserted())
        if (!firsts.contains(id))
            firsts.append(id);
    QCOMPARE(firsts, ids);
}

QTEST_GUILESS_MAIN(TestForwarder)
#include "tst_forwarder.moc"
