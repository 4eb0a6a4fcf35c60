#include "tests/server/embedded/embeddedfixture.h"

#include <QTest>

using namespace pl;
using namespace pl::test;

/// What the recordings leave open of PostgREST's dialect: each row asks once, on a fresh fixture. The last digits of
/// ids stand for the rows.
class TestDialect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_db.reload()); }
    void filters_data();
    void filters();
    void shapes_data();
    void shapes();
    void refusals_data();
    void refusals();
    void ranges_data();
    void ranges();
    void csvIsPostgresRecords();
    void preferencesAreEchoed();
    void headersOnlyGivesTheLocation();
    void singleObjectIsAllOrNothing();
    void maxAffectedRollsBack();
    void putWritesOneRow();
    void csvAndFormBodies();
    void writesShowEmbeddedRowsAsTheyWere();
    void atMostMaxRows();

private:
    EmbeddedFixture m_db;
};

namespace {

const QString kStaff = QStringLiteral("staff");
const QString kAdmin = QStringLiteral("admin");
const QString kService = QStringLiteral("service");
const http::Headers kRepresentation{{"Prefer", "return=representation"}};
const QByteArray kLeadStem = "20000000-0000-4000-8000-00000000000";
const QByteArray kPlumber = "10000000-0000-4000-8000-00000000000";
const QByteArray kNewLead =
    R"({"first_name":"Hal","last_name":"New","email":"hal@home.test","phone_number":"1","service_needed":"Drain Cleaning","urgency":"day")";

/// "1,3" for rows whose ids end so.
QString lastDigits(const nlohmann::json &rows)
{
    QStringList digits;
    for (const auto &row : rows)
        digits += QString::fromStdString(row.at("id").get<std::string>()).right(1);
    return digits.join(u',');
}

} // namespace

