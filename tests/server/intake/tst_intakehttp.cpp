#include "tests/server/metrics/prometheustext.h"
#include "tests/support/serverprocess.h"

#include <QElapsedTimer>
#include <QTest>
#include <QUuid>

using namespace pl::test;
using namespace Qt::StringLiterals;
using nlohmann::json;

/// What sources and those who watch them see of a running server.
class TestIntakeHttp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void takesAFormFromItsPage();
    void enforcesTheLimits();
    void showsWhenAKeyWasUsed();
    void revokesAtOnce();
    void chargesNobodyForTheSamePersonAgain();
    void writesMetrics();
    void showsMetricsOnlyWithAToken();
    void refusesInvalidOptions_data();
    void refusesInvalidOptions();

private:
    ServerReply post(const QByteArray &key, const json &body, const ServerProcess::Headers &more = {});
    json source(const QString &name);
    PrometheusText metrics();
    static json lead(const char *email);

    std::unique_ptr<ServerProcess> m_server;
    QByteArray m_key;
};

json TestIntakeHttp::lead(const char *email)
{
    return {{"first_name", "Maria"},
            {"last_name", "Ünal"},
            {"email", email},
            {"phone_number", "5125550143"},
            {"service_needed", "Drain Cleaning"},
            {"urgency", "day"}};
}

ServerReply TestIntakeHttp::post(const QByteArray &key, const json &body, const ServerProcess::Headers &more)
{
    return m_server->request("POST", u"/api/v1/leads"_s,
                             ServerProcess::Headers{{"X-Api-Key", key}, {"Content-Type", "application/json"}} + more,
                             QByteArray::fromStdString(body.dump()));
}

json TestIntakeHttp::source(const QString &name)
{
    for (const json &row : m_server->run({u"source"_s, u"list"_s, u"--json"_s}).json())
        if (row["name"] == name.toStdString())
            return row;
    return {};
}

PrometheusText TestIntakeHttp::metrics()
{
    return PrometheusText::parse(m_server->request("GET", u"/metrics"_s).body);
}

void TestIntakeHttp::initTestCase()
{
    m_server = std::make_unique<ServerProcess>();
    m_server->setEnvironment(u"METRICS_TOKEN"_s, u"a-long-and-secret-token"_s);
    QVERIFY2(m_server->start(), m_server->errorOutput().constData());
    m_key = m_server->addSource(u"website"_s);
    QVERIFY(m_key.startsWith("pl_"));
}

void TestIntakeHttp::takesAFormFromItsPage()
{
    const auto made = m_server->run({u"source"_s, u"add"_s, u"contact form"_s, u"--form"_s, u"--origin"_s,
                                     u"https://pipes.example/"_s, u"--json"_s});
    QCOMPARE(made.exitCode, 0);
    const QString key = QString::fromStdString(made.json()["key"].get<std::string>());
    QVERIFY(key.startsWith(u"pf_"_s));
    const QString address = u"/api/v1/forms/"_s + key;
    const ServerProcess::Headers page{{"Origin", "https://pipes.example"}};
    const ServerProcess::Headers form{{"Content-Type", "application/x-www-form-urlencoded"}};
    const QByteArray fields = "first_name=Zoe&last_name=Garcia&email=zoe%40home.example&phone_number=5125550144"
                              "&service_needed=Drain+Cleaning&urgency=week&consent=Call+me";

    const auto preflight = m_server->request("OPTIONS", address, page);
    QCOMPARE(preflight.status, 204);
    QCOMPARE(preflight.header("Access-Control-Allow-Origin"), QByteArray("https://pipes.example"));
    QCOMPARE(m_server->request("OPTIONS", address, {{"Origin", "https://evil.example"}}).status, 403);

    const auto taken = m_server->request("POST", address, page + form, fields);
    QCOMPARE(taken.status, 201);
    QCOMPARE(taken.header("Access-Control-Allow-Origin"), QByteArray("https://pipes.example"));
    const QString row =
        u"/rest/v1/leads?select=consent&id=eq."_s + QString::fromStdString(taken.json()["id"].get<std::string>());
    QTRY_COMPARE(m_server->request("GET", row, m_server->serviceHeaders()).json().size(), std::size_t(1));
    QVERIFY(m_server->request("GET", row, m_server->serviceHeaders()).json()[0]["consent"]["text"] == "Call me");

    const auto trapped = m_server->request("POST", address, page + form, fields + "&_gotcha=x");
    QCOMPARE(trapped.status, 201);
    QCOMPARE(m_server->request("POST", address, form, fields).status, 403);

    // The pages may be changed.
    QCOMPARE(
        m_server->run({u"source"_s, u"origins"_s, u"contact form"_s, u"--origin"_s, u"https://new.example"_s}).exitCode,
        0);
    QTRY_COMPARE(m_server->request("OPTIONS", address, {{"Origin", "https://new.example"}}).status, 204);
    QCOMPARE(m_server->request("OPTIONS", address, page).status, 403);
}

