#include "tests/server/embedded/embeddedfixture.h"

#include <QTest>

using namespace pl;
using namespace pl::test;

/// What happens together with a lead's change: history, payments, messages.
class TestLeadTriggers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_db.reload()); }
    void assigning();
    void price_data();
    void price();
    void messages_data();
    void messages();
    void duplicatesAreFree();
    void whatNobodyPaysFor_data();
    void whatNobodyPaysFor();
    void noMessageGoesToAnUnknownAddress();
    void unassigningAPaidLead();
    void reassigningVoidsUnpaidPayments();
    void completingAndReopening();
    void editingLogsTheFieldNames();
    void erasingLogsOnlyTheErasure();
    void erasingTakesAllThatIsPersonal();
    void acceptedOnce();
    void insertedWithAPlumber();
    void historyNamesTheServer();
    void allChangesShareOneTime();
    void touchedRowsGetNewVersions();
    void anAssignmentsEffectsWait_data();
    void anAssignmentsEffectsWait();
    void aGraceOutOfRangeIsRefused_data();
    void aGraceOutOfRangeIsRefused();

private:
    nlohmann::json patch(const QByteArray &filter, const QByteArray &body,
                         const QString &who = QStringLiteral("staff"));
    QStringList history(const QByteArray &lead);

    EmbeddedFixture m_db;
};

namespace {

const QByteArray kLead = "20000000-0000-4000-8000-00000000000";
const QByteArray kAnn = "10000000-0000-4000-8000-000000000001";
const QByteArray kBob = "10000000-0000-4000-8000-000000000002";

QByteArray plumberIs(const QByteArray &id)
{
    return "{\"assigned_plumber_id\":\"" + id + "\"}";
}

} // namespace

nlohmann::json TestLeadTriggers::patch(const QByteArray &filter, const QByteArray &body, const QString &who)
{
    return m_db.json(who, "PATCH", "/rest/v1/leads?" + filter, body, {{"Prefer", "return=representation"}});
}

/// "kind actor note" of each line since the fixture's.
QStringList TestLeadTriggers::history(const QByteArray &lead)
{
    QStringList lines;
    for (const auto &event : m_db.read("/rest/v1/lead_events?order=id&id=gt.3&lead_id=eq." + lead)) {
        const std::string note = event.at("note").is_null() ? "" : " " + event.at("note").get<std::string>();
        lines += QString::fromStdString(event.at("kind").get<std::string>() + " " +
                                        event.at("actor").get<std::string>() + note);
    }
    return lines;
}

void TestLeadTriggers::assigning()
{
    const auto rows = patch("id=eq." + kLead + "1&version=eq.1", plumberIs(kAnn));
    QCOMPARE(rows.at(0).at("version").get<int>(), 2);
    QCOMPARE(history(kLead + "1"), QStringList{QStringLiteral("assigned sam@office.test")});
    const auto payments = m_db.read("/rest/v1/payments?lead_id=eq." + kLead + "1");
    QCOMPARE(payments.size(), size_t(1));
    QCOMPARE(payments.at(0).at("amount_cents").get<int>(), 6000);
    QVERIFY(payments.at(0).at("status") == "pending" && payments.at(0).at("currency") == "usd");
}

void TestLeadTriggers::price_data()
{
    QTest::addColumn<QByteArray>("service");
    QTest::addColumn<QByteArray>("urgency");
    QTest::addColumn<int>("cents");
    QTest::newRow("day") << QByteArray("Drain Cleaning") << QByteArray("day") << 3750;
    QTest::newRow("week") << QByteArray("Drain Cleaning") << QByteArray("week") << 2500;
    QTest::newRow("month") << QByteArray("Bathroom Remodeling") << QByteArray("month") << 7200;
    QTest::newRow("unknown service") << QByteArray("Fountain") << QByteArray("month") << 2000;
    QTest::newRow("half a cent is rounded up") << QByteArray("Odd") << QByteArray("day") << 152;
    QTest::newRow("service that is no longer offered") << QByteArray("Old") << QByteArray("week") << 2500;
}

void TestLeadTriggers::price()
{
    QFETCH(QByteArray, service);
    QFETCH(QByteArray, urgency);
    const QByteArray services = "[{\"name\":\"Odd\",\"category\":\"x\",\"price_cents\":101,\"active\":true},"
                                "{\"name\":\"Old\",\"category\":\"x\",\"price_cents\":9,\"active\":false}]";
    QCOMPARE(m_db.ask(QStringLiteral("service"), "POST", "/rest/v1/services", services).status, 201);
    patch("id=eq." + kLead + "2", "{\"service_needed\":\"" + service + "\",\"urgency\":\"" + urgency + "\"}");
    patch("id=eq." + kLead + "2", plumberIs(kAnn));
    const auto payments = m_db.read("/rest/v1/payments?lead_id=eq." + kLead + "2");
    QTEST(payments.at(0).at("amount_cents").get<int>(), "cents");
}

