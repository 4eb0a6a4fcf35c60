#include "tests/server/embedded/embeddedfixture.h"

#include <QTest>

using namespace pl;
using namespace pl::test;

/// What the database itself does to texts and prices, whoever writes them and however: as tst_migratedwords on
/// PostgreSQL.
class TestEmbeddedWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_db.reload()); }
    void newTextsLoseInvisibleCharacters_data();
    void newTextsLoseInvisibleCharacters();
    void changedTextsLoseInvisibleCharacters();
    void whatASourceSentStays();
    void namesInADocumentStayDifferent();
    void aLeadMayLackANameOrAService();
    void refuses_data();
    void refuses();
    void existingRowsAreUnchanged();
    void theServerMayStoreEarlierLeads();

private:
    EmbeddedFixture m_db;
};

namespace {

const QByteArray kReworded = "20000000-0000-4000-8000-000000000001";

QByteArray leadWith(const char *field, const char *value)
{
    nlohmann::json lead{{"first_name", "A"},   {"last_name", "B"},          {"email", "new@home.test"},
                        {"phone_number", "1"}, {"service_needed", "Drain"}, {"urgency", "day"}};
    lead[field] = value;
    return QByteArray::fromStdString(lead.dump());
}

} // namespace

void TestEmbeddedWords::newTextsLoseInvisibleCharacters_data()
{
    QTest::addColumn<QString>("who");
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *who, const char *table, const char *body) {
        QTest::newRow(table) << QString::fromLatin1(who) << QByteArray(table) << QByteArray(body);
    };
    row("service", "leads",
        R"({"first_name":"M\u200b","last_name":"\u202eM","email":"M","phone_number":"M\u00ad","service_needed":"M",)"
        R"("urgency":"day","description":"M\u3164\u2800","consent":{"text\ufeff":"M"},"external_id":"\udb40\udc41M"})");
    row("staff", "plumbers",
        R"({"first_name":"M\u2066","last_name":"M","email":"M\u200d","phone_number":"M","zip_code":"1","services":["M\ufe0f"]})");
    row("staff", "lead_events",
        R"({"lead_id":"20000000-0000-4000-8000-000000000001","kind":"note","actor":"sam@office.test","note":"M\u180e"})");
    row("admin", "services", R"({"name":"M\u034f","category":"M\uffa0","price_cents":100})");
    row("admin", "settings", R"({"key":"M","value":{"a":"M\u2060"}})");
    row("admin", "lead_sources", R"({"name":"M\ufff0","key_prefix":"M","key_hash":"M"})");
    row("service", "notifications",
        R"({"channel":"sms","template":"reply","recipient":"M","status":"sent","body":"M\ud834\udd73"})");
}

void TestEmbeddedWords::newTextsLoseInvisibleCharacters()
{
    QFETCH(QString, who);
    QFETCH(QByteArray, table);
    QFETCH(QByteArray, body);
    const auto answer = m_db.ask(who, "POST", "/rest/v1/" + table, body, {{"Prefer", "return=representation"}});
    QCOMPARE(answer.status, 201);
    const auto sent = nlohmann::json::parse(body.toStdString());
    const auto row = jsonOf(answer).at(0);
    for (const auto &item : sent.items()) {
        const QString written = QString::fromStdString(row.at(item.key()).dump());
        QVERIFY2(item.value().dump().find('M') == std::string::npos || written.contains(u'M'), qPrintable(written));
        QVERIFY2(std::all_of(written.begin(), written.end(), [](QChar c) { return c < QChar(0x7f); }),
                 qPrintable(written));
    }
}

void TestEmbeddedWords::changedTextsLoseInvisibleCharacters()
{
    QCOMPARE(m_db.ask(QStringLiteral("staff"), "PATCH", "/rest/v1/leads?id=eq." + kReworded,
                      R"({"last_name":"se\u202elur","description":"\u200b"})")
                 .status,
             204);
    QVERIFY(m_db.read("/rest/v1/leads?select=last_name,description&id=eq." + kReworded) ==
            nlohmann::json::parse(R"([{"last_name":"selur","description":""}])"));
}