void TestDialect::filters_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("ids");
    const auto leads = [](const char *name, const char *filter, const char *ids) {
        const QByteArray select = QByteArray(filter).startsWith("select=") ? "" : "select=id&";
        QTest::newRow(name) << "leads?order=id&" + select + filter << QString::fromLatin1(ids);
    };
    leads("gt", "version=gt.1", "3,4,5,6");
    leads("gte", "version=gte.2", "3,4,5,6");
    leads("lt", "version=lt.2", "1,2");
    leads("lte text", "urgency=lte.month", "1,3,4,6");
    leads("eq any", "status=eq(any).{new,assigned}", "1,2,3,6");
    leads("like all", "first_name=like(all).{*d*,*i*}", "");
    leads("ilike any", "first_name=ilike(any).{C*,*lo}", "1,4");
    leads("ilike folds all letters", "last_name=ilike.*%C5%BB%C3%93*", "6");
    leads("like underscore", "first_name=like._d", "3");
    leads("like escaped", "last_name=like.100%5C%25%5C_*", "5");
    leads("like newline", "description=like.*one*two*", "3");
    leads("match", "first_name=match.%5E[CD]", "1,2");
    leads("imatch", "first_name=imatch.%5Ec", "1");
    leads("not like", "zip_code=not.like.787*", "");
    leads("in quoted", "last_name=in.(%22Day%22,%22100%25_sure%22)", "1,5");
    leads("in with a comma in quotes",
          "description=in.(%22Water under the sink%22,%22(parens), [brackets] %26 *stars*%22)", "1,6");
    leads("in nothing", "id=in.()", "");
    leads("not in", "status=not.in.(new,completed)", "3,6");
    leads("is not null", "closed_reason=is.not_null", "4,5");
    leads("not is null", "closed_reason=not.is.null", "4,5");
    leads("isdistinct", "closed_reason=isdistinct.done", "1,2,3,5,6");
    leads("neq leaves nulls out", "closed_reason=neq.done", "5");
    leads("and", "and=(status.eq.new,urgency.eq.day)", "1");
    leads("not and", "not.and=(status.eq.new,urgency.eq.day)", "2,3,4,5,6");
    leads("nested", "or=(and(status.eq.new,urgency.eq.day),not.and(status.neq.completed,version.gt.0))", "1,4,5");
    leads("or with in and quotes", "or=(id.in.(20000000-0000-4000-8000-000000000002),last_name.eq.%22100%25_sure%22)",
          "2,5");
    leads("or with not", "or=(status.not.eq.new,first_name.not.is.null)&version=eq.1", "1,2");
    leads("twice the same column", "version=gte.2&version=lt.3", "3,5,6");
    leads("timestamp with Z", "created_at=lt.2026-11-18T12:00:00Z", "5");
    leads("timestamp with offset", "created_at=gte.2026-11-20T14:00:00%2B01:00", "6");
    leads("date alone", "created_at=lt.2026-11-18", "5");
    leads("uuid in capitals",
          "assigned_plumber_id=eq.10000000-0000-4000-8000-00000000000"
          "1",
          "3");
    leads("embedded many-to-one is there", "select=id,plumbers()&plumbers=not.is.null", "3,4,6");
    leads("embedded many-to-one is not there", "select=id,plumbers()&plumbers=is.null", "1,2,5");
    leads("or across an embedding", "select=id,plumbers!inner()&plumbers.or=(first_name.eq.Ann,first_name.eq.Zo%C3%AB)",
          "3");
    const auto plumbers = [](const char *name, const char *filter, const char *ids) {
        const QByteArray select = QByteArray(filter).startsWith("select=") ? "" : "select=id&";
        QTest::newRow(name) << "plumbers?order=id&" + select + filter << QString::fromLatin1(ids);
    };
    plumbers("boolean is", "payment_ready=is.true", "1,3");
    plumbers("boolean eq t", "payment_ready=eq.t", "1,3");
    plumbers("contains two", "services=cs.[%22Drain%20Cleaning%22,%22Leak Detection %26 Repair%22]", "1");
    plumbers("contains nothing", "services=cs.[]", "1,2,3,4");
    plumbers("contained", "services=cd.[%22Drain%20Cleaning%22]", "2,4");
    plumbers("json index", "services->>0=eq.Drain Cleaning", "2");
    plumbers("json element", "services->1=eq.%22Drain Cleaning%22", "1");
    plumbers("json from the end", "services->>-1=eq.Drain Cleaning", "1,2");
    plumbers("json eq", "services=eq.[]", "4");
    plumbers("apostrophe", "last_name=eq.O'Hara", "2");
    plumbers("comma", "last_name=eq.Comma, Jr.", "4");
    plumbers("quotes", "first_name=eq.Dee %22Dee%22", "4");
    plumbers("quotes in in", "first_name=in.(%22Dee \\%22Dee\\%22%22,Ann)", "1,4");
    plumbers("one to many filter", "select=id,leads!inner(id)&leads.status=eq.completed", "2");
    plumbers("null embed filter", "select=id,leads(id)&leads=is.null", "3,4");
}

void TestDialect::filters()
{
    QFETCH(QByteArray, query);
    QFETCH(QString, ids);
    const http::Response answer = m_db.ask(kStaff, "GET", "/rest/v1/" + query);
    QVERIFY2(answer.status == 200, answer.body.constData());
    QCOMPARE(lastDigits(jsonOf(answer)), ids);
}

