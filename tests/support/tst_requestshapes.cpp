#include "tests/support/requestshapes.h"

#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace pl;
using namespace pl::test;

class TestRequestShapes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesLeave_data();
    void valuesLeave();
    void saysWhoAsks_data();
    void saysWhoAsks();
    void saysWhatIsWritten();
    void saysWhatIsCounted();
    void leavesOthersAside();
    void linesCanBeReadBack();
    void comparesWhatWasSent();
    void theListIsInOrder_data();
    void theListIsInOrder();
};

namespace {

QByteArray tokenOf(const char *claims)
{
    return "x." + QByteArray(claims).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals) + ".y";
}

supabase::Headers as(const QByteArray &bearer)
{
    return {{"apikey", "sb_publishable_x"}, {"Authorization", "Bearer " + bearer}};
}

const supabase::Headers kService{{"apikey", "sb_secret_x"}};

QString lineOf(const QByteArray &method, const QByteArray &target, const supabase::Headers &headers = kService,
               const QByteArray &body = {})
{
    const auto shape = RequestShape::of(method, target, headers, body);
    return shape ? shape->text() : QString();
}

} // namespace

void TestRequestShapes::valuesLeave_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("shape");
    const auto row = [](const char *name, const char *query, const char *shape) {
        QTest::newRow(name) << QByteArray(query) << QString::fromLatin1(shape);
    };
    row("nothing to leave", "select=id,name&order=name&limit=1000", "select=id,name&order=name&limit=1000");
    row("an id", "id=eq.20000000-0000-4000-8000-000000000001", "id=eq.{uuid}");
    row("a time", "updated_at=gte.2026-11-20T10:00:00.123456Z", "updated_at=gte.{time}");
    row("a time, encoded", "at=lt.2026-11-20T10%3A00%3A00%2B00%3A00", "at=lt.{time}");
    row("a number", "version=eq.7", "version=eq.{n}");
    row("no amount, which an index may know", "amount_cents=eq.0", "amount_cents=eq.0");
    row("an amount", "amount_cents=gt.100", "amount_cents=gt.{n}");
    row("addresses", "email=eq.cy%40home.test&phone_number=eq.%2B15125550201&recipient=eq.5125550201",
        "email=eq.{email}&phone_number=eq.{phone}&recipient=eq.{phone}");
    row("an e-mail address of a message", "recipient=eq.cy@home.test", "recipient=eq.{email}");
    row("a name", "name=eq.AdLeads%2C%20Inc.", "name=eq.{text}");
    row("words of the program", "status=eq.new&urgency=in.(%22day%22,%22week%22)",
        "status=eq.new&urgency=in.(day,week)");
    row("truths", "active=is.true&erased_at=is.null&accepted_at=not.is.null&payment_ready=eq.false",
        "active=is.true&erased_at=is.null&accepted_at=not.is.null&payment_ready=eq.false");
    row("a pattern", "type=like.charge.dispute.*", "type=like.charge.dispute.*");
    row("an address whatever its letters", "or=(phone_number.eq.%2B15125550201,email.ilike.%22cy@home.test%22)",
        "or=(phone_number.eq.{phone},email.ilike.{email})");
    row("a setting", "key=eq.charge_when", "key=eq.charge_when");
    row("a setting of one source", "key=eq.source_used.50000000-0000-4000-8000-000000000001",
        "key=eq.source_used.{uuid}");
    row("ids", "id=in.(%2220000000-0000-4000-8000-000000000001%22,%2220000000-0000-4000-8000-000000000002%22)",
        "id=in.({uuid})");
    row("addresses of two kinds", "recipient=in.(%22a@b.test%22,%22+15125550201%22,%22c@d.test%22)",
        "recipient=in.({email},{phone})");
    row("a comma in a value", "name=in.(%22AdLeads,%20Inc.%22,%22a\\%22,b%22)", "name=in.({text})");
    row("a keyset",
        "updated_at=gte.2026-11-20T10:00:00Z&or=(updated_at.gt.%222026-11-20T10:00:00Z%22,and(updated_at.eq."
        "%222026-11-20T10:00:00Z%22,id.gt.20000000-0000-4000-8000-000000000001))",
        "updated_at=gte.{time}&or=(updated_at.gt.{time},and(updated_at.eq.{time},id.gt.{uuid}))");
    row("words and lists in a condition",
        "or=(status.eq.%22void%22,not.and(amount_cents.eq.%220%22,id.in.(%2220000000-0000-4000-8000-000000000001%22)),"
        "failure_code.neq.%22canceled%22)",
        "or=(status.eq.void,not.and(amount_cents.eq.0,id.in.({uuid})),failure_code.neq.canceled)");
    row("another table's columns",
        "select=id,plumbers!inner(stripe_customer_id)&plumbers.payment_ready=is.true&plumbers.email=eq.a@b.test",
        "select=id,plumbers!inner(stripe_customer_id)&plumbers.payment_ready=is.true&plumbers.email=eq.{email}");
    row("a document", "payload=cs.%7B%22data%22%3A%7B%22object%22%3A%7B%22payment_intent%22%3A%22pi_1%22%7D%7D%7D",
        "payload=cs.{\"data\":{\"object\":{\"payment_intent\":\"{text}\"}}}");
    row("a blank", "order=updated_at,id&name=like.a%20*", "order=updated_at,id&name=like.a%20*");
}

void TestRequestShapes::valuesLeave()
{
    QFETCH(QByteArray, query);
    QFETCH(QString, shape);
    QCOMPARE(lineOf("GET", "/rest/v1/leads?" + query), QStringLiteral("service GET /rest/v1/leads?") + shape);
}

