#include "tests/server/embedded/embeddedfixture.h"

#include "server/embedded/store/schema.h"

#include <QTest>

using namespace pl;
using namespace pl::test;

/// Who may what, table by table: a row says how many of the fixture's rows each may read, and what becomes of a change
/// and a deletion of nothing and of an insert that breaks no other rule.
class TestPolicies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_db.reload()); }
    void reads_data();
    void reads();
    void writes_data();
    void writes();
    void staffMarksAReplyAsSeen();
    void everyTableIsCovered();
    void theServersColumnsAreRefused_data();
    void theServersColumnsAreRefused();
    void newRowsAreStamped();
    void transitions_data();
    void transitions();
    void anExceptionIsSettledOnceInOnesOwnName();
    void adminsWriteSecretsAndReadNone();
    void adminsAddItemsThatAreTests_data();
    void adminsAddItemsThatAreTests();
    void peopleSortItems_data();
    void peopleSortItems();
    void whoDiscardsAnItemIsKept();

private:
    EmbeddedFixture m_db;
};

namespace {

const QStringList kPeople{QStringLiteral("anon"),  QStringLiteral("norole"), QStringLiteral("plumber"),
                          QStringLiteral("staff"), QStringLiteral("admin"),  QStringLiteral("service")};

struct TableRow
{
    const char *table;
    QList<int> readable; ///< by each of kPeople
    const char *body;    ///< a row to insert
    QList<int> inserts;  ///< the status that each gets
    const char *filter;  ///< one row of the fixture
    const char *change;  ///< a change of it
    QList<int> changed;  ///< how many rows that changes
    QList<int> deleted;  ///< how many rows deleting it deletes; -1: refused by a foreign key
};

/// A table for the server alone, of which `filter` finds no row.
TableRow serversOwn(const char *table, const char *body, const char *filter, const char *change)
{
    return {table,
            {0, 0, 0, 0, 0, 0},
            body,
            {401, 403, 403, 403, 403, 201},
            filter,
            change,
            {-401, -403, -403, -403, -403, 0},
            {0, 0, 0, 0, 0, 0}};
}

const QList<TableRow> &tableRows()
{
    static const QList<TableRow> rows{
        {"leads",
         {0, 0, 1, 6, 6, 6},
         "{\"first_name\":\"H\",\"last_name\":\"N\",\"email\":\"h@n\",\"phone_number\":\"1\",\"service_needed\":\"x\","
         "\"urgency\":\"day\"}",
         {401, 403, 403, 201, 201, 201},
         "id=eq.20000000-0000-4000-8000-000000000001",
         "{\"zip_code\":\"1\"}",
         {0, 0, 0, 1, 1, 1},
         {0, 0, 0, 0, 0, -409}},
        {"plumbers",
         {0, 0, 1, 4, 4, 4},
         "{\"first_name\":\"H\",\"last_name\":\"N\",\"email\":\"h@n\",\"phone_number\":\"1\",\"zip_code\":\"1\","
         "\"services\":[]}",
         {401, 403, 403, 201, 201, 201},
         "id=eq.10000000-0000-4000-8000-000000000004",
         "{\"status\":\"paused\"}",
         {-401, 0, 0, 1, 1, 1},
         {0, 0, 0, 0, 0, 1}},
        {"services",
         {0, 0, 0, 4, 4, 4},
         "{\"name\":\"x\",\"category\":\"y\",\"price_cents\":100}",
         {401, 403, 403, 403, 201, 201},
         "name=eq.Drain%20Cleaning",
         "{\"price_cents\":100}",
         {0, 0, 0, 0, 1, 1},
         {0, 0, 0, 0, 1, 1}},
        {"settings",
         {0, 0, 0, 5, 5, 6}, // with the salt
         "{\"key\":\"x\",\"value\":1}",
         {401, 403, 403, 403, 201, 201},
         "key=eq.currency",
         "{\"value\":\"eur\"}",
         {0, 0, 0, 0, 1, 1},
         {0, 0, 0, 0, 1, 1}},
        {"lead_sources",
         {0, 0, 0, 0, 2, 2},
         "{\"name\":\"x\",\"key_prefix\":\"y\",\"key_hash\":\"z\"}",
         {401, 403, 403, 403, 201, 201},
         "id=eq.50000000-0000-4000-8000-000000000001",
         "{\"active\":false}",
         {0, 0, 0, 0, 1, 1},
         {0, 0, 0, 0, -409, -409}},
        {"payments",
         {0, 0, 0, 0, 3, 3},
         "{\"lead_id\":\"20000000-0000-4000-8000-000000000001\",\"plumber_id\":\"10000000-0000-4000-8000-"
         "000000000001\",\"amount_cents\":1}",
         {401, 403, 403, 403, 403, 201},
         "id=eq.30000000-0000-4000-8000-000000000003",
         "{\"status\":\"pending\"}",
         {0, 0, 0, 0, 1, 1},
         {0, 0, 0, 0, 0, 1}},
        serversOwn("stripe_events",
                   "{\"id\":\"evt\",\"type\":\"x\",\"created\":\"2026-11-20T12:00:00Z\",\"payload\":{}}", "id=eq.none",
                   "{\"type\":\"y\"}"),
        {"lead_events",
         {0, 0, 0, 3, 3, 3},
         "{\"lead_id\":\"20000000-0000-4000-8000-000000000001\",\"kind\":\"note\",\"actor\":\"sam@office.test\"}",
         {401, 403, 403, 201, 403, 201},
         "id=eq.1",
         "{\"note\":null}",
         {-401, -403, -403, -403, -403, 1},
         {0, 0, 0, 0, 0, 1}},
        {"notifications",
         {0, 0, 0, 2, 2, 2},
         "{\"channel\":\"sms\",\"template\":\"x\",\"recipient\":\"y\"}",
         {401, 403, 403, 403, 403, 201},
         "id=eq.40000000-0000-4000-8000-000000000001",
         "{\"status\":\"skipped\"}",
         {-401, -403, -403, -403, -403, 1},
         {0, 0, 0, 0, 0, 1}},
        serversOwn("opt_outs", "{\"phone_number\":\"1\"}", "phone_number=eq.none", "{\"at\":\"2026-11-20T12:00:00Z\"}"),
        {"contact_refusals",
         {0, 0, 0, 0, 0, 0},
         "{\"contact\":\"+15125550199\",\"channel\":\"call\"}",
         {401, 403, 403, 201, 201, 201},
         "id=eq.70000000-0000-4000-8000-000000000001",
         "{\"reason\":\"x\"}",
         {-401, -403, -403, -403, -403, 0},
         {0, 0, 0, 0, 0, 0}},
        serversOwn("payment_attempts",
                   "{\"payment_id\":\"30000000-0000-4000-8000-000000000001\",\"kind\":\"charge\",\"number\":9,"
                   "\"amount_cents\":1}",
                   "id=eq.70000000-0000-4000-8000-000000000001", "{\"number\":2}"),
        serversOwn("hosted_pages",
                   "{\"kind\":\"card\",\"plumber_id\":\"10000000-0000-4000-8000-000000000001\",\"url\":\"x\"}",
                   "id=eq.70000000-0000-4000-8000-000000000001", "{\"url\":\"y\"}"),
        serversOwn("billing_exceptions", "{\"kind\":\"x\",\"detail\":\"y\"}",
                   "id=eq.70000000-0000-4000-8000-000000000001", "{\"detail\":\"z\"}"),
        {"intake_items",
         {0, 0, 0, 0, 0, 0},
         "{\"source_id\":\"50000000-0000-4000-8000-000000000001\",\"cause\":\"unmapped\",\"is_test\":true,"
         "\"status\":\"retry\"}",
         {401, 403, 403, 403, 201, 201},
         "id=eq.70000000-0000-4000-8000-000000000001",
         "{\"status\":\"retry\"}",
         {0, 0, 0, 0, 0, 0},
         {0, 0, 0, 0, 0, 0}},
        {"source_secrets",
         {0, 0, 0, 0, 0, 0},
         "{\"source_id\":\"50000000-0000-4000-8000-000000000001\",\"kind\":\"hmac\",\"secret\":\"x\"}",
         {401, 403, 403, 403, 201, 201},
         "id=eq.99",
         "{\"secret\":\"y\"}",
         {-401, -403, -403, -403, -403, 0},
         {0, 0, 0, 0, 0, 0}},
        {"imports",
         {0, 0, 0, 0, 0, 0},
         "{\"kind\":\"leads\",\"file_name\":\"x.csv\",\"total\":1}",
         {401, 403, 403, 403, 201, 201},
         "id=eq.70000000-0000-4000-8000-000000000001",
         "{\"state\":\"done\"}",
         {0, 0, 0, 0, 0, 0},
         {0, 0, 0, 0, 0, 0}},
        {"import_changes",
         {0, 0, 0, 0, 0, 0},
         "{\"import_id\":\"70000000-0000-4000-8000-000000000001\",\"row_id\":\"20000000-0000-4000-8000-"
         "000000000001\",\"before\":{},\"after\":{},\"version\":2}",
         {401, 403, 403, 403, 409, 409},
         "id=eq.70000000-0000-4000-8000-000000000001",
         "{\"version\":3}",
         {-401, -403, -403, -403, -403, 0},
         {0, 0, 0, 0, 0, 0}},
        {"saved_views",
         {0, 0, 0, 0, 0, 0},
         "{\"owner\":\"somebody\",\"name\":\"x\",\"definition\":{}}",
         {401, 403, 403, 201, 201, 201},
         "id=eq.70000000-0000-4000-8000-000000000001",
         "{\"shared\":true}",
         {0, 0, 0, 0, 0, 0},
         {0, 0, 0, 0, 0, 0}},
        {"activity",
         {0, 0, 0, 0, 0, 0},
         "{\"kind\":\"exported\",\"actor\":\"sam@office.test\"}",
         {401, 403, 403, 201, 403, 201},
         "id=eq.999999", // what people did in this test stands there, too
         "{\"subject\":\"x\"}",
         {-401, -403, -403, -403, -403, 0},
         {0, 0, 0, 0, 0, 0}},
        {"server_requests",
         {0, 0, 0, 0, 0, 0},
         "{\"kind\":\"people\"}",
         {401, 403, 403, 403, 201, 201},
         "id=eq.80000000-0000-4000-8000-000000000001",
         "{\"state\":\"done\"}",
         {-401, -403, -403, -403, -403, 0},
         {0, 0, 0, 0, 0, 0}},
        {"message_templates",
         {0, 0, 0, 0, 0, 0},
         "{\"name\":\"card_setup\",\"channel\":\"email\",\"subject\":\"x\",\"body\":\"{{link}}\"}",
         {401, 403, 403, 403, 201, 201},
         "id=eq.70000000-0000-4000-8000-000000000001",
         "{\"body\":null}",
         {0, 0, 0, 0, 0, 0},
         {0, 0, 0, 0, 0, 0}}};
    return rows;
}

QByteArray itemWith(const QByteArray &more)
{
    auto item = nlohmann::json::parse(R"({"source_id":"50000000-0000-4000-8000-000000000001","cause":"unmapped"})");
    item.update(nlohmann::json::parse(more.toStdString()));
    return QByteArray::fromStdString(item.dump());
}

/// How many rows came back, or minus the status when it is a refusal.
int rowsIn(const http::Response &answer)
{
    return answer.status >= 300 ? -answer.status : int(jsonOf(answer).size());
}

} // namespace

