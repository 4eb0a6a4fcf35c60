#include "tests/server/embedded/embeddedfixture.h"

#include "server/embedded/schema.h"

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
    void staffSaysThatAnAnswerIsSeen();
    void everyTableIsCovered();

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
         {0, 0, 0, 5, 5, 5},
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
        {"stripe_events",
         {0, 0, 0, 0, 0, 0},
         "{\"id\":\"evt\",\"type\":\"x\",\"created\":\"2026-11-20T12:00:00Z\",\"payload\":{}}",
         {401, 403, 403, 403, 403, 201},
         "id=eq.none",
         "{\"type\":\"y\"}",
         {0, 0, 0, 0, 0, 0},
         {0, 0, 0, 0, 0, 0}},
        {"lead_events",
         {0, 0, 0, 3, 3, 3},
         "{\"lead_id\":\"20000000-0000-4000-8000-000000000001\",\"kind\":\"note\",\"actor\":\"sam@office.test\"}",
         {401, 403, 403, 201, 403, 201},
         "id=eq.1",
         "{\"note\":\"x\"}",
         {0, 0, 0, 0, 0, 1},
         {0, 0, 0, 0, 0, 1}},
        {"notifications",
         {0, 0, 0, 2, 2, 2},
         "{\"channel\":\"sms\",\"template\":\"x\",\"recipient\":\"y\"}",
         {401, 403, 403, 403, 403, 201},
         "id=eq.40000000-0000-4000-8000-000000000001",
         "{\"status\":\"skipped\"}",
         {-401, -403, -403, -403, -403, 1},
         {0, 0, 0, 0, 0, 1}},
        {"opt_outs",
         {0, 0, 0, 0, 0, 0},
         "{\"phone_number\":\"1\"}",
         {401, 403, 403, 403, 403, 201},
         "phone_number=eq.none",
         "{\"at\":\"2026-11-20T12:00:00Z\"}",
         {0, 0, 0, 0, 0, 0},
         {0, 0, 0, 0, 0, 0}},
        {"payment_attempts",
         {0, 0, 0, 0, 0, 0},
         "{\"payment_id\":\"30000000-0000-4000-8000-000000000001\",\"kind\":\"charge\",\"number\":9,"
         "\"amount_cents\":1}",
         {401, 403, 403, 403, 403, 201},
         "id=eq.70000000-0000-4000-8000-000000000001",
         "{\"number\":2}",
         {0, 0, 0, 0, 0, 0},
         {0, 0, 0, 0, 0, 0}},
        {"hosted_pages",
         {0, 0, 0, 0, 0, 0},
         "{\"kind\":\"card\",\"plumber_id\":\"10000000-0000-4000-8000-000000000001\",\"url\":\"x\"}",
         {401, 403, 403, 403, 403, 201},
         "id=eq.70000000-0000-4000-8000-000000000001",
         "{\"url\":\"y\"}",
         {0, 0, 0, 0, 0, 0},
         {0, 0, 0, 0, 0, 0}},
        {"billing_exceptions",
         {0, 0, 0, 0, 0, 0},
         "{\"kind\":\"x\",\"detail\":\"y\"}",
         {401, 403, 403, 403, 403, 201},
         "id=eq.70000000-0000-4000-8000-000000000001",
         "{\"detail\":\"z\"}",
         {0, 0, 0, 0, 0, 0},
         {0, 0, 0, 0, 0, 0}}};
    return rows;
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
void TestPolicies::staffSaysThatAnAnswerIsSeen()
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

QTEST_GUILESS_MAIN(TestPolicies)
#include "tst_policies.moc"
