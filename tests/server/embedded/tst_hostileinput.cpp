#include "tests/server/embedded/embeddedfixture.h"

#include "server/embedded/auth/jwt.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace pl;
using namespace pl::test;

/// What no client of ours sends. Every answer is a 4xx of the dialect's own, and the tables stay as they were.
class TestHostileInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_db.reload()); }
    void cleanup();
    void requests_data();
    void requests();
    void valuesAreNeverSql();
    void randomBytes();
    void deepDocumentsComeBackWhole_data();
    void deepDocumentsComeBackWhole();
    void manyNamesTakeNoLonger();
    void tokens_data();
    void tokens();

private:
    EmbeddedFixture m_db;
};

void TestHostileInput::cleanup()
{
    QCOMPARE(m_db.read("/rest/v1/leads?select=count").at(0).at("count").get<int>(), 6);
    QCOMPARE(m_db.read("/rest/v1/settings?select=count").at(0).at("count").get<int>(), 6);
}

void TestHostileInput::requests_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const char *method, const QByteArray &target, const QByteArray &body = {}) {
        QTest::newRow(name) << QByteArray(method) << target << body;
    };
    row("SQL as a column", "GET", "leads?select=id\"%20from%20leads--");
    row("SQL as a table", "GET", "leads%22%3B%20drop%20table%20leads");
    row("SQL as a cast", "GET", "leads?select=id::text);drop%20table%20leads");
    row("SQL as an order", "GET", "leads?order=id;drop%20table%20leads");
    row("SQL as a conflict", "POST", "leads?on_conflict=id)%20do%20nothing--", "{}");
    row("rowid", "GET", "leads?select=rowid");
    row("trigger's own table", "GET", "_request");
    row("assignment's view", "POST", "_assignment", "{\"lead_id\":\"x\"}");
    row("null in a value", "GET", "leads?email=eq.a%00b");
    row("null in a body", "POST", "opt_outs", "{\"phone_number\":\"a\\u0000b\"}");
    row("deep logic", "GET", "leads?or=" + QByteArray("(or").repeated(500) + QByteArray(")").repeated(500));
    row("deep embedding", "GET",
        "leads?select=" + QByteArray("leads(").repeated(100) + "id" + QByteArray(")").repeated(100));
    row("deep JSON", "POST", "settings",
        "{\"key\":\"k\",\"value\":" + QByteArray("[").repeated(5000) + QByteArray("]").repeated(5000) + "}");
    row("bad UTF-8 in a body", "POST", "opt_outs", "{\"phone_number\":\"\xff\xfe\"}");
    row("catastrophic expression", "GET", "leads?email=match.(");
    row("number beyond all", "GET", "leads?version=eq.1e999");
    row("path upwards", "GET", "..%2f..%2fetc%2fpasswd");
    row("half a percent", "GET", "leads?%=eq.1");
    row("half a CSV", "POST", "leads", "\"");
}

void TestHostileInput::requests()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    const http::Response answer = m_db.ask(QStringLiteral("service"), method, "/rest/v1/" + target, body);
    QVERIFY2(answer.status >= 400 && answer.status < 500, answer.body.constData());
    QVERIFY(!codeOf(answer).isEmpty());
}

void TestHostileInput::valuesAreNeverSql()
{
    const QByteArray evil = "'); drop table leads; --";
    const QByteArray body = "{\"phone_number\":\"x' or 1=1 --\"}";
    QCOMPARE(m_db.ask(QStringLiteral("service"), "POST", "/rest/v1/opt_outs", body).status, 201);
    QCOMPARE(m_db.read("/rest/v1/opt_outs?phone_number=eq.x' or 1=1 --").size(), size_t(1));
    QCOMPARE(m_db.read("/rest/v1/leads?email=eq." + evil.toPercentEncoding()).size(), size_t(0));
    QCOMPARE(m_db.read("/rest/v1/leads?email=in.(%22" + evil.toPercentEncoding() + "%22)").size(), size_t(0));
    QCOMPARE(m_db.read("/rest/v1/leads?consent->>%22a'b%22=eq.1").size(), size_t(0));
}