void TestDialect::shapes_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *query, const char *expected) {
        QTest::newRow(name) << QByteArray(query) << QByteArray(expected);
    };
    row("no columns", "plumbers?select=&limit=2", "[{},{}]");
    row("casts", "leads?select=version::text,created_at::date,v:version::int,t:created_at::text&limit=1",
        R"([{"version":"1","created_at":"2026-11-20","v":1,"t":"2026-11-20 10:00:00+00"}])");
    row("boolean as text", "plumbers?select=payment_ready::text,n:payment_ready::int&limit=1",
        R"([{"payment_ready":"true","n":1}])");
    row("json as text", "plumbers?select=services::text&id=eq.10000000-0000-4000-8000-000000000001",
        R"([{"services":"[\"Leak Detection & Repair\", \"Drain Cleaning\"]"}])");
    row("json path", "settings?select=value->day,w:value->>week&key=eq.urgency_factor", R"([{"day":1.5,"w":"1.0"}])");
    row("count", "leads?select=count", R"([{"count":6}])");
    row("count, filtered and renamed", "leads?select=n:count&status=eq.new", R"([{"n":2}])");
    row("embed by column", "leads?select=assigned_plumber_id(first_name)&id=eq.20000000-0000-4000-8000-000000000003",
        R"([{"assigned_plumber_id":{"first_name":"Ann"}}])");
    row("embed by constraint",
        "leads?select=p:leads_assigned_plumber_id_fkey(email)&status=eq.assigned&limit=1&order=id",
        R"([{"p":{"email":"ann@pipes.test"}}])");
    row("embed by hint", "leads?select=plumbers!assigned_plumber_id(email)&status=eq.assigned&limit=1&order=id",
        R"([{"plumbers":{"email":"ann@pipes.test"}}])");
    row("embed itself", "leads?select=duplicate_of(id),leads(id)&limit=1", R"([{"duplicate_of":null,"leads":[]}])");
    row("nested",
        "plumbers?select=first_name,leads(first_name,lead_sources(name))&id=eq.10000000-0000-4000-8000-000000000002&"
        "leads.order=first_name.desc",
        R"([{"first_name":"Bob","leads":[{"first_name":"Łukasz","lead_sources":null},{"first_name":"Flo","lead_sources":null}]}])");
    row("embedded limit and offset",
        "plumbers?select=leads(first_name)&leads.order=created_at&leads.limit=1&leads.offset=1&id=eq.10000000-0000-"
        "4000-8000-000000000002",
        R"([{"leads":[{"first_name":"Łukasz"}]}])");
    row("embedded filter leaves parents",
        "plumbers?select=first_name,leads(status)&leads.status=eq.completed&order=id&limit=2",
        R"([{"first_name":"Ann","leads":[]},{"first_name":"Bob","leads":[{"status":"completed"}]}])");
    row("inner to-many", "plumbers?select=first_name,leads!inner(status)&leads.status=eq.completed",
        R"([{"first_name":"Bob","leads":[{"status":"completed"}]}])");
    row("spread", "leads?select=id,...plumbers(plumber:first_name)&order=id&limit=1&status=eq.assigned",
        R"([{"id":"20000000-0000-4000-8000-000000000003","plumber":"Ann"}])");
    row("spread of nothing", "leads?select=first_name,...plumbers(email)&order=id&limit=1",
        R"([{"first_name":"Cy","email":null}])");
    row("order by embedded",
        "leads?select=first_name,plumbers()&order=plumbers(first_name).desc.nullslast,first_name&limit=3",
        R"([{"first_name":"Flo"},{"first_name":"Łukasz"},{"first_name":"Ed"}])");
    row("order by json", "plumbers?select=first_name&order=services->>0.desc.nullslast&limit=1",
        R"([{"first_name":"Zoë"}])");
    row("order by jsonb", "settings?select=key&order=value.desc&limit=3",
        R"([{"key":"sla_minutes"},{"key":"urgency_factor"},{"key":"default_price_cents"}])");
    row("order by jsonb arrays", "plumbers?select=first_name&order=services",
        R"([{"first_name":"Dee \"Dee\""},{"first_name":"Bob"},{"first_name":"Zoë"},{"first_name":"Ann"}])");
    row("order is by code points", "plumbers?select=last_name&order=last_name",
        R"([{"last_name":"Comma, Jr."},{"last_name":"Lee"},{"last_name":"O'Hara"},{"last_name":"Ångström"}])");
    row("star and embed", "services?select=*&name=eq.Drain%20Cleaning",
        R"([{"name":"Drain Cleaning","category":"Maintenance","price_cents":2500,"active":true,"updated_at":"2026-11-01T08:00:00+00:00","version":1}])");
    row("blanks around", "leads?select=id , first_name&order=id , first_name.desc&limit=1",
        R"([{"id":"20000000-0000-4000-8000-000000000001","first_name":"Cy"}])");
}

