#include "tests/server/embedded/embeddedfixture.h"

#include <QTest>

using namespace pl;
using namespace pl::test;

namespace {

constexpr qint64 kTenYears = qint64(10) * 365 * 24 * 3600;

} // namespace

/// rpc/office_news of the embedded Supabase: which tables moved.
class TestEmbeddedNews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_db.passSeconds(kTenYears);
    } // later than the fixture's rows, whatever the machine's clock says
    void init() { QVERIFY(m_db.reload()); }
    void showsTheNewestChangeTheCallerMayRead_data();
    void showsTheNewestChangeTheCallerMayRead();
    void changesWithEachTable_data();
    void changesWithEachTable();
    void countsOnlyUnprocessedEvents();
    void answersGetHeadAndPost_data();
    void answersGetHeadAndPost();
    void refuses_data();
    void refuses();

private:
    nlohmann::json newest(const QString &who, const QByteArray &query);

    EmbeddedFixture m_db{true};
};

namespace {

const QByteArray kNews = "/rest/v1/rpc/office_news";

/// By member of the answer, the rows it tells of, newest first.
const QList<std::pair<QByteArray, QByteArray>> kNewest{
    {"leads", "leads?select=updated_at&order=updated_at.desc"},
    {"plumbers", "plumbers?select=updated_at&order=updated_at.desc"},
    {"payments", "payments?select=updated_at&order=updated_at.desc"},
    {"notifications", "notifications?select=updated_at&order=updated_at.desc"},
    {"services", "services?select=updated_at&order=updated_at.desc"},
    {"settings", "settings?select=updated_at&order=updated_at.desc"},
    {"lead_sources", "lead_sources?select=updated_at&order=updated_at.desc"},
    {"source_secrets", "source_secrets?select=created_at&order=created_at.desc"},
    {"intake_items", "intake_items?select=updated_at&order=updated_at.desc"},
    {"imports", "imports?select=updated_at&order=updated_at.desc"},
    {"saved_views", "saved_views?select=updated_at&order=updated_at.desc"},
    {"server_requests", "server_requests?select=updated_at&order=updated_at.desc"},
    {"message_templates", "message_templates?select=updated_at&order=updated_at.desc"},
    {"billing_exceptions", "billing_exceptions?select=updated_at&order=updated_at.desc"},
    {"payment_attempts", "payment_attempts?select=updated_at&order=updated_at.desc"},
    {"hosted_pages", "hosted_pages?select=updated_at&order=updated_at.desc"},
    {"lead_events", "lead_events?select=id&order=id.desc"},
    {"activity", "activity?select=id&order=id.desc"},
    {"stripe_events", "stripe_events?select=received_at&processed_at=is.null&order=received_at.desc"},
    {"opt_outs", "opt_outs?select=at&order=at.desc"},
    {"contact_refusals", "contact_refusals?select=at&order=at.desc"}};

} // namespace

/// The first value of the first row, as it stands in the answer.
nlohmann::json TestEmbeddedNews::newest(const QString &who, const QByteArray &query)
{
    const auto rows = m_db.json(who, "GET", "/rest/v1/" + query + "&limit=1");
    return rows.empty() ? nlohmann::json() : *rows[0].begin();
}

void TestEmbeddedNews::showsTheNewestChangeTheCallerMayRead_data()
{
    QTest::addColumn<QString>("who");
    QTest::addColumn<bool>("office");
    for (const char *who : {"norole", "plumber"})
        QTest::newRow(who) << QString::fromLatin1(who) << false;
    for (const char *who : {"staff", "admin", "service"})
        QTest::newRow(who) << QString::fromLatin1(who) << true;
}