void TestRequestShapes::saysWhoAsks_data()
{
    QTest::addColumn<supabase::Headers>("headers");
    QTest::addColumn<QString>("who");
    const auto row = [](const char *name, const supabase::Headers &headers, const char *who) {
        QTest::newRow(name) << headers << QString::fromLatin1(who);
    };
    row("a secret key", kService, "service");
    row("a publishable key", {{"apikey", "sb_publishable_x"}}, "anon");
    row("nobody", {}, "anon");
    row("an old service key", {{"apikey", tokenOf(R"({"role":"service_role"})")}}, "service");
    row("an old service key, twice",
        {{"APIKEY", tokenOf(R"({"role":"anon"})")},
         {"authorization", "Bearer " + tokenOf(R"({"role":"service_role"})")}},
        "service");
    row("staff", as(tokenOf(R"({"role":"authenticated","app_metadata":{"role":"staff"}})")), "staff");
    row("an admin", as(tokenOf(R"({"role":"authenticated","app_metadata":{"role":"admin"}})")), "admin");
    row("somebody without a role", as(tokenOf(R"({"role":"authenticated"})")), "norole");
    row("garbage", as("x.y.z"), "anon");
}

void TestRequestShapes::saysWhoAsks()
{
    QFETCH(supabase::Headers, headers);
    QFETCH(QString, who);
    QCOMPARE(lineOf("GET", "/rest/v1/leads", headers), who + QStringLiteral(" GET /rest/v1/leads"));
}

void TestRequestShapes::saysWhatIsWritten()
{
    QCOMPARE(lineOf("PATCH", "/rest/v1/leads?id=eq.20000000-0000-4000-8000-000000000001&version=eq.3", kService,
                    R"({"status":"new","attention":null})"),
             QStringLiteral("service PATCH /rest/v1/leads?id=eq.{uuid}&version=eq.{n} {attention,status}"));
    supabase::Headers ignoring = kService;
    ignoring.emplaceBack("Prefer", "return=representation, resolution=ignore-duplicates");
    QCOMPARE(lineOf("POST", "/rest/v1/opt_outs?on_conflict=phone_number", ignoring,
                    R"([{"phone_number":"+1"},{"phone_number":"+2"}])"),
             QStringLiteral("service POST /rest/v1/opt_outs?on_conflict=phone_number {phone_number} "
                            "resolution=ignore-duplicates"));
}

void TestRequestShapes::saysWhatIsCounted()
{
    supabase::Headers counting = kService;
    counting.emplaceBack("prefer", "count=exact");
    QCOMPARE(lineOf("GET", "/rest/v1/leads?select=id", counting),
             QStringLiteral("service GET /rest/v1/leads?select=id count=exact"));
}

void TestRequestShapes::leavesOthersAside()
{
    QVERIFY(!RequestShape::of("POST", "/auth/v1/token?grant_type=password", kService, "{}"));
    QCOMPARE(lineOf("POST", "/rest/v1/rpc/is_admin", kService, R"({"a":1})"),
             QStringLiteral("service POST /rest/v1/rpc/is_admin {a}"));
    QCOMPARE(RequestShape::of("POST", "/rest/v1/rpc/is_admin?x=1", kService, {})->table(),
             QStringLiteral("rpc/is_admin"));
}

void TestRequestShapes::linesCanBeReadBack()
{
    const QString line = QStringLiteral("service POST /rest/v1/leads?select=id {a,b} resolution=ignore-duplicates");
    const auto shape = RequestShape::fromText(line);
    QVERIFY(shape.has_value());
    QCOMPARE(shape->columns, QStringList({QStringLiteral("a"), QStringLiteral("b")}));
    QCOMPARE(shape->text(), line);
    QCOMPARE(shape->table(), QStringLiteral("leads"));
    for (const char *text : {"", "staff GET", "staff GET /auth/v1/user", "staff GET /rest/v1/leads x {a}"})
        QVERIFY2(!RequestShape::fromText(QString::fromLatin1(text)), text);
}

void TestRequestShapes::comparesWhatWasSent()
{
    QTemporaryDir dir;
    QFile file(dir.filePath(QStringLiteral("shapes.txt")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("# The list\n\nservice GET /rest/v1/leads?id=eq.{uuid}\nservice GET /rest/v1/plumbers\n");
    file.close();
    const auto list = RequestShapes::read(file.fileName());
    QVERIFY(list.ok());
    RequestShapes sent;
    sent.note("GET", "/rest/v1/leads?id=eq.20000000-0000-4000-8000-000000000001", kService, {});
    sent.note("GET", "/rest/v1/leads?id=eq.20000000-0000-4000-8000-000000000002", kService, {});
    sent.note("GET", "/rest/v1/settings", kService, {});
    sent.note("GET", "/auth/v1/settings", kService, {});
    QCOMPARE(sent.lines().size(), 2);
    QCOMPARE(sent.missingIn(*list), QStringList(QStringLiteral("service GET /rest/v1/settings")));
    QCOMPARE(list->missingIn(sent), QStringList(QStringLiteral("service GET /rest/v1/plumbers")));
}

void TestRequestShapes::theListIsInOrder_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::newRow("backwards") << QByteArray("b GET /rest/v1/x\na GET /rest/v1/x\n");
    QTest::newRow("twice") << QByteArray("a GET /rest/v1/x\na GET /rest/v1/x\n");
    QTest::newRow("no shape") << QByteArray("a GET /auth/v1/x\n");
}

void TestRequestShapes::theListIsInOrder()
{
    QFETCH(QByteArray, lines);
    QTemporaryDir dir;
    QFile file(dir.filePath(QStringLiteral("shapes.txt")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(lines);
    file.close();
    QVERIFY(!RequestShapes::read(file.fileName()).ok());
}

QTEST_GUILESS_MAIN(TestRequestShapes)
#include "tst_requestshapes.moc"