void TestDialect::shapes()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, expected);
    const http::Response answer = m_db.ask(kAdmin, "GET", "/rest/v1/" + query);
    QVERIFY2(answer.status == 200, answer.body.constData());
    QVERIFY2(jsonOf(answer) == nlohmann::json::parse(expected.toStdString()), answer.body.constData());
}

void TestDialect::refusals_data()
{
    QTest::addColumn<QString>("who");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    const auto get = [](const char *name, const char *target, int status, const char *code) {
        QTest::newRow(name) << kAdmin << QByteArray("GET") << QByteArray(target) << QByteArray() << status
                            << QString::fromLatin1(code);
    };
    get("bad uuid", "leads?id=eq.x", 400, "22P02");
    get("bad uuid in a list", "leads?id=in.(x)", 400, "22P02");
    get("bad boolean", "plumbers?payment_ready=eq.maybe", 400, "22P02");
    get("bad time", "leads?created_at=gt.yesterdayish", 400, "22007");
    get("no such day", "leads?created_at=gt.2026-02-30", 400, "22008");
    get("big integer", "plumbers?service_radius_miles=eq.99999999999", 400, "22003");
    get("bad json", "plumbers?services=cs.{", 400, "22P02");
    get("like on uuid", "leads?id=like.2*", 404, "42883");
    get("contains on text", "leads?email=cs.x", 404, "42883");
    get("contained on text", "leads?email=cd.x", 400, "42725");
    get("comparison of json", "plumbers?services=gt.[]", 400, "PGRST127");
    get("overlap on json", "plumbers?services=ov.[]", 404, "42883");
    get("is true on text", "leads?email=is.true", 400, "42804");
    get("is what", "leads?email=is.what", 400, "PGRST100");
    get("bad regular expression", "leads?email=match.(", 400, "2201B");
    get("bad cast", "leads?select=id::nope", 400, "42704");
    get("cast that is none", "leads?select=created_at::int", 400, "42846");
    get("cast of a value", "leads?select=email::int", 400, "22P02");
    get("count beside a column", "leads?select=status,count", 400, "42803");
    get("aggregate", "payments?select=amount_cents.sum()", 400, "PGRST123");
    get("count()", "payments?select=count()", 400, "PGRST123");
    get("unknown column ordered", "leads?order=nope", 400, "42703");
    get("unknown column embedded", "leads?select=plumbers(nope)", 400, "42703");
    get("filter on what is not embedded", "leads?plumbers.email=eq.x", 400, "PGRST108");
    get("order by what is not embedded", "leads?order=plumbers(email)", 400, "PGRST108");
    get("order by many", "plumbers?select=leads(id)&order=leads(id)", 400, "PGRST118");
    get("operator on an embedding", "leads?select=plumbers()&plumbers=eq.x", 400, "PGRST120");
    get("hint that fits nothing", "leads?select=plumbers!nope(id)", 400, "PGRST200");
    get("unbalanced select", "leads?select=plumbers(id", 400, "PGRST100");
    get("unbalanced logic", "leads?or=(id.is.null", 400, "PGRST100");
    get("empty logic", "leads?or=()", 400, "PGRST100");
    get("list without parentheses", "leads?id=in.1,2", 400, "PGRST100");
    get("order too much", "leads?order=id.asc.desc", 400, "PGRST100");
    get("negative limit", "leads?limit=-1", 416, "PGRST103");
    get("negative offset", "leads?offset=-1", 400, "2201X");
    get("function", "rpc/lead_price?a=1", 404, "PGRST202");
    get("function that is not theirs", "rpc/lead_price_cents?service=x&urgency=day", 403, "42501");
    get("the server's function", "rpc/end_sessions?person=80000000-0000-4000-8000-000000000001", 403, "42501");
    get("path too long", "leads/1", 404, "PGRST125");
    get("Auth's tables", "_auth_users", 404, "PGRST205");
    get("SQLite's tables", "sqlite_master", 404, "PGRST205");
    const auto write = [](const char *name, const QString &who, const char *method, const char *target,
                          const QByteArray &body, int status, const char *code) {
        QTest::newRow(name) << who << QByteArray(method) << QByteArray(target) << body << status
                            << QString::fromLatin1(code);
    };
    write("no body", kService, "POST", "leads", "", 400, "PGRST102");
    write("null for a default", kService, "POST", "leads", kNewLead + R"(,"status":null})", 400, "23502");
    write("bad type", kService, "POST", "leads", kNewLead + R"(,"version":"x"})", 400, "22P02");
    write("bad time in a body", kService, "POST", "leads", kNewLead + R"(,"created_at":"soon"})", 400, "22007");
    write("unknown source", kService, "POST", "leads",
          kNewLead + R"(,"source_id":"50000000-0000-4000-8000-000000000009"})", 409, "23503");
    write("same external id", kService, "POST", "leads",
          kNewLead + R"(,"source_id":"50000000-0000-4000-8000-000000000001","external_id":"w-1"})", 409, "23505");
    write("identity", kService, "POST", "lead_events",
          R"({"id":9,"lead_id":"20000000-0000-4000-8000-000000000001","kind":"note","actor":"x"})", 400, "428C9");
    write("identity changed", kService, "PATCH", "lead_events?id=eq.1", R"({"id":9})", 400, "428C9");
    write(
        "second live payment", kService, "POST", "payments",
        R"({"lead_id":"20000000-0000-4000-8000-000000000003","plumber_id":"10000000-0000-4000-8000-000000000001","amount_cents":1})",
        409, "23505");
    write("on_conflict without a key", kService, "POST", "leads?on_conflict=email", kNewLead + "}", 201, "");
    write("columns that are none", kService, "POST", "leads?columns=nope", "[{}]", 400, "PGRST204");
    write("changes nothing unknown", kService, "PATCH", "leads?id=is.null", R"({"nope":1})", 400, "PGRST204");
    write("bad value for no row at all", kService, "PATCH", "leads?id=is.null", R"({"version":"x"})", 204, "");
    write("filter of a change", kService, "PATCH", "leads?nope=eq.1", R"({"status":"new"})", 400, "42703");
    write("filter of a delete", kService, "DELETE", "leads?id=eq.x", "", 400, "22P02");
    write("new with a plumber", kStaff, "PATCH", "leads?id=eq.20000000-0000-4000-8000-000000000003",
          R"({"closed_reason":"other"})", 400, "23514");
    write("anon writes plumbers", QStringLiteral("anon"), "PATCH", "plumbers?id=is.null", R"({"email":"x"})", 401,
          "42501");
    write("staff adds a price", kStaff, "POST", "services", R"({"name":"x","category":"y","price_cents":100})", 403,
          "42501");
    write(
        "admin adds a payment", kAdmin, "POST", "payments",
        R"({"lead_id":"20000000-0000-4000-8000-000000000001","plumber_id":"10000000-0000-4000-8000-000000000001","amount_cents":1})",
        403, "42501");
    write("admin changes an amount with a refund", kAdmin, "PATCH",
          "payments?id=eq.30000000-0000-4000-8000-000000000001", R"({"status":"refund_requested","amount_cents":1})",
          403, "42501");
    write("price below nothing", kAdmin, "PATCH", "services?name=eq.Drain%20Cleaning", R"({"price_cents":-1})", 400,
          "23514");
    write("key of a source with leads", kService, "PATCH", "lead_sources?name=eq.website",
          R"({"id":"50000000-0000-4000-8000-000000000009"})", 409, "23503");
    write("a lead with payments", kService, "DELETE", "leads?id=eq.20000000-0000-4000-8000-000000000003", "", 409,
          "23503");
    write("forged", QStringLiteral("forged"), "GET", "leads", "", 401, "PGRST301");
    write("unknown method", kStaff, "TRACE", "leads", "", 405, "PGRST117");
}

