#include "server/dispatch/dispatcher.h"
#include "server/embedded/embeddedsupabase.h"
#include "server/embedded/inprocesstransport.h"
#include "tests/support/faketransport.h"
#include "tests/support/waiting.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace pl;
using supabase::Query;
using test::FakeTransport;

namespace {

const QString kDrains = QStringLiteral("Drain Cleaning");

/// One clock for the store and the servers; 2026-11-23 15:00 UTC at first.
std::atomic<qint64> s_micros;

Timestamp testClock()
{
    return {s_micros};
}

/// A server's part that matters here: its own connection to the store in `dir`, a client, a dispatcher.
class Server
{
public:
    explicit Server(const QString &dir)
    {
        embedded::EmbeddedSupabase::Options options{dir};
        options.clock = testClock;
        store = std::move(embedded::EmbeddedSupabase::open(options)).value();
        transport = std::make_unique<embedded::InProcessTransport>(*store);
        key = std::make_unique<supabase::KeyCredentials>(store->keys().serviceKey);
        rest = std::make_unique<supabase::RestClient>(*transport, *key);
        dispatcher = std::make_unique<dispatch::Dispatcher>(*rest, nullptr, testClock, std::chrono::milliseconds(10));
    }

    std::unique_ptr<embedded::EmbeddedSupabase> store;
    std::unique_ptr<supabase::Transport> transport;
    std::unique_ptr<supabase::Credentials> key;
    std::unique_ptr<supabase::RestClient> rest;
    std::unique_ptr<dispatch::Dispatcher> dispatcher;
};

} // namespace

/// Dispatchers on the real embedded store.
class TestDispatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void everythingIsOffAtFirst();
    void restsAfterBeingWokenDuringARound();
    void theBestGetsTheLead();
    void onlyUrgenciesThatAreOn();
    void theMostUrgentComesFirst();
    void aCapOfThreeWithFiftyLeads();
    void aCapOfThreeWithTwoServersAtOnce();
    void theCapIsOpenAgainTomorrow();
    void aWeeklyCapIsOpenAgainOnMonday();
    void aCapThatComesLaterCountsTheMonth();
    void nobodyIsAssignedOffHours();
    void aPauseEndsByItself();
    void aLeadNobodyCanTakeIsReportedOnce();
    void testsAndUnknownServicesAreTheOffices();
    void whoWantsNoSaleIsAssignedToNobody();
    void importedLeadsAreTheOffices();
    void leadsTakenBackStayWithTheOffice();
    void anUnansweredLeadGoesBackToTheOffice();
    void twoServersTakeBackOnce();
    void anAcceptedLeadStays();
    void theStoreRefusesMoreThanTheCap_data();
    void theStoreRefusesMoreThanTheCap();
    void continuesAfterTheStoreWasAway();

private:
    nlohmann::json rows(const Query &query) { return test::wait(m_server->rest->selectJson(query)).valueOr(nullptr); }
    nlohmann::json leads(const char *status)
    {
        return rows(Query("leads").select("*").eq("status", QString::fromLatin1(status)).order("id.asc"));
    }
    void insert(const char *table, const nlohmann::json &row);
    void setRule(const char *key, const nlohmann::json &value);
    QUuid addPlumber(const char *zip, std::optional<int> cap = std::nullopt);
    void changePlumber(const QUuid &id, const nlohmann::json &changes);
    void runRoundsAt(QStringView now)
    {
        s_micros = Timestamp::parse(now)->micros;
        QVERIFY(runRounds(*m_server->dispatcher));
    }
    QUuid addLead(const char *urgency = "day", const char *zip = "78701",
                  const nlohmann::json &changes = nlohmann::json::object());
    /// A lead's column as text; "null" for a null.
    QByteArray field(const QUuid &leadId, const std::string &column);
    QStringList history(const QUuid &leadId);
    Result<nlohmann::json> change(const QUuid &leadId, const nlohmann::json &changes);
    void assignDaysAutomatically() { setRule("auto_assign", {{"day", true}, {"week", false}, {"month", false}}); }
    /// Until a round that began after this call has ended.
    bool runRounds(dispatch::Dispatcher &dispatcher, int rounds = 2);

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Server> m_server;
    int m_number = 0;
};