void TestEmbeddedWords::whatASourceSentStays()
{
    const QString service = QStringLiteral("service");
    QCOMPARE(m_db.ask(service, "POST", "/rest/v1/intake_items",
                      R"({"source_id":"50000000-0000-4000-8000-000000000001","cause":"unmapped","body":"M\u200b",)"
                      R"("reason":"M\u200b"})")
                 .status,
             201);
    const QByteArray item = "/rest/v1/intake_items?select=body,reason,note";
    QVERIFY(m_db.read(item) == nlohmann::json::parse(R"([{"body":"M\u200b","reason":"M","note":null}])"));
    QCOMPARE(m_db.ask(QStringLiteral("staff"), "PATCH", "/rest/v1/intake_items?status=eq.waiting",
                      R"({"status":"discarded","note":"An\ufeff ad"})")
                 .status,
             204);
    QVERIFY(m_db.read(item) == nlohmann::json::parse(R"([{"body":"M\u200b","reason":"M","note":"An ad"}])"));
}

/// As in PostgreSQL, the last of those that look alike counts, and the names keep jsonb's order.
void TestEmbeddedWords::namesInADocumentStayDifferent()
{
    const QByteArray lead = R"({"first_name":"A","last_name":"B","email":"new@home.test","phone_number":"1",)"
                            R"("service_needed":"x","urgency":"day","answers":{"b\u200b\u200b":"1","aa":"2","b":"3"}})";
    QCOMPARE(m_db.ask(QStringLiteral("service"), "POST", "/rest/v1/leads", lead).status, 201);
    const auto answer =
        m_db.ask(QStringLiteral("service"), "GET", "/rest/v1/leads?select=answers&email=eq.new@home.test");
    QCOMPARE(QByteArray(answer.body).replace(' ', ""), QByteArray(R"([{"answers":{"b":"1","aa":"2"}}])"));
}

void TestEmbeddedWords::aLeadMayLackANameOrAService()
{
    QCOMPARE(m_db.ask(QStringLiteral("staff"), "POST", "/rest/v1/leads",
                      R"({"first_name":"","last_name":"","email":"","phone_number":"1","service_needed":"",)"
                      R"("urgency":"week"})")
                 .status,
             201);
    QCOMPARE(m_db.ask(QStringLiteral("staff"), "PATCH", "/rest/v1/leads?id=eq." + kReworded,
                      R"({"first_name":"","email":""})")
                 .status,
             204);
}