void TestDialect::refusals()
{
    QFETCH(QString, who);
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, code);
    const http::Response answer = m_db.ask(who, method, "/rest/v1/" + target, body);
    QVERIFY2(answer.status == status, answer.body.constData());
    if (!code.isEmpty())
        QCOMPARE(QString::fromLatin1(codeOf(answer)), code);
}

void TestDialect::ranges_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("range");
    QTest::addColumn<bool>("counted");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("contentRange");
    const auto row = [](const char *name, const char *query, const char *range, bool counted, int status,
                        const char *contentRange) {
        QTest::newRow(name) << QByteArray(query) << QByteArray(range) << counted << status << QByteArray(contentRange);
    };
    row("all, counted", "", "", true, 200, "0-5/6");
    row("limit", "&limit=2", "", false, 200, "0-1/*");
    row("limit, counted", "&limit=2", "", true, 206, "0-1/6");
    row("offset", "&offset=4", "", false, 200, "4-5/*");
    row("offset at the end, counted", "&offset=6", "", true, 206, "*/6");
    row("limit zero, counted", "&limit=0", "", true, 206, "*/6");
    row("range past the end", "", "4-100", false, 200, "4-5/*");
    row("open range", "", "3-", false, 200, "3-5/*");
    row("range and limit", "&limit=2", "1-5", false, 200, "1-1/*");
    row("no range at all", "", "pages=1", false, 200, "0-5/*");
    row("counted nothing", "&id=is.null", "", true, 200, "*/0");
}

