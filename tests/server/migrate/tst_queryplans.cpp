#include "tests/server/migrate/officedatabase.h"
#include "tests/server/migrate/queryplan.h"
#include "tests/server/migrate/reststatement.h"
#include "tests/server/migrate/shapevalues.h"

#include <QElapsedTimer>
#include <QTest>

using namespace pl;
using namespace pl::test;

/// What the product asks for stays quick when an office has 200,000 leads: an index serves each of its requests.
class TestQueryPlans : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void anIndexServesEachRequest_data();
    void anIndexServesEachRequest();
    void slowRequestsAreFound_data();
    void slowRequestsAreFound();
    void policiesEvaluatedPerRowAreFound();
    void valuesComeFromTheRows();

private:
    Result<QueryPlan> planOf(const RequestShape &shape, const QString &before = {});

    OfficeDatabase m_office;
};

namespace {

const QString kLeadColumns = QStringLiteral("id,first_name,last_name,phone_number,status,updated_at");

/// What people see of a shape: no columns.
QString nameOf(const RequestShape &shape)
{
    QStringList parameters = shape.target.section(u'?', 1).split(u'&');
    parameters.removeIf([](const QString &parameter) { return parameter.startsWith(u"select="); });
    QStringList words{shape.who, shape.method, shape.table(), parameters.join(u'&')};
    if (shape.method != u"GET")
        words += shape.columns.join(u',');
    return (words + shape.preferences).join(u' ').simplified();
}

RequestShape reads(const char *who, const char *query)
{
    return {QString::fromLatin1(who), QStringLiteral("GET"), QStringLiteral("/rest/v1/") + QLatin1StringView(query)};
}

} // namespace

void TestQueryPlans::initTestCase()
{
    QVERIFY2(m_office.start(), m_office.log());
    QElapsedTimer timer;
    timer.start();
    QVERIFY2(m_office.cluster().runFile(QStringLiteral("office"),
                                        QStringLiteral(PL_TEST_DATA "/server/migrate/manyrows.sql")),
             m_office.log());
    qInfo("filled in %lld ms", timer.elapsed());
    const auto counts = rowsByTable(m_office.connection());
    QCOMPARE(counts.value(QStringLiteral("leads")), 200'000);
    for (const char *table : {"plumbers", "payments", "payment_attempts", "hosted_pages", "stripe_events",
                              "lead_events", "notifications", "opt_outs", "intake_items"})
        QVERIFY2(counts.value(QLatin1StringView(table)) > 10'000, table);
}

Result<QueryPlan> TestQueryPlans::planOf(const RequestShape &shape, const QString &before)
{
    const auto request = ShapeValues(m_office.connection()).fill(shape);
    if (!request)
        return request.error();
    const auto statement = restStatement(*request);
    if (!statement)
        return statement.error();
    return explain(m_office.connection(), shape.who, *statement, before);
}

void TestQueryPlans::anIndexServesEachRequest_data()
{
    QTest::addColumn<QString>("line");
    QStringList lines;
    for (const char *list : {"request-shapes.txt", "rare-request-shapes.txt"}) {
        const auto shapes = RequestShapes::read(QStringLiteral(PL_TEST_DATA "/data/") + QLatin1String(list));
        QVERIFY2(shapes.ok(), qPrintable(shapes ? QString() : shapes.error().message));
        lines += shapes->lines();
    }
    for (const QString &line : std::as_const(lines))
        QTest::newRow(qPrintable(nameOf(*RequestShape::fromText(line)))) << line;
    // What the database offers besides.
    const QList<RequestShape> others{
        reads("plumber", "leads?select=id,status&assigned_plumber_id=eq.{uuid}&order=assigned_at.desc&limit=100"),
        reads("plumber", "rpc/office_news"), reads("staff", "rpc/office_news"), reads("admin", "rpc/office_news"),
        reads("service", "rpc/office_news")};
    for (const RequestShape &other : others)
        if (!lines.contains(other.text()))
            QTest::newRow(qPrintable(nameOf(other))) << other.text();
}

void TestQueryPlans::anIndexServesEachRequest()
{
    QFETCH(QString, line);
    const auto shape = RequestShape::fromText(line);
    QVERIFY(shape.has_value());
    const auto plan = planOf(*shape);
    QVERIFY2(plan.ok(), qPrintable(plan ? QString() : plan.error().message));
    qInfo().noquote() << plan->text() << u'|' << nameOf(*shape);
    QVERIFY2(plan->faults.isEmpty(), qPrintable(plan->faults.join(QStringLiteral("; "))));
}

void TestQueryPlans::slowRequestsAreFound_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char *name, const QString &query, const char *fault) {
        QTest::newRow(name) << query << QString::fromLatin1(fault);
    };
    const QString leads = QStringLiteral("leads?select=") + kLeadColumns;
    row("a column without an index", leads + QStringLiteral("&description=eq.{text}"), "scans all of leads");
    row("an order without an index", leads + QStringLiteral("&order=zip_code.asc&limit=100"), "scans all of leads");
    row("a page that walks the index from its beginning",
        leads + QStringLiteral("&order=updated_at.asc,id.asc&limit=1000"
                               "&or=(updated_at.gt.{time},and(updated_at.eq.{time},id.gt.{uuid}))"),
        "removes 1");
    row("one word of many lines", QStringLiteral("lead_events?select=id&kind=eq.note&limit=1000"),
        "scans all of lead_events");
}