void TestPolicies::reads_data()
{
    QTest::addColumn<QString>("who");
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<int>("rows");
    for (const TableRow &row : tableRows())
        for (qsizetype i = 0; i < kPeople.size(); ++i)
            QTest::addRow("%s reads %s", qPrintable(kPeople[i]), row.table)
                << kPeople[i] << QByteArray(row.table) << row.readable[i];
}

void TestPolicies::reads()
{
    QFETCH(QString, who);
    QFETCH(QByteArray, table);
    QTEST(rowsIn(m_db.ask(who, "GET", "/rest/v1/" + table)), "rows");
}

void TestPolicies::writes_data()
{
    QTest::addColumn<int>("table");
    QTest::addColumn<int>("person");
    for (qsizetype t = 0; t < tableRows().size(); ++t)
        for (qsizetype i = 0; i < kPeople.size(); ++i)
            QTest::addRow("%s writes %s", qPrintable(kPeople[i]), tableRows()[t].table) << int(t) << int(i);
}

void TestPolicies::writes()
{
    QFETCH(int, table);
    QFETCH(int, person);
    const TableRow &row = tableRows()[table];
    const QString &who = kPeople[person];
    const QByteArray target = QByteArray("/rest/v1/") + row.table;
    const QByteArray one = target + '?' + row.filter;
    const http::Headers shown{{"Prefer", "return=representation"}};
    QCOMPARE(m_db.ask(who, "POST", target, row.body).status, row.inserts[person]);
    QCOMPARE(rowsIn(m_db.ask(who, "PATCH", one, row.change, shown)), row.changed[person]);
    QCOMPARE(rowsIn(m_db.ask(who, "DELETE", one, {}, shown)), row.deleted[person]);
}