void TestIntakeHttp::enforcesTheLimits()
{
    const QByteArray key = m_server->addSource(u"limited"_s);
    QVERIFY(post(key, lead("a@home.example")).header("RateLimit").isNull());
    QCOMPARE(m_server->run({u"source"_s, u"limit"_s, u"limited"_s, u"--per-minute"_s, u"50"_s, u"--per-day"_s, u"2"_s})
                 .exitCode,
             0);
    const auto isLimited = [&] {
        return post(key, lead("a@home.example"), {{"Idempotency-Key", "same"}}).status == 429;
    };
    QTRY_VERIFY(!post(key, json("x")).header("RateLimit").isNull());
    QVERIFY(post(key, json("x")).header("RateLimit-Policy") == "\"minute\";q=50;w=60, \"day\";q=2;w=86400");
    // The one that came before the limit was set counts too, and repeats do not.
    QTRY_VERIFY(post(key, lead("b@home.example"), {{"Idempotency-Key", "b"}}).status < 300);
    QTRY_VERIFY(isLimited() || post(key, lead("c@home.example")).status == 429);
    const auto refused = post(key, lead("d@home.example"));
    QCOMPARE(refused.status, 429);
    QVERIFY(refused.header("Retry-After").toInt() > 0);
    QVERIFY(refused.header("RateLimit").contains("\"day\";r=0;t="));
    // Whoever never got the answer still gets it.
    const auto again = post(key, lead("b@home.example"), {{"Idempotency-Key", "b"}});
    QCOMPARE(again.status, 200);
    QCOMPARE(again.header("Idempotent-Replayed"), QByteArray("true"));
    QCOMPARE(post(key, lead("other@home.example"), {{"Idempotency-Key", "b"}}).status, 422);
    const json row = source(u"limited"_s);
    QVERIFY(row["per_minute"] == 50 && row["per_day"] == 2);

    QCOMPARE(m_server->run({u"source"_s, u"limit"_s, u"limited"_s, u"--per-minute"_s, u"0"_s, u"--per-day"_s, u"0"_s})
                 .exitCode,
             0);
    QTRY_COMPARE(post(key, lead("e@home.example")).status, 201);
}

void TestIntakeHttp::showsWhenAKeyWasUsed()
{
    const QByteArray key = m_server->addSource(u"used"_s);
    QVERIFY(source(u"used"_s)["last_used"].is_null());
    QCOMPARE(post(key, lead("used@home.example")).status, 201);
    QTRY_VERIFY(source(u"used"_s)["last_used"].is_string());
    QVERIFY(m_server->run({u"source"_s, u"list"_s}).output.contains("LAST USED"));
}

