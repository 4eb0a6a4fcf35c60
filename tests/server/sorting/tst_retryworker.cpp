#include "models/mapping/preset.h"
#include "tests/server/sorting/sortingoffice.h"
#include "tests/support/waiting.h"

#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace pl::sorting;
using namespace std::chrono_literals;
using nlohmann::json;
using pl::test::said;
using pl::test::SortingOffice;

namespace {

const json kWorded{{"who", "Rosa Example"}, {"call_me", "512-555-0143"}};
/// What the office says kWorded means.
const json kMeaning{{"fields", {{"full_name", "who"}, {"phone_number", "call_me"}}}};

RetryWorker::Pace retryPace()
{
    return {.interval = 10ms, .firstPause = 5ms, .longestPause = 40ms, .rest = 50ms};
}

json metaIds(const std::vector<std::string> &ids)
{
    auto changes = json::array();
    for (const std::string &id : ids)
        changes.push_back({{"field", "leadgen"}, {"value", {{"leadgen_id", id}}}});
    json page = json::object();
    page["changes"] = changes;
    return {{"object", "page"}, {"entry", json::array({page})}};
}

json metaLead()
{
    return json::parse(mapping::presetOf(QStringLiteral("meta"))->sample.toStdString());
}

} // namespace

/// Items that are tried again, on the embedded store.
class TestRetryWorker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void anItemBecomesItsLeadWithTheNewMapping();
    void whatStillHasNoLeadWaitsAgain();
    void waitingItemsAreLeftAlone();
    void aRefusedLeadOfTheApiIsTaken();
    void aTestMakesATestLeadEachTime();
    void anItemOfSeveralLeadsIsTakenWhenAllAreLeads();
    void aLeadIsTheSameOnceTheSourcesIdIsKnown();
    void manyLongBodiesAreTried();
    void anErasedItemCantBeTried();
    void eachItemBecomesItsLeadOnceThroughLostAnswers();
    void twoServersMakeOneLead();
    void waitsForAStoreThatIsAway();
    void idsAreFetchedWithTheNewestToken();
    void severalIdsAreFetched();
    void aMakerThatIsBusyIsAskedLater();
    void aMakerIsGivenUpAfterADay();
    void aTokenThatHasRunOutIsTold();
    void aSourceWithoutATokenIsTold();
    void aLeadThatTheMakerDoesNotKnowWaits();
    void aFetchedLeadTooLargeForItsItemIsFetchedOnce();
    void anItemWhoseOutcomeTheStoreRefusesWaits();

private:
    void run();
    void addToken(const QUuid &source, const char *secret);
    QUuid addMetaSource();
    QUuid addIds(const QUuid &source, const std::vector<std::string> &ids, const json &columns = json::object());
    json item() { return m_office->only("intake_items"); }
    json lead() { return m_office->only("leads"); }

    std::unique_ptr<SortingOffice> m_office;
    std::unique_ptr<RetryWorker> m_worker;
};

void TestRetryWorker::init()
{
    m_office = std::make_unique<SortingOffice>();
    m_worker = std::make_unique<RetryWorker>(*m_office->rest, *m_office->book, &m_office->maker, retryPace());
}

void TestRetryWorker::cleanup()
{
    m_worker.reset();
    m_office.reset();
}

/// Until nothing is due.
void TestRetryWorker::run()
{
    m_worker->start();
    const auto isDue = [](const json &row) { return row["status"] == "retry" && row["retry_at"].is_null(); };
    QTRY_VERIFY([&] {
        const json rows = m_office->rows("intake_items");
        return std::none_of(rows.begin(), rows.end(), isDue);
    }());
}

void TestRetryWorker::addToken(const QUuid &source, const char *secret)
{
    m_office->insert("source_secrets", {{"source_id", toJson(source)}, {"kind", "token"}, {"secret", secret}});
}

QUuid TestRetryWorker::addMetaSource()
{
    const QUuid source =
        m_office->addSource({{"name", "Facebook"}, {"preset", "meta"}, {"default_service", "Drain Cleaning"}});
    addToken(source, "old");
    addToken(source, "newest");
    return source;
}

QUuid TestRetryWorker::addIds(const QUuid &source, const std::vector<std::string> &ids, const json &columns)
{
    json all{{"cause", "not_fetched"}};
    all.update(columns);
    return m_office->addItem(source, metaIds(ids), all);
}