void TestEmbeddedNews::showsTheNewestChangeTheCallerMayRead()
{
    QFETCH(QString, who);
    QFETCH(bool, office);
    const QString service = QStringLiteral("service");
    for (const auto &[table, row] : std::initializer_list<std::pair<QByteArray, QByteArray>>{
             {"stripe_events", R"({"id":"evt_1","type":"x","created":"2026-11-20T12:00:00Z","payload":{}})"},
             {"opt_outs", R"({"phone_number":"1"})"},
             {"contact_refusals", R"({"contact":"+15125550199","channel":"call"})"},
             {"source_secrets", R"({"source_id":"50000000-0000-4000-8000-000000000001","kind":"hmac","secret":"x"})"},
             {"intake_items", R"({"source_id":"50000000-0000-4000-8000-000000000001","cause":"unmapped"})"},
             {"imports", R"({"kind":"leads","file_name":"x.csv","total":1})"},
             {"activity", R"({"actor":"server","kind":"person_invited","admin_only":true})"},
             {"saved_views", R"({"owner":"sam@office.test","name":"x","shared":true,"definition":{}})"},
             {"server_requests", R"({"kind":"people"})"},
             {"message_templates", R"({"name":"lead_assigned","channel":"sms","body":"x {{link}}"})"},
             {"billing_exceptions", R"({"kind":"x","detail":"y"})"},
             {"hosted_pages", R"({"kind":"card","plumber_id":"10000000-0000-4000-8000-000000000001","url":"x"})"}})
        QCOMPARE(m_db.ask(service, "POST", "/rest/v1/" + table, row).status, 201);
    const auto news = m_db.json(who, "GET", kNews);
    QVERIFY2(news.is_object(), qPrintable(who));
    QCOMPARE(qsizetype(news.size()), kNewest.size() + 1); // and the schema
    for (const auto &[member, query] : kNewest) {
        // A plumber sees a few leads and itself; what is new of them is not told.
        const auto expected = office ? newest(who, query) : nlohmann::json();
        QVERIFY2(news.contains(member.toStdString()), member);
        QCOMPARE(QByteArray::fromStdString(news[member.toStdString()].dump()),
                 QByteArray::fromStdString(expected.dump()));
    }
}

void TestEmbeddedNews::changesWithEachTable_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("moved");
    const auto row = [](const char *name, const char *method, const char *target, const char *body,
                        const QStringList &moved) {
        QTest::newRow(name) << QByteArray(method) << QByteArray(target) << QByteArray(body) << moved;
    };
    const auto list = [](const char *names) { return QString::fromLatin1(names).split(u' '); };
    row("a lead is edited", "PATCH", "leads?id=eq.20000000-0000-4000-8000-000000000001", R"({"zip_code":"1"})",
        list("lead_events leads"));
    row("a lead is assigned", "PATCH", "leads?id=eq.20000000-0000-4000-8000-000000000001",
        R"({"assigned_plumber_id":"10000000-0000-4000-8000-000000000001"})",
        list("lead_events leads notifications payments"));
    row("a plumber pauses", "PATCH", "plumbers?id=eq.10000000-0000-4000-8000-000000000002", R"({"status":"paused"})",
        list("plumbers"));
    row("a price", "PATCH", "services?name=eq.Drain%20Cleaning", R"({"price_cents":100})", list("services"));
    row("a setting", "PATCH", "settings?key=eq.currency", R"({"value":"eur"})", list("settings"));
    row("a source", "PATCH", "lead_sources?name=eq.website", R"({"active":false})", list("lead_sources"));
    row("a note", "POST", "lead_events",
        R"({"lead_id":"20000000-0000-4000-8000-000000000001","kind":"note","actor":"x"})", list("lead_events"));
    row("a secret", "POST", "source_secrets",
        R"({"source_id":"50000000-0000-4000-8000-000000000001","kind":"hmac","secret":"x"})", list("source_secrets"));
    row("an item", "POST", "intake_items", R"({"source_id":"50000000-0000-4000-8000-000000000001","cause":"unmapped"})",
        list("intake_items"));
    row("an export", "POST", "activity", R"({"actor":"x","kind":"exported"})", list("activity"));
    row("a refusal", "POST", "contact_refusals", R"({"contact":"1","channel":"call"})", list("contact_refusals"));
    row("a STOP", "POST", "opt_outs", R"({"phone_number":"1"})", list("opt_outs"));
    row("an event of Stripe", "POST", "stripe_events",
        R"({"id":"evt_1","type":"x","created":"2026-11-20T12:00:00Z","payload":{}})", list("stripe_events"));
    row("a difference", "POST", "billing_exceptions", R"({"kind":"x","detail":"y"})", list("billing_exceptions"));
    row("a page at Stripe", "POST", "hosted_pages",
        R"({"kind":"card","plumber_id":"10000000-0000-4000-8000-000000000001","url":"x"})", list("hosted_pages"));
    row("a try", "POST", "payment_attempts",
        R"({"payment_id":"30000000-0000-4000-8000-000000000001","kind":"charge","number":9,"amount_cents":1})",
        list("payment_attempts"));
}

