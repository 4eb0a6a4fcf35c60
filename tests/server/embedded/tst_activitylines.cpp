#include "tests/server/embedded/embeddedfixture.h"

#include <QTest>

using namespace pl;
using namespace pl::test;
using nlohmann::json;

/// Who did what in the office, as the embedded database writes it down. tests/server/migrate/tst_activitytransactions
/// asks PostgreSQL the same.
class TestActivityLines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_db.reload()); }
    void everyChangeHasItsLine_data();
    void everyChangeHasItsLine();
    void whatTheServerDoesHasNone();
    void whatHasALineElsewhereHasNoneHere_data();
    void whatHasALineElsewhereHasNoneHere();
    void anImportIsOneLineAndItsUndoAnother();
    void aLongSettingIsToldWithoutItsValue();
    void moneyIsForAdmins();
    void whatAPersonCanWriteIsAnExportInTheirOwnName_data();
    void whatAPersonCanWriteIsAnExportInTheirOwnName();

private:
    http::Response ask(const char *who, const char *method, const QByteArray &target, const QByteArray &body = {})
    {
        return m_db.ask(QString::fromLatin1(who), method, "/rest/v1/" + target, body);
    }
    QStringList lines();

    EmbeddedFixture m_db;
};

namespace {

const QByteArray kAnnId = "10000000-0000-4000-8000-000000000001";
const QByteArray kAnnsRow = "plumbers?id=eq." + kAnnId;
const QByteArray kPaidRow = "payments?id=eq.30000000-0000-4000-8000-000000000001";
const QByteArray kNewPlumber = R"({"first_name":"H","last_name":"N","email":"h@n","phone_number":"1","zip_code":"1",)"
                               R"("services":[]})";

} // namespace

/// "actor kind subject detail", with "!" in front of what is for admins alone.
QStringList TestActivityLines::lines()
{
    QStringList all;
    for (const json &row : m_db.read("/rest/v1/activity?order=id")) {
        QStringList words{QString::fromStdString(row.at("actor").get<std::string>()),
                          QString::fromStdString(row.at("kind").get<std::string>())};
        if (row.at("subject").is_string())
            words += QString::fromStdString(row.at("subject").get<std::string>());
        if (!row.at("detail").is_null())
            words += QString::fromStdString(row.at("detail").dump());
        all += (row.at("admin_only").get<bool>() ? QStringLiteral("!") : QString()) + words.join(u' ');
    }
    return all;
}