void TestQueryPlans::slowRequestsAreFound()
{
    QFETCH(QString, query);
    QFETCH(QString, fault);
    const auto plan = planOf(reads("staff", qPrintable(query)));
    const QString found = plan ? plan->faults.join(QStringLiteral("; ")) : plan.error().message;
    QVERIFY2(found.contains(fault), qPrintable(found));
}

void TestQueryPlans::policiesEvaluatedPerRowAreFound()
{
    const RequestShape shape = reads("staff", "leads?select=id,status&order=updated_at.asc,id.asc&limit=1000");
    const auto policy = [](const char *condition) {
        return QStringLiteral("create policy another on public.leads as restrictive for select to authenticated"
                              " using (%1)")
            .arg(QLatin1StringView(condition));
    };
    for (const char *condition :
         {"public.is_office()",
          "(select s.name from public.lead_sources s where s.id = source_id) is distinct from 'x'"}) {
        const auto plan = planOf(shape, policy(condition));
        QVERIFY2(plan.ok(), qPrintable(plan ? QString() : plan.error().message));
        QVERIFY2(plan->faults.join(u';').contains(QStringLiteral("for each row")), condition);
    }
    QVERIFY(planOf(shape, policy("(select public.is_office())"))->faults.isEmpty());
}

/// A value that nothing has would make every request quick.
void TestQueryPlans::valuesComeFromTheRows()
{
    const QList<std::pair<const char *, qint64>> expected{
        {"leads?select=id&id=eq.{uuid}", 1},
        {"leads?select=id&id=in.({uuid})", 40},
        {"leads?select=id&phone_number=in.({phone})&order=created_at", 40},
        {"leads?select=id&updated_at=gte.{time}&or=(updated_at.gt.{time},and(updated_at.eq.{time},id.gt.{uuid}))"
         "&order=updated_at.asc,id.asc&limit=1000",
         1000},
        {"lead_events?select=id&lead_id=eq.{uuid}&plumber_id=eq.{uuid}&kind=in.(assigned,completed)", 2},
        {"settings?select=value&key=eq.source_used.{uuid}", 1}};
    for (const auto &[query, rows] : expected) {
        const auto plan = planOf(reads("staff", query));
        QVERIFY2(plan.ok(), qPrintable(plan ? QString() : plan.error().message));
        QVERIFY2(plan->given == rows,
                 qPrintable(QStringLiteral("%1: %2").arg(QLatin1StringView(query)).arg(plan->given)));
    }
    const auto dispute = planOf(reads("admin", "stripe_events?select=id&type=like.charge.dispute.*"
                                               "&payload=cs.{\"data\":{\"object\":{\"payment_intent\":\"{text}\"}}}"));
    QVERIFY2(dispute.ok(), qPrintable(dispute ? QString() : dispute.error().message));
    QCOMPARE(dispute->given, 1);
    const auto unknown = planOf(reads("staff", "leads?select=id&zip_code=eq.{text}"));
    QVERIFY(!unknown.ok());
    QCOMPARE(unknown.error().message, QStringLiteral("No row has a {text} for zip_code.eq."));
}

QTEST_GUILESS_MAIN(TestQueryPlans)
#include "tst_queryplans.moc"