void TestHostileInput::randomBytes()
{
    QRandomGenerator random(7);
    const auto bytes = [&random](int length) {
        QByteArray text;
        for (int i = 0; i < length; ++i)
            text += char(random.bounded(1, 256));
        return text;
    };
    for (int i = 0; i < 300; ++i) {
        const http::Response read =
            m_db.ask(QStringLiteral("service"), "GET", "/rest/v1/leads?id=is.null&" + bytes(random.bounded(40)));
        QVERIFY2(read.status < 500, read.body.constData());
        const http::Response written =
            m_db.ask(QStringLiteral("service"), "POST", "/rest/v1/leads", bytes(random.bounded(40)));
        QCOMPARE(written.status, 400);
    }
}

void TestHostileInput::deepDocumentsComeBackWhole_data()
{
    QTest::addColumn<QByteArray>("accept");
    QTest::newRow("JSON") << QByteArray("application/json");
    QTest::newRow("JSON without nulls") << QByteArray("application/vnd.pgrst.array+json;nulls=stripped");
    QTest::newRow("CSV") << QByteArray("text/csv");
}

/// The deepest document that is taken is still read when an answer wraps it.
void TestHostileInput::deepDocumentsComeBackWhole()
{
    QFETCH(QByteArray, accept);
    const QByteArray deepest = QByteArray(99, '[') + QByteArray(99, ']');
    const QByteArray plumber = "/rest/v1/plumbers?id=eq.10000000-0000-4000-8000-000000000001";
    const auto staff = QStringLiteral("staff");
    QCOMPARE(m_db.ask(staff, "PATCH", plumber, "{\"services\":[" + deepest + "]}").status, 400);
    QCOMPARE(m_db.ask(staff, "PATCH", plumber, "{\"services\":" + deepest + '}').status, 204);
    const http::Response answer =
        m_db.ask(staff, "GET", "/rest/v1/leads?select=id,plumbers(services,leads(id,plumbers(services)))", {},
                 {{"Accept", accept}});
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body.count(deepest), 2);
}

/// Looking for a repeated name must not take a look at all the others: anybody may send a body.
void TestHostileInput::manyNamesTakeNoLonger()
{
    QByteArray body = "{\"a\":1";
    for (int i = 0; i < 300'000; ++i)
        body += ",\"n" + QByteArray::number(i) + "\":1";
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(codeOf(m_db.ask(QStringLiteral("anon"), "POST", "/rest/v1/leads", body + '}')), QByteArray("PGRST204"));
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
}

void TestHostileInput::tokens_data()
{
    using embedded::signJwt;
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("code");
    const auto part = [](const QByteArray &text) {
        return text.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    };
    const QByteArray service = part("{\"role\":\"service_role\"}");
    QTest::newRow("none") << QByteArray("") << QByteArray("PGRST301");
    QTest::newRow("one part") << QByteArray("x") << QByteArray("PGRST301");
    QTest::newRow("unsigned") << part("{\"alg\":\"none\"}") + '.' + service + '.' << QByteArray("PGRST301");
    QTest::newRow("another algorithm") << part("{\"alg\":\"HS512\"}") + '.' + service + ".x" << QByteArray("PGRST301");
    QTest::newRow("no signature") << part("{\"alg\":\"HS256\"}") + '.' + service + '.' << QByteArray("PGRST301");
    QTest::newRow("expiry is a word") << signJwt({{"role", "service_role"}, {"exp", "never"}}, kSecret)
                                      << QByteArray("PGRST303");
    QTest::newRow("not yet") << signJwt({{"role", "service_role"}, {"nbf", 4'000'000'000}}, kSecret)
                             << QByteArray("PGRST303");
    QTest::newRow("no object") << signJwt(nlohmann::json::array(), kSecret) << QByteArray("PGRST303");
    QTest::newRow("role that is none") << signJwt({{"role", "postgres"}}, kSecret) << QByteArray("22023");
}

void TestHostileInput::tokens()
{
    QFETCH(QByteArray, token);
    const http::Response answer =
        m_db.ask(QStringLiteral("anon"), "GET", "/rest/v1/leads", {}, {{"Authorization", "Bearer " + token}});
    QCOMPARE(answer.status, 401);
    QTEST(codeOf(answer), "code");
}

QTEST_GUILESS_MAIN(TestHostileInput)
#include "tst_hostileinput.moc"