void TestDialect::ranges()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, range);
    QFETCH(bool, counted);
    http::Headers headers;
    if (!range.isEmpty())
        headers.emplaceBack("Range", range);
    if (counted)
        headers.emplaceBack("Prefer", "count=exact");
    const http::Response answer = m_db.ask(kStaff, "GET", "/rest/v1/leads?select=id&order=id" + query, {}, headers);
    QTEST(answer.status, "status");
    QTEST(answer.header("Content-Range"), "contentRange");
}

void TestDialect::csvIsPostgresRecords()
{
    const http::Headers csv{{"Accept", "text/csv"}};
    http::Response answer = m_db.ask(
        kStaff, "GET",
        "/rest/v1/plumbers?select=first_name,last_name,services,payment_ready,stripe_customer_id,updated_at&order=id",
        {}, csv);
    QCOMPARE(answer.header("Content-Type"), QByteArray("text/csv; charset=utf-8"));
    QCOMPARE(answer.body,
             QByteArray("first_name,last_name,services,payment_ready,stripe_customer_id,updated_at\n"
                        "Ann,Lee,\"[\"\"Leak Detection & Repair\"\", \"\"Drain Cleaning\"\"]\",t,cus_ann,\"2026-11-02 "
                        "09:00:00+00\"\n"
                        "Bob,O'Hara,\"[\"\"Drain Cleaning\"\"]\",f,,\"2026-11-02 09:01:00+00\"\n"
                        "Zoë,Ångström,\"[\"\"Water Heater Installation\"\"]\",t,cus_zoe,\"2026-11-02 09:02:00+00\"\n"
                        "\"Dee \"\"Dee\"\"\",\"Comma, Jr.\",[],f,,\"2026-11-02 09:03:00.123456+00\""));
    answer = m_db.ask(kStaff, "GET",
                      "/rest/v1/leads?select=description,plumbers(first_name,id)&id=eq." + kLeadStem + "3", {}, csv);
    QCOMPARE(
        answer.body,
        QByteArray("description,plumbers\n"
                   "\"Line one\nline two, with \"\"quotes\"\"\","
                   "\"{\"\"id\"\": \"\"10000000-0000-4000-8000-000000000001\"\", \"\"first_name\"\": \"\"Ann\"\"}\""));
}