/// By another process, as another server would do it; the bound is this server's own look at the store.
void TestIntakeHttp::revokesAtOnce()
{
    const QByteArray key = m_server->addSource(u"revoked"_s);
    QCOMPARE(post(key, lead("r@home.example")).status, 201);
    QCOMPARE(m_server->run({u"source"_s, u"revoke"_s, u"revoked"_s}).exitCode, 0);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(QTest::qWaitFor([&] { return post(key, lead("r@home.example")).status == 401; }));
    QVERIFY2(timer.elapsed() < 4000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(source(u"revoked"_s)["active"] == false);
}

void TestIntakeHttp::chargesNobodyForTheSamePersonAgain()
{
    const auto headers = m_server->serviceHeaders() + ServerProcess::Headers{{"Content-Type", "application/json"},
                                                                             {"Prefer", "return=representation"}};
    const json plumber{{"first_name", "Ann"},          {"last_name", "Pipe"},
                       {"email", "ann@pipes.example"}, {"phone_number", "+15125550199"},
                       {"zip_code", "78701"},          {"services", {"Drain Cleaning"}}};
    const auto made =
        m_server->request("POST", u"/rest/v1/plumbers"_s, headers, QByteArray::fromStdString(plumber.dump()));
    QCOMPARE(made.status, 201);
    const json change{{"assigned_plumber_id", made.json()[0]["id"]}};

    QStringList ids;
    json person = lead("twice@home.example");
    person["phone_number"] = "5125550171";
    for (int i = 0; i < 2; ++i)
        ids += QString::fromStdString(post(m_key, person).json()["id"].get<std::string>());
    const QString both = u"id=in.("_s + ids.join(u',') + u')';
    const auto leads = [&] {
        return m_server->request("GET", u"/rest/v1/leads?order=created_at&"_s + both, m_server->serviceHeaders())
            .json();
    };
    QTRY_COMPARE(leads().size(), std::size_t(2));
    QVERIFY(leads()[0]["duplicate_of"].is_null());
    QVERIFY(leads()[1]["duplicate_of"] == leads()[0]["id"]);
    const auto assigned =
        m_server->request("PATCH", u"/rest/v1/leads?"_s + both, headers, QByteArray::fromStdString(change.dump()));
    QCOMPARE(assigned.status, 200);
    QCOMPARE(assigned.json().size(), std::size_t(2));
    const json payments =
        m_server->request("GET", u"/rest/v1/payments?select=lead_id&lead_"_s + both, m_server->serviceHeaders()).json();
    QVERIFY(payments == json::array({{{"lead_id", ids.first().toStdString()}}}));
}

void TestIntakeHttp::writesMetrics()
{
    QCOMPARE(post(m_key, lead("metrics@home.example"), {{"Idempotency-Key", "m"}}).status, 201);
    QCOMPARE(post(m_key, lead("metrics@home.example"), {{"Idempotency-Key", "m"}}).status, 200);
    QCOMPARE(post(m_key, lead("no")).status, 422);
    QCOMPARE(post("pl_nobody", lead("no")).status, 401);
    const auto reply = m_server->request("GET", u"/metrics"_s);
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.header("Content-Type"), QByteArray("text/plain; version=0.0.4; charset=utf-8"));
    const auto text = PrometheusText::parse(reply.body);
    QCOMPARE(text.error, QString());
    QVERIFY(text.value("plumber_leads_intake_leads_total{outcome=\"received\",source=\"website\"}") >= 1);
    QVERIFY(text.value("plumber_leads_intake_leads_total{outcome=\"repeated\",source=\"website\"}") >= 1);
    QVERIFY(text.value("plumber_leads_intake_refused_total{reason=\"invalid_field\",source=\"website\"}") >= 1);
    QVERIFY(text.value("plumber_leads_intake_key_guesses_total{answer=\"refused\"}") >= 1);
    QCOMPARE(text.value("plumber_leads_intake_honeypot_total{source=\"contact form\"}"), 1.0);
    QVERIFY(text.value("plumber_leads_http_answers_total{route=\"/api/v1/leads\",status=\"201\"}") >= 1);
    QVERIFY(text.value("plumber_leads_http_answer_seconds_count{route=\"/api/v1/leads\"}") >= 4);
    QVERIFY(text.value("plumber_leads_http_connections") >= 1);
    QVERIFY(text.value("plumber_leads_journal_commit_seconds_count") >= 1);
    QVERIFY(text.value("plumber_leads_journal_commit_entries_sum") >= 1);
    QTRY_COMPARE(metrics().value("plumber_leads_journal_entries{kind=\"lead\",state=\"waiting\"}"), 0.0);
    QTRY_VERIFY(metrics().value("plumber_leads_forward_lag_seconds_count{source=\"website\"}") >= 1);
    QTRY_VERIFY(metrics().value("plumber_leads_duplicates_total{source=\"website\"}") >= 1);
    QVERIFY(!reply.body.contains("home.example") && !reply.body.contains("5550143")); // nobody's personal data
    QVERIFY(!reply.body.contains("pf_") && !reply.body.contains("pl_"));              // and no key
}

void TestIntakeHttp::showsMetricsOnlyWithAToken()
{
    const ServerProcess::Headers forwarded{{"X-Forwarded-For", "203.0.113.7"}};
    for (const QString &path : {u"/metrics"_s, u"/healthz"_s, u"/readyz"_s}) {
        QCOMPARE(m_server->request("GET", path).status, 200);
        QCOMPARE(m_server->request("GET", path, forwarded).status, 404);
        QCOMPARE(m_server
                     ->request("GET", path,
                               forwarded + ServerProcess::Headers{{"Authorization", "Bearer a-long-and-secret-tokem"}})
                     .status,
                 404);
        QCOMPARE(m_server
                     ->request("GET", path,
                               forwarded + ServerProcess::Headers{{"Authorization", "Bearer a-long-and-secret-token"}})
                     .status,
                 200);
    }
}

void TestIntakeHttp::refusesInvalidOptions_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("a form without a page") << QStringList{u"add"_s, u"x"_s, u"--form"_s};
    QTest::newRow("a page without a form") << QStringList{u"add"_s, u"x"_s, u"--origin"_s, u"https://a.example"_s};
    QTest::newRow("no origin") << QStringList{u"add"_s, u"x"_s, u"--form"_s, u"--origin"_s, u"a.example/page"_s};
    QTest::newRow("no number") << QStringList{u"limit"_s, u"website"_s, u"--per-day"_s, u"many"_s};
    QTest::newRow("negative") << QStringList{u"limit"_s, u"website"_s, u"--per-minute=-1"_s};
    QTest::newRow("no limit") << QStringList{u"limit"_s, u"website"_s};
    QTest::newRow("no such source") << QStringList{u"limit"_s, u"nobody"_s, u"--per-day"_s, u"1"_s};
    QTest::newRow("no origins") << QStringList{u"origins"_s, u"website"_s};
}

void TestIntakeHttp::refusesInvalidOptions()
{
    QFETCH(QStringList, arguments);
    const auto run = m_server->run(QStringList{u"source"_s} + arguments);
    QVERIFY(run.exitCode != 0);
    QVERIFY(run.output.isEmpty());
    QVERIFY(run.errorOutput.startsWith("plumber-leads-server: "));
}

QTEST_GUILESS_MAIN(TestIntakeHttp)
#include "tst_intakehttp.moc"