void TestLeadTriggers::messages_data()
{
    QTest::addColumn<QByteArray>("notifyBy");
    QTest::addColumn<QByteArray>("lead");
    QTest::addColumn<QString>("expected");
    QTest::newRow("both, urgent") << QByteArray("both") << QByteArray("1")
                                  << QStringLiteral("email ann@pipes.test, sms +15125550101, email cy@home.test");
    QTest::newRow("both, not urgent") << QByteArray("both") << QByteArray("2")
                                      << QStringLiteral("email ann@pipes.test, email di@home.test");
    QTest::newRow("sms") << QByteArray("sms") << QByteArray("2")
                         << QStringLiteral("sms +15125550101, email di@home.test");
    QTest::newRow("email") << QByteArray("email") << QByteArray("1")
                           << QStringLiteral("email ann@pipes.test, email cy@home.test");
    QTest::newRow("none") << QByteArray("none") << QByteArray("1") << QStringLiteral("email cy@home.test");
}

void TestLeadTriggers::messages()
{
    QFETCH(QByteArray, notifyBy);
    QFETCH(QByteArray, lead);
    m_db.ask(QStringLiteral("staff"), "PATCH", "/rest/v1/plumbers?id=eq." + kAnn,
             "{\"notify_by\":\"" + notifyBy + "\"}");
    patch("id=eq." + kLead + lead, plumberIs(kAnn));
    QStringList sent;
    for (const auto &message : m_db.read("/rest/v1/notifications?lead_id=eq." + kLead + lead))
        sent += QString::fromStdString(message.at("channel").get<std::string>() + " " +
                                       message.at("recipient").get<std::string>());
    QTEST(sent.join(QStringLiteral(", ")), "expected");
}

void TestLeadTriggers::duplicatesAreFree()
{
    patch("id=eq." + kLead + "2", "{\"duplicate_of\":\"" + kLead + "1\"}", QStringLiteral("service"));
    patch("id=eq." + kLead + "2", plumberIs(kAnn));
    QCOMPARE(m_db.read("/rest/v1/payments?lead_id=eq." + kLead + "2").size(), size_t(0));
    QCOMPARE(m_db.read("/rest/v1/notifications?lead_id=eq." + kLead + "2").size(), size_t(2));
}

void TestLeadTriggers::whatNobodyPaysFor_data()
{
    QTest::addColumn<QByteArray>("lead");
    QTest::addColumn<int>("paid");
    QTest::addColumn<int>("told");
    QTest::newRow("a test") << QByteArray(R"({"is_test":true})") << 0 << 0;
    QTest::newRow("a number that nobody can have") << QByteArray(R"({"has_real_phone":false})") << 0 << 3;
    QTest::newRow("a real number") << QByteArray(R"({"has_real_phone":true})") << 1 << 3;
    QTest::newRow("a number that was not checked") << QByteArray(R"({"has_real_phone":null})") << 1 << 3;
}

void TestLeadTriggers::whatNobodyPaysFor()
{
    QFETCH(QByteArray, lead);
    patch("id=eq." + kLead + "1", lead, QStringLiteral("service"));
    patch("id=eq." + kLead + "1", plumberIs(kAnn));
    QTEST(int(m_db.read("/rest/v1/payments?lead_id=eq." + kLead + "1").size()), "paid");
    QTEST(int(m_db.read("/rest/v1/notifications?lead_id=eq." + kLead + "1").size()), "told");
    QCOMPARE(history(kLead + "1"), QStringList{QStringLiteral("assigned sam@office.test")});
}

void TestLeadTriggers::noMessageGoesToAnUnknownAddress()
{
    patch("id=eq." + kLead + "1", R"({"email":""})");
    patch("id=eq." + kLead + "1", plumberIs(kAnn));
    const auto messages = m_db.read("/rest/v1/notifications?select=template&lead_id=eq." + kLead + "1");
    QVERIFY(messages == nlohmann::json::parse(R"([{"template":"lead_assigned"},{"template":"lead_assigned"}])"));
}

void TestLeadTriggers::unassigningAPaidLead()
{
    patch("id=eq." + kLead + "3", "{\"status\":\"new\",\"assigned_plumber_id\":null}");
    const auto payment = m_db.read("/rest/v1/payments?lead_id=eq." + kLead + "3").at(0);
    QVERIFY(payment.at("status") == "refund_requested" && payment.at("refund_reason") == "unassigned");
    QCOMPARE(payment.at("version").get<int>(), 2);
    QCOMPARE(history(kLead + "3"), QStringList{QStringLiteral("unassigned sam@office.test")});
}