void TestEmbeddedNews::changesWithEachTable()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    const QString service = QStringLiteral("service");
    const auto before = m_db.json(service, "GET", kNews);
    const auto done = m_db.ask(service, method, "/rest/v1/" + target, body);
    QVERIFY2(done.status < 300, done.body);
    const auto after = m_db.json(service, "GET", kNews);
    QStringList moved;
    for (const auto &[member, value] : after.items())
        if (before[member] != value)
            moved += QString::fromStdString(member);
    QTEST(moved, "moved");
}

void TestEmbeddedNews::countsOnlyUnprocessedEvents()
{
    const QString service = QStringLiteral("service");
    QCOMPARE(m_db.ask(service, "POST", "/rest/v1/stripe_events",
                      R"({"id":"evt_1","type":"x","created":"2026-11-20T12:00:00Z","payload":{}})")
                 .status,
             201);
    QVERIFY(!m_db.json(service, "GET", kNews)["stripe_events"].is_null());
    QCOMPARE(
        m_db.ask(service, "PATCH", "/rest/v1/stripe_events?id=eq.evt_1", R"({"processed_at":"2026-11-20T12:00:01Z"})")
            .status,
        204);
    QVERIFY(m_db.json(service, "GET", kNews)["stripe_events"].is_null());
}

void TestEmbeddedNews::answersGetHeadAndPost_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("GET") << QByteArray("GET") << QByteArray();
    QTest::newRow("HEAD") << QByteArray("HEAD") << QByteArray();
    QTest::newRow("POST") << QByteArray("POST") << QByteArray("{}");
    QTest::newRow("POST without a body") << QByteArray("POST") << QByteArray();
}

void TestEmbeddedNews::answersGetHeadAndPost()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, body);
    const auto answer = m_db.ask(QStringLiteral("staff"), method, kNews, body);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("Content-Type"), QByteArray("application/json; charset=utf-8"));
    QCOMPARE(answer.header("Content-Range"), QByteArray("0-0/*"));
    QVERIFY2(answer.body.startsWith(R"({"leads": "2026-11-20T13:30:00+00:00", "schema": 2026)"), answer.body);
}

void TestEmbeddedNews::refuses_data()
{
    QTest::addColumn<QString>("who");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const char *who, const char *method, const char *query, const char *body,
                        int status, const char *code) {
        QTest::newRow(name) << QString::fromLatin1(who) << QByteArray(method) << QByteArray(query) << QByteArray(body)
                            << status << QString::fromLatin1(code);
    };
    row("anon", "anon", "GET", "", "", 401, "42501");
    row("anon posts", "anon", "POST", "", "{}", 401, "42501");
    row("an argument", "staff", "GET", "?since=1", "", 404, "PGRST202");
    row("an argument in a body", "staff", "POST", "", R"({"since":1})", 404, "PGRST202");
    row("a body that is none", "staff", "POST", "", "{", 400, "PGRST102");
    row("another method", "staff", "PATCH", "", "{}", 405, "PGRST101");
}

void TestEmbeddedNews::refuses()
{
    QFETCH(QString, who);
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, body);
    const auto answer = m_db.ask(who, method, kNews + query, body);
    QTEST(answer.status, "status");
    QTEST(QString::fromUtf8(codeOf(answer)), "code");
}

QTEST_GUILESS_MAIN(TestEmbeddedNews)
#include "tst_embeddednews.moc"