void TestEmbeddedWords::refuses_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const char *method, const QByteArray &target, const QByteArray &body,
                        const char *message) {
        QTest::newRow(name) << QByteArray(method) << target << body << QString::fromLatin1(message);
    };
    const QByteArray lead = "leads?id=eq." + kReworded;
    const char *unreachable = "a phone number or an e-mail address is required";
    const char *price = "price_cents must be 0 or make each lead cost at least 50 cents";
    row("a link as a name", "POST", "leads", leadWith("first_name", "http://evil.example"),
        "first_name must not contain a web address");
    row("a hidden link", "POST", "leads", leadWith("last_name", "w\u200bWw.evil.example"),
        "last_name must not contain a web address");
    row("a link as a service", "POST", "leads", leadWith("service_needed", "see www.evil.example"),
        "service_needed must not contain a web address");
    row("a plumber's name of nothing", "PATCH", "plumbers?id=eq.10000000-0000-4000-8000-000000000001",
        R"({"last_name":"\u3164 \u2800"})", "last_name is required");
    row("a link as a street", "PATCH", lead, R"({"street":"www.evil.example"})",
        "street must not contain a web address");
    row("a new lead whom nobody can reach", "POST", "leads",
        R"({"first_name":"A","last_name":"B","email":" ","phone_number":"\u3164","service_needed":"Drain",)"
        R"("urgency":"day"})",
        unreachable);
    row("nobody to reach any more", "PATCH", lead, R"({"email":"","phone_number":""})", unreachable);
    row("a name that becomes a link", "PATCH", lead, R"({"last_name":"x://y"})",
        "last_name must not contain a web address");
    row("a plumber's name", "PATCH", "plumbers?id=eq.10000000-0000-4000-8000-000000000001",
        R"({"first_name":"www.evil.example"})", "first_name must not contain a web address");
    row("a service's name", "POST", "services", R"({"name":"www.a.example","category":"x","price_cents":100})",
        "name must not contain a web address");
    row("a cent", "POST", "services", R"({"name":"x","category":"y","price_cents":1})", price);
    row("too little for a month", "POST", "services", R"({"name":"x","category":"y","price_cents":61})", price);
    row("a lower price", "PATCH", "services?name=eq.Drain%20Cleaning", R"({"price_cents":33})", price);
    row("a default price", "PATCH", "settings?key=eq.default_price_cents", R"({"value":60})",
        "default_price_cents must leave each lead free or at 50 cents at least");
    row("a factor", "PATCH", "settings?key=eq.urgency_factor", R"({"value":{"day":1.5,"week":1,"month":0.01}})",
        "urgency_factor must leave each lead free or at 50 cents at least");
}

void TestEmbeddedWords::refuses()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    const auto answer = m_db.ask(QStringLiteral("admin"), method, "/rest/v1/" + target, body);
    QCOMPARE(answer.status, 400);
    QCOMPARE(codeOf(answer), QByteArray("P0001"));
    QTEST(QString::fromStdString(jsonOf(answer).at("message").get<std::string>()), "message");
}

/// Rows from before may be changed in other things; and what costs nothing, or is not offered, is no price.
void TestEmbeddedWords::existingRowsAreUnchanged()
{
    const QString admin = QStringLiteral("admin");
    const QString service = QStringLiteral("service");
    QCOMPARE(
        m_db.ask(service, "PATCH", "/rest/v1/leads?id=eq." + kReworded, R"({"last_name":"www.old.example"})").status,
        204);
    QCOMPARE(m_db.ask(admin, "PATCH", "/rest/v1/leads?id=eq." + kReworded, R"({"zip_code":"78701"})").status, 204);
    QCOMPARE(m_db.ask(admin, "POST", "/rest/v1/services",
                      R"([{"name":"Free","category":"x","price_cents":0,"active":true},)"
                      R"({"name":"Old","category":"x","price_cents":9,"active":false},)"
                      R"({"name":"Least","category":"x","price_cents":62,"active":true}])")
                 .status,
             201);
    QCOMPARE(m_db.ask(admin, "PATCH", "/rest/v1/services?name=eq.Old", R"({"category":"y"})").status, 204);
    QCOMPARE(m_db.ask(admin, "PATCH", "/rest/v1/services?name=eq.Old", R"({"active":true})").status, 400);
    QCOMPARE(m_db.ask(admin, "PATCH", "/rest/v1/settings?key=eq.default_price_cents", R"({"value":0})").status, 204);
    QCOMPARE(m_db.ask(admin, "PATCH", "/rest/v1/settings?key=eq.urgency_factor",
                      R"({"value":{"day":2,"week":1,"month":0.9}})")
                 .status,
             204);
}

/// A lead that was acknowledged before there were such rules must reach the store.
void TestEmbeddedWords::theServerMayStoreEarlierLeads()
{
    QCOMPARE(
        m_db.ask(QStringLiteral("service"), "POST", "/rest/v1/leads", leadWith("first_name", "www.a.example")).status,
        201);
}

QTEST_GUILESS_MAIN(TestEmbeddedWords)
#include "tst_embeddedwords.moc"