/// And nothing else of it, nor of a message that went out.
void TestPolicies::staffMarksAReplyAsSeen()
{
    const QString kStaff = QStringLiteral("staff");
    const http::Headers shown{{"Prefer", "return=representation"}};
    QCOMPARE(m_db.ask(QStringLiteral("service"), "POST", "/rest/v1/notifications",
                      R"({"channel":"sms","template":"reply","recipient":"+15125550101","status":"sent","body":"Hi",)"
                      R"("seen":false})")
                 .status,
             201);
    const QByteArray seen = R"({"seen":true})";
    QCOMPARE(rowsIn(m_db.ask(kStaff, "PATCH", "/rest/v1/notifications?template=eq.lead_assigned", seen, shown)), 0);
    for (const char *who : {"norole", "plumber"})
        QCOMPARE(rowsIn(m_db.ask(QString::fromLatin1(who), "PATCH", "/rest/v1/notifications?template=eq.reply", seen,
                                 shown)),
                 0);
    const QByteArray forged = R"({"seen":true,"body":"Yes"})";
    QCOMPARE(rowsIn(m_db.ask(kStaff, "PATCH", "/rest/v1/notifications?template=eq.reply", forged, shown)), -403);
    QCOMPARE(rowsIn(m_db.ask(kStaff, "PATCH", "/rest/v1/notifications?template=eq.reply", seen, shown)), 1);
    const auto rows = m_db.read("/rest/v1/notifications?template=eq.reply&select=seen,body");
    QVERIFY(rows == nlohmann::json::parse(R"([{"seen":true,"body":"Hi"}])"));
}