void TestActivityLines::everyChangeHasItsLine_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("line");
    const auto row = [](const char *name, const char *method, const QByteArray &target, const QByteArray &body,
                        const char *line) {
        QTest::newRow(name) << QByteArray(method) << target << body << QString::fromUtf8(line);
    };
    row("a plumber is added", "POST", "plumbers", kNewPlumber, "plumber_added");
    row("a plumber's fields", "PATCH", kAnnsRow, R"({"zip_code":"1","phone_number":"2","status":"paused"})",
        R"(plumber_changed {"fields":["phone_number","status","zip_code"]})");
    row("a plumber goes", "PATCH", kAnnsRow, R"({"status":"removed"})", "plumber_removed");
    row("a setting", "PATCH", "settings?key=eq.currency", R"({"value":"eur"})",
        R"(!setting_changed currency {"after":"eur","before":"usd"})");
    row("a new setting", "POST", "settings", R"({"key":"x","value":[1]})",
        R"(!setting_changed x {"after":[1],"before":null})");
    row("a setting goes", "DELETE", "settings?key=eq.currency", "",
        R"(!setting_changed currency {"after":null,"before":"usd"})");
    row("a service is added", "POST", "services", R"({"name":"x","category":"y","price_cents":300})",
        R"(!service_added x {"after":300,"before":null,"fields":[]})");
    row("a price", "PATCH", "services?name=eq.Drain%20Cleaning", R"({"price_cents":2600})",
        R"(!service_changed Drain Cleaning {"after":2600,"before":2500,"fields":["price_cents"]})");
    row("a service goes", "DELETE", "services?name=eq.Drain%20Cleaning", "",
        R"(!service_removed Drain Cleaning {"after":null,"before":2500,"fields":[]})");
    row("a source is added", "POST", "lead_sources", R"({"name":"n","key_prefix":"y","key_hash":"z"})",
        "!source_added n");
    row("a source's key", "PATCH", "lead_sources?name=eq.website", R"({"key_prefix":"y","key_hash":"z"})",
        R"(!source_changed website {"fields":["key_hash"]})");
    row("a view is shared", "POST", "saved_views", R"({"name":"Mine","owner":"x","shared":true,"definition":{}})",
        "view_shared Mine");
    row("a template", "POST", "message_templates",
        R"({"name":"card_setup","channel":"sms","language":"es","body":"{{link}}"})",
        R"(!template_changed card_setup {"channel":"sms","language":"es"})");
    row("a refusal", "POST", "contact_refusals", R"({"contact":"+15125550143","channel":"call","way":"letter"})",
        R"(refusal_added call {"way":"letter"})");
    row("a refund of all", "PATCH", kPaidRow, R"({"status":"refund_requested","refund_reason":"Wrong number"})",
        R"(!refund_requested {"cents":7200,"currency":"usd"})");
    row("a refund of a part", "PATCH", kPaidRow, R"({"status":"refund_requested","refund_requested_cents":100})",
        R"(!refund_requested {"cents":100,"currency":"usd"})");
}

void TestActivityLines::everyChangeHasItsLine()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    QFETCH(QString, line);
    const auto done = ask("admin", method, target, body);
    QVERIFY2(done.status < 300, done.body);
    const QString who = QStringLiteral("ada@office.test ");
    QCOMPARE(lines(), QStringList{line.startsWith(u'!') ? u'!' + who + line.mid(1) : who + line});
}

void TestActivityLines::whatTheServerDoesHasNone()
{
    QCOMPARE(ask("service", "POST", "plumbers", kNewPlumber).status, 201);
    QCOMPARE(ask("service", "PATCH", kAnnsRow, R"({"zip_code":"1"})").status, 204);
    QCOMPARE(ask("service", "PATCH", "settings?key=eq.currency", R"({"value":"eur"})").status, 204);
    QCOMPARE(ask("service", "PATCH", "lead_sources?name=eq.website", R"({"active":false})").status, 204);
    QCOMPARE(lines(), QStringList());
}

void TestActivityLines::whatHasALineElsewhereHasNoneHere_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const char *method, const QByteArray &target, const QByteArray &body) {
        QTest::newRow(name) << QByteArray(method) << target << body;
    };
    row("a lead, with its refund", "PATCH", "leads?id=eq.20000000-0000-4000-8000-000000000003",
        R"({"assigned_plumber_id":null,"status":"new"})");
    row("a change that is none", "PATCH", kAnnsRow, R"({"zip_code":"78701"})");
    row("the value it has", "PATCH", "settings?key=eq.currency", R"({"value":"usd"})");
    row("a test message, which names somebody", "POST", "settings", R"({"key":"message_test","value":"x@home.test"})");
    row("a view of one's own", "POST", "saved_views", R"({"name":"Mine","owner":"x","definition":{}})");
}

void TestActivityLines::whatHasALineElsewhereHasNoneHere()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    const auto done = ask("admin", method, target, body);
    QVERIFY2(done.status < 300, done.body);
    QCOMPARE(lines(), QStringList());
}