void TestDialect::preferencesAreEchoed()
{
    const QByteArray body = kNewLead + "}";
    http::Response answer =
        m_db.ask(kStaff, "POST", "/rest/v1/leads?select=status", body,
                 {{"Prefer", "count=exact, return=representation,missing=default,tx=commit,nonsense"}});
    QCOMPARE(answer.status, 201);
    QCOMPARE(answer.header("Preference-Applied"), QByteArray("missing=default, return=representation, count=exact"));
    QCOMPARE(answer.header("Content-Range"), QByteArray("*/1"));
    answer = m_db.ask(kStaff, "PATCH", "/rest/v1/leads?id=eq." + kLeadStem + "1", R"({"zip_code":"1"})",
                      {{"Prefer", "return=minimal"}, {"Prefer", "count=exact,handling=lenient"}});
    QCOMPARE(answer.status, 204);
    QCOMPARE(answer.header("Preference-Applied"), QByteArray("return=minimal, count=exact, handling=lenient"));
    QCOMPARE(answer.header("Content-Range"), QByteArray("0-0/1"));
    answer = m_db.ask(kStaff, "GET", "/rest/v1/leads", {}, {{"Prefer", "handling=strict, nonsense"}});
    QCOMPARE(answer.status, 400);
    QCOMPARE(codeOf(answer), QByteArray("PGRST122"));
}

void TestDialect::headersOnlyGivesTheLocation()
{
    const http::Response answer =
        m_db.ask(kAdmin, "POST", "/rest/v1/services", R"({"name":"A & B","category":"C","price_cents":100})",
                 {{"Prefer", "return=headers-only"}});
    QCOMPARE(answer.status, 201);
    QCOMPARE(answer.header("Location"), QByteArray("/services?name=eq.A%20%26%20B"));
    QVERIFY(answer.body.isEmpty());
}

void TestDialect::singleObjectIsAllOrNothing()
{
    const http::Headers object{{"Accept", "application/vnd.pgrst.object+json"}, {"Prefer", "return=representation"}};
    http::Response answer = m_db.ask(kStaff, "PATCH", "/rest/v1/leads?status=eq.new", R"({"zip_code":"1"})", object);
    QCOMPARE(answer.status, 406);
    QCOMPARE(m_db.read("/rest/v1/leads?zip_code=eq.1").size(), size_t(0));
    answer = m_db.ask(kStaff, "PATCH", "/rest/v1/leads?select=zip_code&id=eq." + kLeadStem + "1", R"({"zip_code":"1"})",
                      object);
    QCOMPARE(answer.body, QByteArray("{\"zip_code\":\"1\"}"));
    QCOMPARE(answer.header("Content-Type"), QByteArray("application/vnd.pgrst.object+json; charset=utf-8"));
    answer = m_db.ask(kStaff, "GET", "/rest/v1/leads?select=zip_code,source_id&id=eq." + kLeadStem + "2", {},
                      {{"Accept", "application/vnd.pgrst.array+json;nulls=stripped"}});
    QCOMPARE(answer.body, QByteArray("[{}]"));
}

void TestDialect::maxAffectedRollsBack()
{
    const http::Response answer = m_db.ask(kService, "DELETE", "/rest/v1/opt_outs?phone_number=is.null", {},
                                           {{"Prefer", "handling=strict, max-affected=0"}});
    QCOMPARE(answer.status, 204);
    const http::Response refused = m_db.ask(kStaff, "PATCH", "/rest/v1/leads", R"({"zip_code":"1"})",
                                            {{"Prefer", "handling=strict, max-affected=5"}});
    QCOMPARE(refused.status, 400);
    QCOMPARE(codeOf(refused), QByteArray("PGRST124"));
    QCOMPARE(m_db.read("/rest/v1/leads?zip_code=eq.1").size(), size_t(0));
}