void TestRetryWorker::anItemBecomesItsLeadWithTheNewMapping()
{
    const QUuid source = m_office->addSource({{"default_service", "Drain Cleaning"}});
    QVERIFY(test::wait(m_office->book->read()).ok()); // the worker must not go by this
    const QUuid id = m_office->addItem(source, kWorded, {{"status", "waiting"}});
    m_office->change("lead_sources", source, {{"mapping", kMeaning}});
    m_office->change("intake_items", id, {{"status", "retry"}});
    run();
    QCOMPARE(said(lead()["first_name"]), said("Rosa"));
    QCOMPARE(said(lead()["service_needed"]), said("Drain Cleaning"));
    QCOMPARE(said(item()["status"]), said("taken"));
    QCOMPARE(said(item()["lead_id"]), said(lead()["id"]));
    QCOMPARE(said(item()["settled_by"]), said("server"));
    QVERIFY(item()["settled_at"].is_string());
    QVERIFY(item()["body"].is_string());
}

void TestRetryWorker::whatStillHasNoLeadWaitsAgain()
{
    m_office->addItem(m_office->addSource(), {{"hello", "there"}}, {{"cause", "over_limit"}});
    run();
    QCOMPARE(said(item()["status"]), said("waiting"));
    QCOMPARE(said(item()["cause"]), said("unmapped"));
    QVERIFY(!said(item()["reason"]).isEmpty());
    QCOMPARE(m_office->rows("leads").size(), 0U);
}

void TestRetryWorker::waitingItemsAreLeftAlone()
{
    const QUuid source = m_office->addSource({{"mapping", kMeaning}});
    const QUuid waiting = m_office->addItem(source, kWorded, {{"status", "waiting"}});
    m_office->addItem(source, kWorded);
    run();
    QCOMPARE(m_office->rows("leads").size(), 1U);
    for (const json &row : m_office->rows("intake_items"))
        QCOMPARE(said(row["status"]), said(row["id"] == toJson(waiting) ? "waiting" : "taken"));
}

void TestRetryWorker::aRefusedLeadOfTheApiIsTaken()
{
    const json body{{"first_name", "Rosa"},
                    {"phone_number", "+15125550143"},
                    {"service_needed", "Drain Cleaning"},
                    {"urgency", "day"}};
    m_office->addItem(m_office->addSource({{"kind", "program"}}), body, {{"cause", "refused"}});
    run();
    QCOMPARE(said(lead()["first_name"]), said("Rosa"));
    QCOMPARE(said(lead()["urgency"]), said("day"));
    QCOMPARE(said(item()["status"]), said("taken"));
}

/// Also when the source's own id is the same, as in a preset's sample.
void TestRetryWorker::aTestMakesATestLeadEachTime()
{
    const QUuid source = m_office->addSource();
    const json body{{"name", "Rosa Example"}, {"phone", "512-555-0143"}, {"external_id", "sample"}};
    for (int i = 0; i < 2; ++i)
        m_office->addItem(source, body, {{"is_test", true}});
    run();
    QCOMPARE(m_office->rows("leads").size(), 2U);
    for (const json &row : m_office->rows("leads"))
        QCOMPARE(said(row["is_test"]), said(true));
    for (const json &row : m_office->rows("intake_items"))
        QCOMPARE(said(row["status"]), said("taken"));
}

void TestRetryWorker::anItemOfSeveralLeadsIsTakenWhenAllAreLeads()
{
    const QUuid source = m_office->addSource();
    const json known{{"name", "Rosa Example"}, {"phone", "512-555-0143"}};
    const QUuid id = m_office->addItem(source, json::array({known, kWorded}));
    run();
    QCOMPARE(said(item()["status"]), said("waiting"));
    const json first = lead();
    m_office->change(
        "lead_sources", source,
        {{"mapping",
          {{"fields",
            {{"full_name", json::array({"name", "who"})}, {"phone_number", json::array({"phone", "call_me"})}}}}}});
    m_office->change("intake_items", id, {{"status", "retry"}});
    QTRY_COMPARE(said(item()["status"]), said("taken"));
    const json rows = m_office->rows("leads");
    QCOMPARE(rows.size(), 2U);
    QVERIFY(std::find(rows.begin(), rows.end(), first) != rows.end());
}

/// It came when nobody had said yet where that id is.
void TestRetryWorker::aLeadIsTheSameOnceTheSourcesIdIsKnown()
{
    const QUuid source = m_office->addSource();
    const json known{{"name", "Rosa Example"}, {"phone", "512-555-0143"}, {"ticket", "A1"}};
    json worded = kWorded;
    worded["ticket"] = "A2";
    const QUuid id = m_office->addItem(source, json::array({known, worded}));
    run();
    const json first = lead();
    const json fields{{"full_name", json::array({"name", "who"})},
                      {"phone_number", json::array({"phone", "call_me"})},
                      {"external_id", "ticket"}};
    m_office->change("lead_sources", source, {{"mapping", {{"fields", fields}}}});
    m_office->change("intake_items", id, {{"status", "retry"}});
    QTRY_COMPARE(said(item()["status"]), said("taken"));
    const json rows = m_office->rows("leads");
    QCOMPARE(rows.size(), 2U);
    QVERIFY(std::find(rows.begin(), rows.end(), first) != rows.end());
}