void TestPolicies::everyTableIsCovered()
{
    QCOMPARE(size_t(tableRows().size()), embedded::Schema::instance().tables().size());
}

void TestPolicies::theServersColumnsAreRefused_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QByteArray>("column");
    const QHash<QString, QByteArray> open{
        {QStringLiteral("leads"), "first_name last_name email phone_number service_needed urgency zip_code description "
                                  "status assigned_plumber_id decision closed_reason street city state phone_extension "
                                  "has_real_phone duplicate_of withdrawn_at"},
        {QStringLiteral("plumbers"), "first_name last_name email phone_number zip_code services status "
                                     "service_radius_miles daily_lead_cap notify_by company license_number "
                                     "license_expires insurance_expires paused_until weekly_lead_cap "
                                     "monthly_lead_cap zip_codes work_hours language verified_at withdrawn_at"},
        {QStringLiteral("imports"), "done state"},
        {QStringLiteral("saved_views"), "name shared definition position shortcut deleted_at"},
        {QStringLiteral("message_templates"), "subject body"},
        {QStringLiteral("lead_sources"), "name key_prefix key_hash cost_cents daily_cap active kind preset mapping "
                                         "default_service default_urgency authentication answer_status old_key_hash "
                                         "old_key_until"},
        {QStringLiteral("services"), "name category price_cents active"},
        {QStringLiteral("settings"), "key value"},
        {QStringLiteral("payments"), "status refund_reason refund_requested_cents"},
        {QStringLiteral("billing_exceptions"), "settled_at settled_by"},
        {QStringLiteral("notifications"), "seen"},
        {QStringLiteral("intake_items"), "status note"}};
    for (const auto &table : embedded::Schema::instance().tables())
        for (const auto &column : table.columns)
            if (!open.value(table.name).split(' ').contains(column.name.toUtf8()))
                QTest::addRow("%s.%s", qPrintable(table.name), qPrintable(column.name))
                    << table.name.toUtf8() << column.name.toUtf8();
}

/// Not even of no row at all.
void TestPolicies::theServersColumnsAreRefused()
{
    QFETCH(QByteArray, table);
    QFETCH(QByteArray, column);
    const QByteArray target = "/rest/v1/" + table + "?" + column + "=is.null";
    // PostgreSQL says so before it looks at rights.
    const bool isGenerated =
        (table == "lead_events" || table == "source_secrets" || table == "activity") && column == "id";
    for (const char *who : {"staff", "admin"})
        QCOMPARE(m_db.ask(QString::fromLatin1(who), "PATCH", target, "{\"" + column + "\":null}").status,
                 isGenerated ? 400 : 403);
}