void TestActivityLines::anImportIsOneLineAndItsUndoAnother()
{
    const QByteArray id = "70000000-0000-4000-8000-000000000001";
    QCOMPARE(ask("admin", "POST", "imports",
                 "{\"id\":\"" + id + "\",\"kind\":\"plumbers\",\"file_name\":\"old.csv\",\"total\":1}")
                 .status,
             201);
    QByteArray plumber = kNewPlumber;
    plumber.insert(1, "\"import_id\":\"" + id + "\",");
    QCOMPARE(ask("admin", "POST", "plumbers", plumber).status, 201);
    QCOMPARE(ask("admin", "PATCH", "imports?id=eq." + id, R"({"state":"undoing"})").status, 204);
    QCOMPARE(ask("admin", "PATCH", "plumbers?import_id=eq." + id, R"({"withdrawn_at":"2026-11-30T08:00:00Z"})").status,
             204);
    QCOMPARE(ask("admin", "PATCH", "imports?id=eq." + id, R"({"state":"undone"})").status, 204);
    const QString about = QStringLiteral(R"(old.csv {"kind":"plumbers","total":1})");
    QCOMPARE(lines(), (QStringList{QStringLiteral("!ada@office.test import_begun ") + about,
                                   QStringLiteral("!ada@office.test import_undone ") + about}));
}

void TestActivityLines::aLongSettingIsToldWithoutItsValue()
{
    const QByteArray setting = "{\"key\":\"x\",\"value\":\"" + QByteArray(1000, 'a') + "\"}";
    QCOMPARE(ask("admin", "POST", "settings", setting).status, 201);
    QCOMPARE(lines(), QStringList{QStringLiteral("!ada@office.test setting_changed x")});
}

void TestActivityLines::moneyIsForAdmins()
{
    QCOMPARE(ask("admin", "PATCH", "services?name=eq.Drain%20Cleaning", R"({"price_cents":2600})").status, 204);
    QCOMPARE(ask("admin", "PATCH", kAnnsRow, R"({"zip_code":"1"})").status, 204);
    const auto seenBy = [this](const char *who) {
        return m_db.json(QString::fromLatin1(who), "GET", "/rest/v1/activity?select=kind&order=id");
    };
    QVERIFY(seenBy("staff") == json::parse(R"([{"kind":"plumber_changed"}])"));
    QVERIFY(seenBy("admin") == json::parse(R"([{"kind":"service_changed"},{"kind":"plumber_changed"}])"));
    for (const char *who : {"norole", "plumber"})
        QVERIFY(seenBy(who) == json::array());
}

void TestActivityLines::whatAPersonCanWriteIsAnExportInTheirOwnName_data()
{
    QTest::addColumn<QByteArray>("who");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const char *who, const char *body, int status) {
        QTest::newRow(name) << QByteArray(who) << QByteArray(body) << status;
    };
    const char *own = R"({"actor":"sam@office.test","kind":"exported","subject":"leads","detail":{"rows":3}})";
    row("an export", "staff", own, 201);
    row("a print", "staff", R"({"actor":"sam@office.test","kind":"printed","subject":"leads"})", 201);
    row("somebody else's", "admin", own, 403);
    row("another kind", "staff", R"({"actor":"sam@office.test","kind":"plumber_added"})", 403);
    row("for admins alone", "staff", R"({"actor":"sam@office.test","kind":"exported","admin_only":true})", 403);
    row("of another time", "staff", R"({"actor":"sam@office.test","kind":"exported","at":"2020-01-01"})", 403);
    row("a plumber's", "plumber", R"({"actor":"ann@pipes.test","kind":"exported"})", 403);
    row("the server's, of any kind", "service", R"({"actor":"server","kind":"person_invited","admin_only":true})", 201);
    row("a kind that isn't there", "service", R"({"actor":"server","kind":"x"})", 400);
    row("a detail that is no object", "service", R"({"actor":"server","kind":"printed","detail":[]})", 400);
}

void TestActivityLines::whatAPersonCanWriteIsAnExportInTheirOwnName()
{
    QFETCH(QByteArray, who);
    QFETCH(QByteArray, body);
    QTEST(ask(who, "POST", "activity", body).status, "status");
}

QTEST_GUILESS_MAIN(TestActivityLines)
#include "tst_activitylines.moc"