void TestDialect::putWritesOneRow()
{
    const QByteArray target = "/rest/v1/services?name=eq.New";
    const QByteArray body = R"({"name":"New","category":"C","price_cents":100})";
    QCOMPARE(m_db.ask(kAdmin, "PUT", target, body, kRepresentation).status, 201);
    const http::Response again = m_db.ask(kAdmin, "PUT", target, body, kRepresentation);
    QCOMPARE(again.status, 200);
    QCOMPARE(jsonOf(again).at(0).at("version").get<int>(), 2);
    QCOMPARE(codeOf(m_db.ask(kAdmin, "PUT", "/rest/v1/services?name=eq.Other", body)), QByteArray("PGRST115"));
}

void TestDialect::csvAndFormBodies()
{
    const QByteArray csv = "name,category,price_cents,active\r\n\"A, \"\"B\"\"\",C,100,true\nD,NULL,2,f\n";
    http::Response answer = m_db.ask(kAdmin, "POST", "/rest/v1/services", csv, {{"Content-Type", "text/csv"}});
    QCOMPARE(codeOf(answer), QByteArray("23502")); // the NULL
    answer = m_db.ask(kAdmin, "POST", "/rest/v1/services?select=name,active", QByteArray(csv).replace("NULL", "E"),
                      {{"Content-Type", "text/csv; charset=utf-8"}, {"Prefer", "return=representation"}});
    const auto expected = nlohmann::json::parse(R"([{"name":"A, \"B\"","active":true},{"name":"D","active":false}])");
    QVERIFY2(jsonOf(answer) == expected, answer.body.constData());
    answer = m_db.ask(kAdmin, "POST", "/rest/v1/services?select=name", "name=F+G%26H&category=C&price_cents=300",
                      {{"Content-Type", "application/x-www-form-urlencoded"}, {"Prefer", "return=representation"}});
    QCOMPARE(answer.body, QByteArray("[{\"name\":\"F G&H\"}]"));
    answer = m_db.ask(kAdmin, "POST", "/rest/v1/services", "x", {{"Content-Type", "text/plain"}});
    QCOMPARE(codeOf(answer), QByteArray("PGRST102"));
}

/// As one statement of PostgreSQL sees it: the lead as it is written, the payment that its trigger makes not yet.
void TestDialect::writesShowEmbeddedRowsAsTheyWere()
{
    const nlohmann::json rows = m_db.json(
        kAdmin, "PATCH", "/rest/v1/leads?select=status,plumbers(first_name),payments(id)&id=eq." + kLeadStem + "1",
        R"({"assigned_plumber_id":")" + kPlumber + R"(1"})", kRepresentation);
    const auto expected =
        nlohmann::json::parse(R"([{"status":"assigned","plumbers":{"first_name":"Ann"},"payments":[]}])");
    QVERIFY(rows == expected);
    QCOMPARE(m_db.read("/rest/v1/payments?lead_id=eq." + kLeadStem + "1").size(), size_t(1));
}

void TestDialect::atMostMaxRows()
{
    QByteArray many = "[";
    for (int i = 0; i < 1200; ++i)
        many += (i > 0 ? "," : "") + QByteArray(R"({"phone_number":")") + QByteArray::number(i) + "\"}";
    QCOMPARE(m_db.ask(kService, "POST", "/rest/v1/opt_outs", many + ']').status, 201);
    QCOMPARE(m_db.read("/rest/v1/opt_outs?select=phone_number").size(), size_t(1000));
    QCOMPARE(m_db.read("/rest/v1/opt_outs?select=phone_number&limit=5000&offset=1000").size(), size_t(200));
    const http::Response counted = m_db.ask(kService, "HEAD", "/rest/v1/opt_outs", {}, {{"Prefer", "count=exact"}});
    QCOMPARE(counted.status, 206);
    QCOMPARE(counted.header("Content-Range"), QByteArray("0-999/1200"));
}

QTEST_GUILESS_MAIN(TestDialect)
#include "tst_dialect.moc"