void TestPolicies::newRowsAreStamped()
{
    const QByteArray lead = R"({"first_name":"H","last_name":"N","email":"h@n","phone_number":"1",)"
                            R"("service_needed":"x","urgency":"day",)";
    for (const char *column : {"updated_at", "created_at", "version", "accepted_at", "erased_at", "duplicate_of",
                               "attention", "consent", "source_id", "assigned_at", "answers", "origin",
                               "source_cost_cents", "withdrawn_at", "do_not_sell", "decline_reason"})
        for (const char *who : {"staff", "admin"})
            QCOMPARE(
                m_db.ask(QString::fromLatin1(who), "POST", "/rest/v1/leads", lead + '"' + column + "\":null}").status,
                403);
    const http::Headers shown{{"Prefer", "return=representation"}};
    const auto made =
        jsonOf(m_db.ask(QStringLiteral("service"), "POST", "/rest/v1/leads",
                        lead + R"("updated_at":"9999-01-01","version":9223372036854775807,"created_at":"2024-01-01"})",
                        shown))
            .at(0);
    QCOMPARE(made.at("version").get<int>(), 1);
    QVERIFY(made.at("updated_at").get<std::string>() < "9000");
    QCOMPARE(made.at("created_at").get<std::string>(), std::string("2024-01-01T00:00:00+00:00"));
    const auto late = jsonOf(m_db.ask(QStringLiteral("service"), "POST", "/rest/v1/leads",
                                      lead + R"("created_at":"9999-01-01"})", shown))
                          .at(0);
    QVERIFY(late.at("created_at").get<std::string>() < "9000");
    QCOMPARE(m_db.ask(QStringLiteral("staff"), "POST", "/rest/v1/lead_events",
                      R"({"lead_id":"20000000-0000-4000-8000-000000000001","kind":"note","actor":"sam@office.test",)"
                      R"("at":"2020-01-01"})")
                 .status,
             403);
}

void TestPolicies::transitions_data()
{
    QTest::addColumn<QString>("who");
    QTest::addColumn<QByteArray>("lead"); ///< the last digit of its id
    QTest::addColumn<QByteArrayList>("changes");
    QTest::addColumn<int>("status"); ///< of the last change; those before it are taken
    const auto row = [](const char *name, const char *who, const char *lead, const QByteArrayList &changes,
                        int status) {
        QTest::newRow(name) << QString::fromLatin1(who) << QByteArray(lead) << changes << status;
    };
    const QByteArray accept = R"({"accepted_at":"2026-11-20"})";
    const QByteArray erase = R"({"erased_at":"2026-11-20","first_name":"","phone_number":""})";
    row("an assigned lead is accepted", "service", "3", {accept}, 204);
    row("once", "service", "3", {accept, R"({"accepted_at":"2026-11-21"})"}, 400);
    row("for good", "service", "3", {accept, R"({"accepted_at":null})"}, 400);
    row("a new one can't be", "service", "1", {accept}, 400);
    row("nor a completed one", "service", "4", {accept}, 400);
    row("declined by who has it", "service", "3",
        {R"({"assigned_plumber_id":null,"status":"new","attention":"declined"})"}, 204);
    row("a new lead can't be declined", "service", "1", {R"({"attention":"declined"})"}, 400);
    row("nor left unanswered", "service", "1", {R"({"attention":"unanswered"})"}, 400);
    row("nobody can take it", "service", "1", {R"({"attention":"nobody"})"}, 204);
    row("an erased lead stays erased", "service", "4", {erase, R"({"erased_at":null})"}, 400);
    row("at that time", "service", "4", {erase, R"({"erased_at":"2026-11-21"})"}, 400);
    row("and gets no name again", "service", "4", {erase, R"({"first_name":"Flo"})"}, 400);
    row("nor an address", "service", "4", {erase, R"({"street":"1 Main St"})"}, 400);
    row("nor answers", "service", "4", {erase, R"({"answers":{"a":"b"}})"}, 400);
    row("a name is changed before", "staff", "4", {R"({"first_name":"Florence"})"}, 204);
    row("a new lead becomes a duplicate", "service", "1",
        {R"({"duplicate_of":"20000000-0000-4000-8000-000000000003"})"}, 204);
    row("one with a payment can't", "service", "3", {R"({"duplicate_of":"20000000-0000-4000-8000-000000000001"})"},
        400);
    row("not of itself", "service", "1", {R"({"duplicate_of":"20000000-0000-4000-8000-000000000001"})"}, 400);
    row("staff assigns", "staff", "1",
        {R"({"assigned_plumber_id":"10000000-0000-4000-8000-000000000001","decision":{"automatic":false}})"}, 204);
    row("but not as the server does", "staff", "1",
        {R"({"assigned_plumber_id":"10000000-0000-4000-8000-000000000001","decision":{"automatic":true}})"}, 400);
}