void TestLeadTriggers::reassigningVoidsUnpaidPayments()
{
    patch("id=eq." + kLead + "6", plumberIs(kAnn));
    const auto payments = m_db.read("/rest/v1/payments?order=created_at&lead_id=eq." + kLead + "6");
    QCOMPARE(payments.size(), size_t(2));
    QVERIFY(payments.at(0).at("status") == "void" && payments.at(1).at("status") == "pending");
    const auto old = m_db.read("/rest/v1/notifications?order=id&plumber_id=eq." + kBob);
    QVERIFY(old.at(0).at("status") == "skipped" && old.at(1).at("status") == "sent");
    const QStringList expected{QStringLiteral("unassigned sam@office.test"),
                               QStringLiteral("assigned sam@office.test")};
    QCOMPARE(history(kLead + "6"), expected);
}

void TestLeadTriggers::completingAndReopening()
{
    const auto done = patch("id=eq." + kLead + "3", "{\"status\":\"completed\",\"closed_reason\":\"done\"}").at(0);
    QVERIFY(!done.at("completed_at").is_null());
    const auto again = patch("id=eq." + kLead + "3", "{\"status\":\"assigned\",\"closed_reason\":null}").at(0);
    QVERIFY(again.at("completed_at").is_null());
    const QStringList expected{QStringLiteral("completed sam@office.test done"),
                               QStringLiteral("reopened sam@office.test")};
    QCOMPARE(history(kLead + "3"), expected);
}

void TestLeadTriggers::editingLogsTheFieldNames()
{
    patch(
        "id=eq." + kLead + "1",
        "{\"zip_code\":\"1\",\"first_name\":\"X\",\"description\":null,\"email\":\"cy@home.test\",\"city\":\"Waco\"}");
    QCOMPARE(history(kLead + "1"),
             QStringList{QStringLiteral("edited sam@office.test city, description, first_name, zip_code")});
}

void TestLeadTriggers::erasingLogsOnlyTheErasure()
{
    patch("id=eq." + kLead + "1", "{\"first_name\":\"erased\",\"erased_at\":\"2026-11-22T00:00:00Z\"}",
          QStringLiteral("service"));
    QCOMPARE(history(kLead + "1"), QStringList{QStringLiteral("erased server")});
}

void TestLeadTriggers::erasingTakesAllThatIsPersonal()
{
    const QString service = QStringLiteral("service");
    patch("id=eq." + kLead + "1",
          R"({"street":"1 Main St","city":"Austin","state":"TX","phone_extension":"5","answers":{"a":"b"},)"
          R"("origin":{"c":"d"}})",
          service);
    QCOMPARE(m_db.ask(service, "POST", "/rest/v1/intake_items",
                      R"({"source_id":"50000000-0000-4000-8000-000000000001","cause":"unmapped","status":"taken",)"
                      R"("body":"Cy","lead_id":"20000000-0000-4000-8000-000000000001"})")
                 .status,
             201);
    const auto erased =
        patch("id=eq." + kLead + "1", R"({"erased_at":"2026-11-22T00:00:00Z","first_name":""})", service);
    for (const char *column : {"street", "city", "state", "phone_extension", "answers", "origin"})
        QVERIFY2(erased.at(0).at(column).is_null(), column);
    const auto item = m_db.read("/rest/v1/intake_items").at(0);
    QVERIFY(item.at("body").is_null() && item.at("erased_at") == item.at("updated_at"));
    QCOMPARE(item.at("version").get<int>(), 2);
}

void TestLeadTriggers::acceptedOnce()
{
    patch("id=eq." + kLead + "3", "{\"accepted_at\":\"2026-11-22T00:00:00Z\"}", QStringLiteral("service"));
    patch("id=eq." + kLead + "3", "{\"accepted_at\":\"2026-11-22T01:00:00Z\"}", QStringLiteral("service"));
    QCOMPARE(history(kLead + "3"), QStringList{QStringLiteral("accepted server")});
    const auto moved = patch("id=eq." + kLead + "3", plumberIs(kBob)).at(0);
    QVERIFY(moved.at("accepted_at").is_null());
}

void TestLeadTriggers::insertedWithAPlumber()
{
    const QByteArray body = "{\"id\":\"" + kLead +
                            "9\",\"first_name\":\"H\",\"last_name\":\"N\",\"email\":\"h@n\","
                            "\"phone_number\":\"1\",\"service_needed\":\"x\",\"urgency\":\"week\","
                            "\"assigned_plumber_id\":\"" +
                            kAnn + "\"}";
    QCOMPARE(m_db.ask(QStringLiteral("staff"), "POST", "/rest/v1/leads", body).status, 201);
    const QStringList expected{QStringLiteral("received sam@office.test"), QStringLiteral("assigned sam@office.test")};
    QCOMPARE(history(kLead + "9"), expected);
    QCOMPARE(m_db.read("/rest/v1/payments?lead_id=eq." + kLead + "9").size(), size_t(1));
}