void TestDispatcher::init()
{
    s_micros = Timestamp::parse(u"2026-11-23T15:00:00Z")->micros;
    m_number = 0;
    m_dir = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<Server>(m_dir->path());
    setRule("office_time_zone", "America/Chicago");
    insert("services", {{"name", kDrains.toStdString()}, {"category", "Maintenance"}, {"price_cents", 2500}});
}

void TestDispatcher::cleanup()
{
    m_server.reset();
    m_dir.reset();
}

void TestDispatcher::insert(const char *table, const nlohmann::json &row)
{
    const auto inserted = test::wait(m_server->rest->insert(Query(table), row));
    QVERIFY2(inserted.ok(), inserted ? "" : qPrintable(inserted.error().message));
}

void TestDispatcher::setRule(const char *key, const nlohmann::json &value)
{
    const auto changed =
        test::wait(m_server->rest->update(Query("settings").eq("key", QString::fromLatin1(key)), {{"value", value}}));
    QVERIFY(changed.ok());
    QCOMPARE(changed->size(), 1U);
}

QUuid TestDispatcher::addPlumber(const char *zip, std::optional<int> cap)
{
    const QUuid id(uint(++m_number), 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
    insert("plumbers", {{"id", toJson(id)},
                        {"first_name", "Plumber"},
                        {"last_name", std::to_string(m_number)},
                        {"email", "p" + std::to_string(m_number) + "@pipes.test"},
                        {"phone_number", "+15125550101"},
                        {"zip_code", zip},
                        {"services", {kDrains.toStdString()}},
                        {"daily_lead_cap", cap ? nlohmann::json(*cap) : nlohmann::json()},
                        {"payment_ready", true}});
    return id;
}

void TestDispatcher::changePlumber(const QUuid &id, const nlohmann::json &changes)
{
    const auto changed = test::wait(m_server->rest->update(Query("plumbers").eq("id", id), changes));
    QVERIFY(changed.ok());
    QCOMPARE(changed->size(), 1U);
}

QUuid TestDispatcher::addLead(const char *urgency, const char *zip, const nlohmann::json &changes)
{
    const QUuid id(uint(++m_number), 0, 0, 0, 0, 0, 0, 0, 0, 0, 2);
    nlohmann::json row{{"id", toJson(id)},
                       {"first_name", "Customer"},
                       {"last_name", std::to_string(m_number)},
                       {"email", "c@home.test"},
                       {"phone_number", "+15125550143"},
                       {"service_needed", kDrains.toStdString()},
                       {"urgency", urgency},
                       {"zip_code", zip},
                       {"created_at", testClock().addSeconds(m_number).toString().toStdString()}};
    row.update(changes);
    insert("leads", row);
    return id;
}

QByteArray TestDispatcher::field(const QUuid &leadId, const std::string &column)
{
    const nlohmann::json value = rows(Query("leads").select("*").eq("id", leadId))[0][column];
    return QByteArray::fromStdString(value.is_string() ? value.get<std::string>() : value.dump());
}

QStringList TestDispatcher::history(const QUuid &leadId)
{
    QStringList lines;
    for (const nlohmann::json &row :
         rows(Query("lead_events").select("kind,actor,note").eq("lead_id", leadId).order("id.asc")))
        lines += QString::fromStdString(row["kind"].get<std::string>() + " " + row["actor"].get<std::string>() +
                                        (row["note"].is_null() ? "" : " " + row["note"].get<std::string>()));
    return lines;
}

Result<nlohmann::json> TestDispatcher::change(const QUuid &leadId, const nlohmann::json &changes)
{
    return test::wait(m_server->rest->update(Query("leads").eq("id", leadId), changes));
}

bool TestDispatcher::runRounds(dispatch::Dispatcher &dispatcher, int rounds)
{
    QSignalSpy ended(&dispatcher, &dispatch::Dispatcher::roundEnded);
    if (!dispatcher.property("started").toBool())
        dispatcher.start();
    dispatcher.setProperty("started", true);
    return QTest::qWaitFor([&] { return ended.count() >= rounds; }, 60'000);
}

void TestDispatcher::everythingIsOffAtFirst()
{
    addPlumber("78701");
    const QUuid id = addLead();
    QVERIFY(runRounds(*m_server->dispatcher));
    QCOMPARE(field(id, "status"), QByteArray("new"));
    QCOMPARE(field(id, "attention"), QByteArray("null"));
}

void TestDispatcher::restsAfterBeingWokenDuringARound()
{
    FakeTransport store;
    supabase::KeyCredentials key{"service"};
    supabase::RestClient rest(store, key);
    supabase::OfficeNews news(rest);
    dispatch::Dispatcher dispatcher(rest);
    const QByteArray rules = "/rest/v1/settings";
    for (int i = 0; i < 100; ++i)
        store.answerNext("GET", rules, [](const supabase::HttpRequest &) {
            return Result<supabase::HttpResponse>(supabase::HttpResponse{200, {}, "[]"});
        });
    dispatcher.follow(news);
    store.setHanging(true);
    news.ask();
    dispatcher.start();
    QTRY_COMPARE(store.countOf("GET", rules), 1);
    store.setHanging(false);
    store.release(); // the news first
    QTRY_COMPARE(store.countOf("GET", rules), 2);
    QTest::qWait(200);
    QCOMPARE(store.countOf("GET", rules), 2);
}

void TestDispatcher::theBestGetsTheLead()
{
    addPlumber("78745");
    const QUuid near = addPlumber("78704");
    addPlumber("10001");
    const QUuid id = addLead();
    assignDaysAutomatically();
    QSignalSpy assigned(m_server->dispatcher.get(), &dispatch::Dispatcher::assigned);
    QVERIFY(runRounds(*m_server->dispatcher));
    QCOMPARE(assigned.count(), 1);
    QCOMPARE(field(id, "status"), QByteArray("assigned"));
    QCOMPARE(field(id, "assigned_plumber_id"), near.toByteArray(QUuid::WithoutBraces));
    QCOMPARE(history(id), (QStringList{QStringLiteral("received server"), QStringLiteral("assigned server")}));
    QCOMPARE(rows(Query("payments").select("id").eq("lead_id", id)).size(), 1U);
    QVERIFY(!rows(Query("notifications").select("id").eq("lead_id", id)).empty());
    // Why, is kept with the history's line.
    const auto decision = RankingDecision::fromJson(rows(
        Query("lead_events").select("detail").eq("lead_id", id).eq("kind", QStringLiteral("assigned")))[0]["detail"]);
    QVERIFY(decision);
    QVERIFY(decision->automatic);
    QCOMPARE(decision->rank, 1);
    QCOMPARE(decision->best.size(), 2);
    QCOMPARE(decision->excluded, (QMap<Exclusion, int>{{Exclusion::TooFar, 1}}));
    QCOMPARE(decision->weights, RankingWeights());
}

void TestDispatcher::onlyUrgenciesThatAreOn()
{
    addPlumber("78701");
    const QUuid week = addLead("week");
    const QUuid day = addLead("day");
    assignDaysAutomatically();
    QVERIFY(runRounds(*m_server->dispatcher));
    QCOMPARE(field(day, "status"), QByteArray("assigned"));
    QCOMPARE(field(week, "status"), QByteArray("new"));
    QCOMPARE(field(week, "attention"), QByteArray("null"));
}

void TestDispatcher::theMostUrgentComesFirst()
{
    addPlumber("78701", 2);
    const QUuid month = addLead("month");
    const QUuid second = addLead("day");
    const QUuid third = addLead("day");
    setRule("auto_assign", {{"day", true}, {"week", true}, {"month", true}});
    QVERIFY(runRounds(*m_server->dispatcher));
    QCOMPARE(field(second, "status"), QByteArray("assigned"));
    QCOMPARE(field(third, "status"), QByteArray("assigned"));
    QCOMPARE(field(month, "attention"), QByteArray("nobody"));
}

void TestDispatcher::aCapOfThreeWithFiftyLeads()
{
    addPlumber("78701", 3);
    for (int i = 0; i < 50; ++i)
        addLead();
    assignDaysAutomatically();
    QVERIFY(runRounds(*m_server->dispatcher));
    QCOMPARE(leads("assigned").size(), 3U);
    for (const nlohmann::json &row : leads("new"))
        QCOMPARE(QByteArray::fromStdString(row["attention"].dump()), QByteArray("\"nobody\""));
}

void TestDispatcher::aCapOfThreeWithTwoServersAtOnce()
{
    Server other(m_dir->path());
    for (int repeat = 0; repeat < 5; ++repeat) {
        const QUuid plumber = addPlumber("78701", 3);
        for (int i = 0; i < 50; ++i)
            addLead();
        assignDaysAutomatically();
        QSignalSpy otherEnded(other.dispatcher.get(), &dispatch::Dispatcher::roundEnded);
        if (repeat == 0)
            other.dispatcher->start();
        QVERIFY(runRounds(*m_server->dispatcher, 2));
        QTRY_VERIFY_WITH_TIMEOUT(otherEnded.count() >= 2, 60'000);
        QCOMPARE(rows(Query("leads").select("id").eq("assigned_plumber_id", plumber)).size(), 3U);
    }
    QCOMPARE(leads("assigned").size(), 15U);
}

void TestDispatcher::theCapIsOpenAgainTomorrow()
{
    addPlumber("78701", 1);
    addLead();
    addLead();
    assignDaysAutomatically();
    QVERIFY(runRounds(*m_server->dispatcher));
    QCOMPARE(leads("assigned").size(), 1U);
    s_micros = Timestamp::parse(u"2026-11-24T05:59:00Z")->micros; // 23:59 in Chicago
    QVERIFY(runRounds(*m_server->dispatcher));
    QCOMPARE(leads("assigned").size(), 1U);
    s_micros = Timestamp::parse(u"2026-11-24T06:00:00Z")->micros;
    QVERIFY(runRounds(*m_server->dispatcher));
    QCOMPARE(leads("assigned").size(), 2U);
}

/// It starts on Monday, November 23.
void TestDispatcher::aWeeklyCapIsOpenAgainOnMonday()
{
    changePlumber(addPlumber("78701"), {{"weekly_lead_cap", 1}});
    addLead();
    addLead();
    assignDaysAutomatically();
    QVERIFY(runRounds(*m_server->dispatcher));
    QCOMPARE(leads("assigned").size(), 1U);
    runRoundsAt(u"2026-11-30T05:59:00Z"); // Sunday in Chicago
    QCOMPARE(leads("assigned").size(), 1U);
    // A server that has just started knows of the week, too.
    m_server = std::make_unique<Server>(m_dir->path());
    QVERIFY(runRounds(*m_server->dispatcher));
    QCOMPARE(leads("assigned").size(), 1U);
    runRoundsAt(u"2026-11-30T06:00:00Z");
    QCOMPARE(leads("assigned").size(), 2U);
}

/// Until some plumber has such a cap, the server reads the leads of the day only.
void TestDispatcher::aCapThatComesLaterCountsTheMonth()
{
    const QUuid plumber = addPlumber("78701");
    addLead();
    assignDaysAutomatically();
    QVERIFY(runRounds(*m_server->dispatcher));
    QCOMPARE(leads("assigned").size(), 1U);
    s_micros = Timestamp::parse(u"2026-11-25T15:00:00Z")->micros;
    m_server = std::make_unique<Server>(m_dir->path());
    QVERIFY(runRounds(*m_server->dispatcher));
    changePlumber(plumber, {{"monthly_lead_cap", 1}});
    addLead();
    QVERIFY(runRounds(*m_server->dispatcher));
    QCOMPARE(leads("assigned").size(), 1U);
    const nlohmann::json waiting = leads("new");
    QCOMPARE(waiting.size(), 1U);
    // Its own reading said so, before the store could refuse.
    QVERIFY(waiting.at(0).at("attention") == "nobody");
}

void TestDispatcher::nobodyIsAssignedOffHours()
{
    const nlohmann::json days = nlohmann::json::array({nlohmann::json::array({"10:00", "17:00"})});
    changePlumber(addPlumber("78701"), {{"work_hours", {{"mon", days}}}});
    addLead();
    assignDaysAutomatically();
    QVERIFY(runRounds(*m_server->dispatcher)); // 9:00 in Chicago
    QCOMPARE(leads("assigned").size(), 0U);
    runRoundsAt(u"2026-11-23T16:00:00Z");
    QCOMPARE(leads("assigned").size(), 1U);
}

void TestDispatcher::aPauseEndsByItself()
{
    const QUuid plumber = addPlumber("78701");
    changePlumber(plumber, {{"status", "paused"}, {"paused_until", "2026-11-24"}});
    addLead();
    assignDaysAutomatically();
    QVERIFY(runRounds(*m_server->dispatcher));
    QCOMPARE(leads("assigned").size(), 0U);
    runRoundsAt(u"2026-11-24T06:00:00Z");
    QCOMPARE(leads("assigned").size(), 1U);
}

void TestDispatcher::aLeadNobodyCanTakeIsReportedOnce()
{
    const QUuid id = addLead();
    assignDaysAutomatically();
    QSignalSpy nobody(m_server->dispatcher.get(), &dispatch::Dispatcher::noPlumberFor);
    QVERIFY(runRounds(*m_server->dispatcher, 4));
    QCOMPARE(nobody.count(), 1);
    QCOMPARE(field(id, "attention"), QByteArray("nobody"));
    QCOMPARE(field(id, "version"), QByteArray("2"));
    addPlumber("78701");
    QVERIFY(runRounds(*m_server->dispatcher));
    QCOMPARE(field(id, "status"), QByteArray("assigned"));
    QCOMPARE(field(id, "attention"), QByteArray("null"));
}

void TestDispatcher::testsAndUnknownServicesAreTheOffices()
{
    addPlumber("78701");
    const QUuid test = addLead("day", "78701", {{"is_test", true}});
    const QUuid unclear = addLead("day", "78701", {{"service_needed", ""}});
    const QUuid known = addLead();
    assignDaysAutomatically();
    QVERIFY(runRounds(*m_server->dispatcher));
    QCOMPARE(field(known, "status"), QByteArray("assigned"));
    for (const QUuid &id : {test, unclear}) {
        QCOMPARE(field(id, "status"), QByteArray("new"));
        QCOMPARE(field(id, "attention"), QByteArray("null"));
    }
}

void TestDispatcher::whoWantsNoSaleIsAssignedToNobody()
{
    addPlumber("78701");
    insert("contact_refusals", {{"contact", "private@home.example"}, {"channel", "sale"}});
    const QUuid refused = addLead("day", "78701", {{"email", "private@home.example"}});
    const QUuid other = addLead();
    assignDaysAutomatically();
    QVERIFY(runRounds(*m_server->dispatcher));
    QCOMPARE(field(other, "status"), QByteArray("assigned"));
    QCOMPARE(field(refused, "status"), QByteArray("new"));
    QCOMPARE(field(refused, "attention"), QByteArray("null"));
    const auto byHand = change(refused, {{"assigned_plumber_id", toJson(addPlumber("78701"))}});
    QVERIFY(!byHand.ok());
}

void TestDispatcher::importedLeadsAreTheOffices()
{
    const nlohmann::json importId = toJson(QUuid::createUuid());
    const nlohmann::json row{{"id", importId}, {"kind", "leads"}, {"file_name", "old.csv"}, {"total", 2}};
    insert("imports", row);
    const QUuid plumber = addPlumber("78701");
    const QUuid open = addLead("day", "78701", {{"import_id", importId}});
    const QUuid unanswered = addLead(
        "day", "78701",
        {{"import_id", importId}, {"assigned_plumber_id", toJson(plumber)}, {"created_at", "2020-01-01T00:00:00Z"}});
    const QUuid other = addLead();
    setRule("answer_minutes", {{"day", 30}, {"week", 0}, {"month", 0}});
    assignDaysAutomatically();
    QVERIFY(runRounds(*m_server->dispatcher, 2));
    QCOMPARE(field(other, "status"), QByteArray("assigned"));
    QCOMPARE(field(open, "status"), QByteArray("new"));
    QCOMPARE(field(open, "attention"), QByteArray("null"));
    QCOMPARE(field(unanswered, "status"), QByteArray("assigned"));
}

void TestDispatcher::leadsTakenBackStayWithTheOffice()
{
    addPlumber("78701");
    const QUuid id = addLead();
    assignDaysAutomatically();
    QVERIFY(runRounds(*m_server->dispatcher));
    QVERIFY(change(id, {{"status", "new"}, {"assigned_plumber_id", nullptr}}).ok());
    QVERIFY(runRounds(*m_server->dispatcher, 3));
    QCOMPARE(field(id, "status"), QByteArray("new"));
    QCOMPARE(field(id, "attention"), QByteArray("returned"));
}

void TestDispatcher::anUnansweredLeadGoesBackToTheOffice()
{
    addPlumber("78701");
    addPlumber("78704");
    const QUuid id = addLead();
    assignDaysAutomatically();
    setRule("answer_minutes", {{"day", 30}, {"week", 0}, {"month", 0}});
    QVERIFY(runRounds(*m_server->dispatcher));
    s_micros += 29 * 60'000'000LL;
    QVERIFY(runRounds(*m_server->dispatcher));
    QCOMPARE(field(id, "status"), QByteArray("assigned"));
    s_micros += 60'000'000LL;
    QSignalSpy back(m_server->dispatcher.get(), &dispatch::Dispatcher::takenBack);
    QVERIFY(runRounds(*m_server->dispatcher, 4));
    QCOMPARE(back.count(), 1);
    QCOMPARE(field(id, "status"), QByteArray("new"));
    QCOMPARE(field(id, "attention"), QByteArray("unanswered"));
    QCOMPARE(history(id), (QStringList{QStringLiteral("received server"), QStringLiteral("assigned server"),
                                       QStringLiteral("unassigned server unanswered")}));
    QCOMPARE(rows(Query("payments").select("id").eq("lead_id", id).eq("status", QStringLiteral("void"))).size(), 1U);
}

void TestDispatcher::twoServersTakeBackOnce()
{
    Server other(m_dir->path());
    addPlumber("78701");
    const QUuid id = addLead();
    QVERIFY(change(id, {{"assigned_plumber_id", toJson(QUuid(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1))}}).ok());
    setRule("answer_minutes", {{"day", 30}, {"week", 0}, {"month", 0}});
    s_micros += 31 * 60'000'000LL;
    QSignalSpy otherEnded(other.dispatcher.get(), &dispatch::Dispatcher::roundEnded);
    other.dispatcher->start();
    QVERIFY(runRounds(*m_server->dispatcher));
    QTRY_VERIFY(otherEnded.count() >= 2);
    QCOMPARE(history(id).filter(QStringLiteral("unanswered")).size(), 1);
}

void TestDispatcher::anAcceptedLeadStays()
{
    const QUuid plumber = addPlumber("78701");
    const QUuid id = addLead();
    QVERIFY(change(id, {{"assigned_plumber_id", toJson(plumber)}}).ok());
    QVERIFY(change(id, {{"accepted_at", testClock().toString().toStdString()}}).ok());
    setRule("answer_minutes", {{"day", 30}, {"week", 30}, {"month", 30}});
    s_micros += 31 * 60'000'000LL;
    QVERIFY(runRounds(*m_server->dispatcher));
    QCOMPARE(field(id, "status"), QByteArray("assigned"));
}

void TestDispatcher::theStoreRefusesMoreThanTheCap_data()
{
    QTest::addColumn<bool>("automatic");
    QTest::addColumn<bool>("paused");
    QTest::addColumn<int>("cap");
    QTest::addColumn<QString>("refused");
    const QString rule = QStringLiteral("P0001");
    QTest::newRow("below the cap") << true << false << 2 << QString();
    QTest::newRow("at the cap") << true << false << 1 << rule;
    QTest::newRow("paused") << true << true << 9 << rule;
    QTest::newRow("a person may") << false << false << 1 << QString();
    QTest::newRow("a person may, also a paused one") << false << true << 1 << QString();
}

void TestDispatcher::theStoreRefusesMoreThanTheCap()
{
    QFETCH(bool, automatic);
    QFETCH(bool, paused);
    QFETCH(int, cap);
    QFETCH(QString, refused);
    const QUuid plumber = addPlumber("78701", cap);
    QVERIFY(change(addLead(), {{"assigned_plumber_id", toJson(plumber)}}).ok());
    if (paused)
        QVERIFY(test::wait(m_server->rest->update(Query("plumbers").eq("id", plumber), {{"status", "paused"}})).ok());
    const auto written =
        change(addLead(), {{"assigned_plumber_id", toJson(plumber)},
                           {"decision", {{"automatic", automatic}, {"day_began", "2026-11-23T06:00:00+00:00"}}}});
    QCOMPARE(written.ok(), refused.isEmpty());
    if (!written)
        QCOMPARE(written.error().remoteCode, refused);
}

void TestDispatcher::continuesAfterTheStoreWasAway()
{
    addPlumber("78701");
    addLead();
    assignDaysAutomatically();
    /// Refuses everything until it is told not to.
    class Gate : public supabase::Transport
    {
    public:
        explicit Gate(supabase::Transport &behind) : m_behind(behind) {}
        QFuture<Result<supabase::HttpResponse>> send(supabase::HttpRequest request) override
        {
            if (open)
                return m_behind.send(std::move(request));
            QPromise<Result<supabase::HttpResponse>> promise;
            promise.start();
            promise.addResult(Error{ErrorCode::Unavailable, QStringLiteral("away")});
            promise.finish();
            return promise.future();
        }
        bool open = false;

    private:
        supabase::Transport &m_behind;
    } gate(*m_server->transport);
    supabase::RestClient rest(gate, *m_server->key, nullptr, supabase::RetryPolicy{.attempts = 1});
    dispatch::Dispatcher dispatcher(rest, nullptr, testClock, std::chrono::milliseconds(10));
    QSignalSpy delayed(&dispatcher, &dispatch::Dispatcher::delayed);
    dispatcher.start();
    QTRY_VERIFY(delayed.count() >= 2);
    QCOMPARE(leads("assigned").size(), 0U);
    gate.open = true;
    QTRY_COMPARE(leads("assigned").size(), 1U);
}

QTEST_GUILESS_MAIN(TestDispatcher)
#include "tst_dispatcher.moc"