void TestPolicies::transitions()
{
    QFETCH(QString, who);
    QFETCH(QByteArray, lead);
    QFETCH(const QByteArrayList, changes);
    const QByteArray target = "/rest/v1/leads?id=eq.20000000-0000-4000-8000-00000000000" + lead;
    for (qsizetype i = 0; i + 1 < changes.size(); ++i)
        QCOMPARE(m_db.ask(who, "PATCH", target, changes[i]).status, 204);
    const auto answer = m_db.ask(who, "PATCH", target, changes.last());
    QTEST(answer.status, "status");
    QCOMPARE(codeOf(answer), answer.status == 204 ? QByteArray() : QByteArray("P0001"));
}

void TestPolicies::anExceptionIsSettledOnceInOnesOwnName()
{
    const auto admin = QStringLiteral("admin");
    QCOMPARE(m_db.ask(QStringLiteral("service"), "POST", "/rest/v1/billing_exceptions",
                      R"({"id":"70000000-0000-4000-8000-000000000001","kind":"x","detail":"y"})")
                 .status,
             201);
    const QByteArray target = "/rest/v1/billing_exceptions?id=eq.70000000-0000-4000-8000-000000000001";
    const QByteArray settle = R"({"settled_at":"2020-01-01","settled_by":"sam@office.test"})";
    QCOMPARE(m_db.ask(admin, "PATCH", target, settle).status, 204);
    const auto row = m_db.read(target).at(0);
    QCOMPARE(row.at("settled_by").get<std::string>(), std::string("ada@office.test"));
    QVERIFY(row.at("settled_at") == row.at("updated_at"));
    QCOMPARE(codeOf(m_db.ask(admin, "PATCH", target, settle)), QByteArray("P0001"));
    QCOMPARE(codeOf(m_db.ask(admin, "PATCH", target, R"({"settled_at":null})")), QByteArray("P0001"));
}

void TestPolicies::adminsWriteSecretsAndReadNone()
{
    const QString admin = QStringLiteral("admin");
    const QByteArray table = "/rest/v1/source_secrets";
    const QByteArray secret = R"({"source_id":"50000000-0000-4000-8000-000000000001","kind":"hmac","secret":"x"})";
    QCOMPARE(codeOf(m_db.ask(admin, "POST", table, secret, {{"Prefer", "return=representation"}})),
             QByteArray("42501"));
    QCOMPARE(m_db.read(table).size(), size_t(0));
    QCOMPARE(m_db.ask(admin, "POST", table, secret, {{"Prefer", "return=minimal"}}).status, 201);
    QCOMPARE(m_db.json(admin, "GET", table).size(), size_t(0));
    QCOMPARE(m_db.read(table).size(), size_t(1));
    QVERIFY(m_db.read(table).at(0).at("secret") == "x");
}

void TestPolicies::adminsAddItemsThatAreTests_data()
{
    QTest::addColumn<QString>("who");
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const char *who, const char *more, int status) {
        QTest::newRow(name) << QString::fromLatin1(who) << QByteArray(more) << status;
    };
    row("a test", "admin", R"({"is_test":true,"status":"retry"})", 201);
    row("with its body", "admin", R"({"is_test":true,"status":"retry","body":"{}","content_type":"x"})", 201);
    row("no test", "admin", R"({"is_test":false,"status":"retry"})", 403);
    row("not to be tried", "admin", R"({"is_test":true})", 403);
    row("already taken", "admin", R"({"is_test":true,"status":"taken"})", 403);
    row("by staff", "staff", R"({"is_test":true,"status":"retry"})", 403);
    row("with a lead", "admin", R"({"is_test":true,"status":"retry","lead_id":"20000000-0000-4000-8000-000000000001"})",
        403);
}