void TestLeadTriggers::historyNamesTheServer()
{
    patch("id=eq." + kLead + "1", plumberIs(kAnn), QStringLiteral("service"));
    QCOMPARE(history(kLead + "1"), QStringList{QStringLiteral("assigned server")});
}

void TestLeadTriggers::allChangesShareOneTime()
{
    const auto lead = patch("id=eq." + kLead + "1", plumberIs(kAnn)).at(0);
    const auto payment = m_db.read("/rest/v1/payments?lead_id=eq." + kLead + "1").at(0);
    const auto event = m_db.read("/rest/v1/lead_events?order=id.desc&limit=1").at(0);
    QVERIFY(lead.at("assigned_at") == lead.at("updated_at"));
    QVERIFY(payment.at("created_at") == lead.at("updated_at"));
    QVERIFY(event.at("at") == lead.at("updated_at"));
}

void TestLeadTriggers::touchedRowsGetNewVersions()
{
    const auto row = m_db.json(QStringLiteral("service"), "PATCH", "/rest/v1/settings?key=eq.currency",
                               "{\"value\":\"eur\",\"version\":99}", {{"Prefer", "return=representation"}})
                         .at(0);
    QCOMPARE(row.at("version").get<int>(), 2);
    patch("id=eq." + kLead + "1", plumberIs(kAnn));
    QVERIFY(m_db.read("/rest/v1/payments?lead_id=eq." + kLead + "1").at(0).at("currency") == "eur");
}

void TestLeadTriggers::anAssignmentsEffectsWait_data()
{
    QTest::addColumn<QByteArray>("grace");
    QTest::addColumn<int>("seconds");
    QTest::newRow("not set") << QByteArray() << 10;
    QTest::newRow("none") << QByteArray("0") << 0;
    QTest::newRow("the longest") << QByteArray("60") << 60;
}

void TestLeadTriggers::anAssignmentsEffectsWait()
{
    QFETCH(QByteArray, grace);
    QFETCH(int, seconds);
    if (!grace.isEmpty())
        QCOMPARE(m_db.ask(QStringLiteral("service"), "POST", "/rest/v1/settings",
                          "{\"key\":\"grace_seconds\",\"value\":" + grace + "}")
                     .status,
                 201);
    patch("id=eq." + kLead + "1", plumberIs(kAnn));
    const auto waits = [](const nlohmann::json &row, const char *column) {
        const auto at = [&row](const char *name) {
            return *Timestamp::parse(QString::fromStdString(row.at(name).get<std::string>()));
        };
        return (at(column).micros - at("created_at").micros) / 1'000'000;
    };
    QCOMPARE(waits(m_db.read("/rest/v1/payments?lead_id=eq." + kLead + "1").at(0), "due_at"), seconds);
    const auto messages = m_db.read("/rest/v1/notifications?lead_id=eq." + kLead + "1");
    QCOMPARE(messages.size(), size_t(3));
    for (const auto &message : messages)
        QCOMPARE(waits(message, "next_attempt_at"), seconds);
}

void TestLeadTriggers::aGraceOutOfRangeIsRefused_data()
{
    QTest::addColumn<QByteArray>("value");
    for (const char *value : {"-1", "61", "1.5", "\"10\"", "true", "[]", "100000000000000"})
        QTest::newRow(value) << QByteArray(value);
}

void TestLeadTriggers::aGraceOutOfRangeIsRefused()
{
    QFETCH(QByteArray, value);
    const auto tryTo = [&](const QByteArray &method, const QByteArray &query, const QByteArray &body) {
        const auto answer = m_db.ask(QStringLiteral("admin"), method, "/rest/v1/settings" + query, body);
        QCOMPARE(answer.status, 400);
        QCOMPARE(jsonOf(answer).at("message").get<std::string>(),
                 std::string("grace_seconds must be a whole number of seconds from 0 to 60"));
    };
    tryTo("POST", {}, "{\"key\":\"grace_seconds\",\"value\":" + value + "}");
    QCOMPARE(
        m_db.ask(QStringLiteral("admin"), "POST", "/rest/v1/settings", R"({"key":"grace_seconds","value":7})").status,
        201);
    tryTo("PATCH", "?key=eq.grace_seconds", "{\"value\":" + value + "}");
    QVERIFY(m_db.read("/rest/v1/settings?key=eq.grace_seconds").at(0).at("value") == 7);
}

QTEST_GUILESS_MAIN(TestLeadTriggers)
#include "tst_leadtriggers.moc"