/// Together they are more than a store says in one answer.
void TestRetryWorker::manyLongBodiesAreTried()
{
    constexpr std::size_t kItems = 20;
    const QUuid source = m_office->addSource({{"mapping", kMeaning}});
    const std::string body = kWorded.dump() + std::string(1'000'000, '\n');
    for (std::size_t i = 0; i < kItems; ++i)
        m_office->addItem(source, kWorded, {{"body", body}});
    m_worker->start();
    const auto taken = supabase::Query("intake_items").select("id").eq("status", QStringLiteral("taken"));
    QTRY_COMPARE_WITH_TIMEOUT(test::wait(m_office->rest->selectJson(taken)).valueOr(json()).size(), kItems, 60'000);
}

void TestRetryWorker::anErasedItemCantBeTried()
{
    m_office->addItem(m_office->addSource(), kWorded,
                      {{"body", nullptr}, {"erased_at", Timestamp::now().toString().toStdString()}});
    run();
    QCOMPARE(said(item()["status"]), said("waiting"));
    QCOMPARE(said(item()["reason"]), said("Its text is no longer kept."));
}

void TestRetryWorker::eachItemBecomesItsLeadOnceThroughLostAnswers()
{
    const QUuid source = m_office->addSource({{"mapping", kMeaning}});
    for (int i = 0; i < 10; ++i)
        m_office->addItem(source, {{"who", "Rosa"}, {"call_me", "512-555-01" + std::to_string(10 + i)}});
    m_office->store->lostAnswers = 7;
    run();
    QCOMPARE(m_office->rows("leads").size(), 10U);
    QSet<QByteArray> leads;
    for (const json &row : m_office->rows("intake_items")) {
        QCOMPARE(said(row["status"]), said("taken"));
        leads.insert(said(row["lead_id"]));
    }
    QCOMPARE(leads.size(), 10);
}

void TestRetryWorker::twoServersMakeOneLead()
{
    const QUuid source = m_office->addSource({{"mapping", kMeaning}});
    for (int i = 0; i < 10; ++i)
        m_office->addItem(source, {{"who", "Rosa"}, {"call_me", "512-555-01" + std::to_string(10 + i)}});
    SourceBook book(*m_office->rest);
    RetryWorker other(*m_office->rest, book, nullptr, retryPace());
    other.start();
    run();
    QCOMPARE(m_office->rows("leads").size(), 10U);
    for (const json &row : m_office->rows("intake_items"))
        QCOMPARE(said(row["status"]), said("taken"));
}

void TestRetryWorker::waitsForAStoreThatIsAway()
{
    m_office->addItem(m_office->addSource({{"mapping", kMeaning}}), kWorded);
    m_office->store->isAway = true;
    QSignalSpy delayed(m_worker.get(), &RetryWorker::delayed);
    m_worker->start();
    QTRY_VERIFY(delayed.size() >= 4);
    m_office->store->isAway = false;
    QTRY_COMPARE(said(item()["status"]), said("taken"));
}

void TestRetryWorker::idsAreFetchedWithTheNewestToken()
{
    addIds(addMetaSource(), {"444"});
    m_office->maker.answer = [](const QString &) { return metaLead(); };
    run();
    QCOMPARE(m_office->maker.asked, QStringList{QStringLiteral("meta 444 newest")});
    QCOMPARE(said(lead()["first_name"]), said("Rosa"));
    QCOMPARE(said(item()["status"]), said("taken"));
    QCOMPARE(json::parse(said(item()["body"]).toStdString()).dump(), metaLead().dump());
}

/// One that the maker doesn't know any more takes nothing from the others, and isn't forgotten.
void TestRetryWorker::severalIdsAreFetched()
{
    addIds(addMetaSource(), {"1", "2", "3"});
    m_office->maker.answer = [](const QString &id) -> Result<json> {
        if (id == u"2")
            return Error{ErrorCode::NotFound, QStringLiteral("There is no such lead.")};
        json lead = metaLead();
        lead["id"] = toJson(id);
        return lead;
    };
    run();
    QCOMPARE(m_office->rows("leads").size(), 2U);
    QCOMPARE(said(item()["status"]), said("waiting"));
    QCOMPARE(said(item()["cause"]), said("not_fetched"));
    QCOMPARE(said(item()["reason"]), said("There is no such lead, or the token may not read it: 2."));
    QCOMPARE(said(item()["body"]), said(metaIds({"1", "2", "3"})));
    m_office->maker.answer = [](const QString &id) -> Result<json> {
        json lead = metaLead();
        lead["id"] = toJson(id);
        return lead;
    };
    m_office->change("intake_items", QUuid::fromString(QString::fromUtf8(said(item()["id"]))), {{"status", "retry"}});
    QTRY_COMPARE(said(item()["status"]), said("taken"));
    QCOMPARE(m_office->rows("leads").size(), 3U);
}

void TestRetryWorker::aMakerThatIsBusyIsAskedLater()
{
    addIds(addMetaSource(), {"444"});
    m_office->maker.answer = [](const QString &) -> Result<json> {
        return Error{ErrorCode::RateLimited, QStringLiteral("Too many requests."), {}, {}, 300};
    };
    run();
    QCOMPARE(said(item()["status"]), said("retry"));
    QCOMPARE(said(item()["tries"]), said(1));
    const auto next = Timestamp::parse(QString::fromUtf8(said(item()["retry_at"])));
    QVERIFY(next && Timestamp::now().secondsTo(*next) > 280);
    QCOMPARE(m_office->maker.asked.size(), 1);
    m_office->maker.answer = [](const QString &) { return metaLead(); };
    const QUuid id = QUuid::fromString(QString::fromUtf8(said(item()["id"])));
    m_office->change("intake_items", id, {{"retry_at", Timestamp::now().addSeconds(-1).toString().toStdString()}});
    QTRY_COMPARE(said(item()["status"]), said("taken"));
}

void TestRetryWorker::aMakerIsGivenUpAfterADay()
{
    addIds(addMetaSource(), {"444"}, {{"tries", 27}});
    m_office->maker.answer = [](const QString &) -> Result<json> {
        return Error{ErrorCode::Unavailable, QStringLiteral("Meta is away.")};
    };
    run();
    QCOMPARE(said(item()["status"]), said("waiting"));
    QCOMPARE(said(item()["cause"]), said("not_fetched"));
    QCOMPARE(said(item()["reason"]), said("Given up after a day. Meta is away."));
    QCOMPARE(said(item()["tries"]), said(0));
}

void TestRetryWorker::aTokenThatHasRunOutIsTold()
{
    addIds(addMetaSource(), {"444"});
    m_office->maker.answer = [](const QString &) -> Result<json> {
        return Error{ErrorCode::Unauthenticated, QStringLiteral("no")};
    };
    QSignalSpy retried(m_worker.get(), &RetryWorker::retried);
    run();
    QCOMPARE(said(item()["status"]), said("waiting"));
    QCOMPARE(said(item()["reason"]), said("The access token for Facebook has run out: enter a new one under Sources."));
    QTRY_COMPARE(retried.size(), 1);
    QVERIFY(retried.first().first().value<Retried>().hasTokenTrouble);
}

void TestRetryWorker::aSourceWithoutATokenIsTold()
{
    addIds(m_office->addSource({{"name", "Facebook"}, {"preset", "meta"}}), {"444"});
    run();
    QCOMPARE(said(item()["reason"]), said("There is no access token for Facebook: enter one under Sources."));
    QVERIFY(m_office->maker.asked.isEmpty());
}

void TestRetryWorker::aLeadThatTheMakerDoesNotKnowWaits()
{
    addIds(addMetaSource(), {"444"});
    m_office->maker.answer = [](const QString &) -> Result<json> {
        return Error{ErrorCode::NotFound, QStringLiteral("Unknown id.")};
    };
    run();
    QCOMPARE(said(item()["status"]), said("waiting"));
    QCOMPARE(said(item()["cause"]), said("not_fetched"));
    QCOMPARE(said(item()["reason"]), said("There is no such lead."));
}

/// The lead is there; only its text can't take the place of the ids.
void TestRetryWorker::aFetchedLeadTooLargeForItsItemIsFetchedOnce()
{
    addIds(addMetaSource(), {"444"});
    m_office->maker.answer = [](const QString &) { return metaLead(); };
    m_office->store->refusesItems = "body_encoding";
    run();
    QCOMPARE(said(item()["status"]), said("taken"));
    QCOMPARE(said(item()["lead_id"]), said(lead()["id"]));
    QCOMPARE(said(item()["body"]), said(metaIds({"444"})));
    QCOMPARE(m_office->maker.asked.size(), 1);
}

/// Else it would be tried twice a minute for as long as it is kept.
void TestRetryWorker::anItemWhoseOutcomeTheStoreRefusesWaits()
{
    const QUuid source = m_office->addSource({{"default_service", "Drain Cleaning"}});
    m_office->addItem(source, {{"name", "Rosa Example"}, {"phone", "512-555-0143"}});
    m_office->store->refusesItems = "\"taken\"";
    run();
    QCOMPARE(said(item()["status"]), said("waiting"));
    QVERIFY2(said(item()["reason"]).startsWith("The store refuses the outcome"), said(item()["reason"]).constData());
    QCOMPARE(said(lead()["first_name"]), said("Rosa"));
}

QTEST_GUILESS_MAIN(TestRetryWorker)
#include "tst_retryworker.moc"