void TestPolicies::adminsAddItemsThatAreTests()
{
    QFETCH(QString, who);
    QFETCH(QByteArray, more);
    QTEST(m_db.ask(who, "POST", "/rest/v1/intake_items", itemWith(more)).status, "status");
}

void TestPolicies::peopleSortItems_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const char *from, const char *change, int status) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(change) << status;
    };
    const char *erased = R"({"status":"discarded","erased_at":"2026-11-20"})";
    row("try again", R"({"status":"waiting"})", R"({"status":"retry"})", 204);
    row("discard", R"({"status":"waiting"})", R"({"status":"discarded","note":"An ad"})", 204);
    row("put back", R"({"status":"discarded"})", R"({"status":"waiting"})", 204);
    row("don't try", R"({"status":"retry"})", R"({"status":"waiting"})", 204);
    row("discard for no reason", R"({"status":"waiting"})", R"({"status":"discarded"})", 400);
    row("discard for a blank reason", R"({"status":"waiting"})", R"({"status":"discarded","note":" "})", 400);
    row("take", R"({"status":"waiting"})", R"({"status":"taken"})", 400);
    row("no status", R"({"status":"waiting"})", R"({"status":null})", 400);
    row("give another reason", R"({"status":"discarded"})", R"({"note":"x"})", 400);
    row("try what was discarded", R"({"status":"discarded"})", R"({"status":"retry"})", 400);
    row("try what was taken", R"({"status":"taken"})", R"({"status":"retry"})", 400);
    row("put back without a body", erased, R"({"status":"waiting"})", 400);
    row("try without a body", R"({"status":"waiting","erased_at":"2026-11-20"})", R"({"status":"retry"})", 400);
    row("discard without a body", R"({"status":"waiting","erased_at":"2026-11-20"})",
        R"({"status":"discarded","note":"x"})", 204);
}

void TestPolicies::peopleSortItems()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, change);
    QCOMPARE(m_db.ask(QStringLiteral("service"), "POST", "/rest/v1/intake_items", itemWith(from)).status, 201);
    QCOMPARE(m_db.ask(QStringLiteral("service"), "PATCH", "/rest/v1/intake_items?cause=eq.unmapped",
                      R"({"tries":3,"retry_at":"2030-01-01"})")
                 .status,
             204);
    const auto answer = m_db.ask(QStringLiteral("staff"), "PATCH", "/rest/v1/intake_items?cause=eq.unmapped", change);
    QTEST(answer.status, "status");
    QCOMPARE(codeOf(answer), answer.status == 204 ? QByteArray() : QByteArray("P0001"));
    const auto row = m_db.read("/rest/v1/intake_items").at(0);
    const bool isTried = answer.status == 204 && row.at("status") == "retry";
    QCOMPARE(row.at("tries").get<int>(), isTried ? 0 : 3);
    QCOMPARE(row.at("retry_at").is_null(), isTried);
}

void TestPolicies::whoDiscardsAnItemIsKept()
{
    const QByteArray item = "/rest/v1/intake_items?cause=eq.unmapped";
    QCOMPARE(m_db.ask(QStringLiteral("service"), "POST", "/rest/v1/intake_items",
                      R"({"source_id":"50000000-0000-4000-8000-000000000001","cause":"unmapped"})")
                 .status,
             201);
    const auto becomes = [&](const char *who, const char *change) {
        return m_db.json(QString::fromLatin1(who), "PATCH", item, change, {{"Prefer", "return=representation"}}).at(0);
    };
    const auto discarded = becomes("staff", R"({"status":"discarded","note":"An ad"})");
    QVERIFY(discarded.at("settled_by") == "sam@office.test" &&
            discarded.at("settled_at") == discarded.at("updated_at"));
    const auto back = becomes("admin", R"({"status":"waiting"})");
    QVERIFY(back.at("settled_by").is_null() && back.at("settled_at").is_null());
    const auto taken = becomes("service", R"({"status":"taken"})");
    QVERIFY(taken.at("settled_by") == "server" && taken.at("settled_at") == taken.at("updated_at"));
}

QTEST_GUILESS_MAIN(TestPolicies)
#include "tst_policies.moc"
