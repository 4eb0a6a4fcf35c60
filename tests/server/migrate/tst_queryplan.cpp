#include "tests/server/migrate/queryplan.h"

#include <QTest>

using namespace pl::test;

/// What the plan test finds fault with, on plans as PostgreSQL writes them.
class TestQueryPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsFaults_data();
    void findsFaults();
    void countsReturnedRows();
};

namespace {

const QHash<QString, qint64> kRows{{QStringLiteral("leads"), 200'000}, {QStringLiteral("settings"), 70}};

/// A plan whose answer has `rows` rows, gathered from `scan`.
QueryPlan planOf(int rows, const char *scan, const char *more = "")
{
    const std::string gathered = R"([{"Plan": {"Node Type": "Aggregate", "Actual Rows": 1, "Actual Loops": 1, )" +
                                 std::string(more) + R"( "Plans": [{"Node Type": "Limit", "Actual Rows": )" +
                                 std::to_string(rows) +
                                 R"(, "Actual Loops": 1, "Parent Relationship": "Outer", "Plans": [)" + scan +
                                 R"(]}]}, "Execution Time": 3.5}])";
    return QueryPlan::of(nlohmann::json::parse(gathered), kRows);
}

} // namespace

void TestQueryPlan::findsFaults_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<QByteArray>("scan");
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<QString>("faults");
    const auto row = [](const char *name, int rows, const char *scan, const char *faults, const char *more = "") {
        QTest::newRow(name) << rows << QByteArray(scan) << QByteArray(more) << QString::fromLatin1(faults);
    };
    row("an index", 1000,
        R"({"Node Type": "Index Scan", "Index Name": "leads_updated", "Relation Name": "leads", "Actual Rows": 1000,
            "Actual Loops": 1, "Rows Removed by Filter": 10000, "Filter": "($0 OR (status = 'new')) "})",
        "");
    row("a small table", 0,
        R"({"Node Type": "Seq Scan", "Relation Name": "settings", "Actual Rows": 0, "Actual Loops": 1,
            "Rows Removed by Filter": 70})",
        "");
    row("the first row of a large table", 1,
        R"({"Node Type": "Seq Scan", "Relation Name": "leads", "Actual Rows": 1, "Actual Loops": 1})", "");
    row("the first row that a policy lets through", 1,
        R"({"Node Type": "Seq Scan", "Relation Name": "leads", "Actual Rows": 1, "Actual Loops": 1,
            "Filter": "($0 OR (assigned_plumber_id = $1)) "})",
        "");
    row("a large table", 900,
        R"({"Node Type": "Seq Scan", "Relation Name": "leads", "Actual Rows": 900, "Actual Loops": 1})",
        "scans all of leads");
    row("a large table, by a filter that fits early", 1,
        R"({"Node Type": "Seq Scan", "Relation Name": "leads", "Actual Rows": 1, "Actual Loops": 1,
            "Filter": "(description = 'x') "})",
        "scans all of leads");
    row("a large table that was not reached", 0,
        R"({"Node Type": "Seq Scan", "Relation Name": "leads", "Actual Rows": 0, "Actual Loops": 0})",
        "scans all of leads");
    row("a filter", 5,
        R"({"Node Type": "Index Scan", "Index Name": "i", "Relation Name": "leads", "Actual Rows": 5, "Actual Loops": 1,
            "Rows Removed by Filter": 151})",
        "Index Scan i removes 151 rows and gives 5");
    row("a filter, a little in each of many loops", 5,
        R"({"Node Type": "Index Scan", "Index Name": "i", "Relation Name": "leads", "Actual Rows": 0, "Actual Loops": 900,
            "Rows Removed by Filter": 1})",
        "Index Scan i removes 900 rows and gives 0");
    row("a join's filter", 5,
        R"({"Node Type": "Nested Loop", "Actual Rows": 5, "Actual Loops": 1, "Rows Removed by Join Filter": 200})",
        "Nested Loop removes 200 rows and gives 5");
    row("a bitmap that is looked at again", 0,
        R"({"Node Type": "Bitmap Heap Scan", "Relation Name": "leads", "Actual Rows": 0, "Actual Loops": 1,
            "Rows Removed by Index Recheck": 500})",
        "Bitmap Heap Scan leads removes 500 rows and gives 0");
    row("a sort of everything", 100,
        R"({"Node Type": "Sort", "Actual Rows": 100, "Actual Loops": 1, "Plans": [
            {"Node Type": "Index Scan", "Index Name": "i", "Relation Name": "leads", "Actual Rows": 190000,
             "Actual Loops": 1}]})",
        "Index Scan i reads 190000 rows for 100");
    row("a policy that is computed for each row", 1,
        R"({"Node Type": "Index Scan", "Index Name": "i", "Relation Name": "leads", "Actual Rows": 1, "Actual Loops": 1,
            "Filter": "(is_office() OR (assigned_plumber_id = $0)) "
    })",
        "Index Scan i asks who is asking for each row");
    row("a subselect for each row", 1000,
        R"({"Node Type": "Index Scan", "Index Name": "i", "Relation Name": "leads", "Actual Rows": 1000,
            "Actual Loops": 1, "Plans": [{"Node Type": "Index Only Scan", "Index Name": "p",
            "Relation Name": "plumbers", "Parent Relationship": "SubPlan", "Actual Rows": 1, "Actual Loops": 1000}]})",
        "asks a subselect for each row: Index Only Scan p");
    row("an index from end to end", 1,
        R"({"Node Type": "Index Scan", "Index Name": "i", "Relation Name": "leads", "Actual Rows": 1,
            "Actual Loops": 1})",
        "reads 1041 pages for 1 rows", R"("Shared Hit Blocks": 1000, "Shared Read Blocks": 41, )");
}

void TestQueryPlan::findsFaults()
{
    QFETCH(int, rows);
    QFETCH(QByteArray, scan);
    QFETCH(QByteArray, more);
    const QueryPlan plan = planOf(rows, scan, more);
    QTEST(plan.faults.join(QStringLiteral("; ")), "faults");
}

void TestQueryPlan::countsReturnedRows()
{
    const QueryPlan plan = planOf(7, R"({"Node Type": "Index Scan", "Index Name": "i", "Relation Name": "leads",
        "Actual Rows": 7, "Actual Loops": 1, "Rows Removed by Filter": 3, "Plans": [{"Node Type": "Aggregate",
        "Parent Relationship": "InitPlan", "Actual Rows": 1, "Actual Loops": 1, "Plans": [{"Node Type": "Index Only Scan",
        "Index Name": "j", "Relation Name": "leads", "Parent Relationship": "Outer", "Actual Rows": 500,
        "Actual Loops": 1}]}]})");
    QCOMPARE(plan.given, 507);
    QCOMPARE(plan.removed, 3);
    QCOMPARE(plan.top, QStringLiteral("Index Scan i"));
    QCOMPARE(plan.ms, 3.5);
    QVERIFY(plan.text().endsWith(QStringLiteral("Index Scan i")));
}

QTEST_GUILESS_MAIN(TestQueryPlan)
#include "tst_queryplan.moc"
