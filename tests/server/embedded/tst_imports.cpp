#include "tests/server/embedded/embeddedfixture.h"

#include <QTest>

using namespace pl;
using namespace pl::test;
using nlohmann::json;

/// Imports and their undoing, duplicates marked by hand, and saved views in the embedded database.
/// tests/server/migrate/tst_importtransactions asks PostgreSQL the same.
class TestImports : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void anImportTellsOfThePast();
    void onlyAnImportTellsOfThePast_data();
    void onlyAnImportTellsOfThePast();
    void nobodyIsChargedOrToldUnlessAsked_data();
    void nobodyIsChargedOrToldUnlessAsked();
    void laterItIsALeadLikeAnyOther();
    void anImportGoesOneWay();
    void nothingIsAddedToAnImportThatIsOver();
    void aWithdrawnLeadIsEmpty();
    void whoMayWithdraw_data();
    void whoMayWithdraw();
    void aLeadWithAPaymentStays();
    void aDuplicateOfAWithdrawnLeadIsParted();
    void aWithdrawnPlumbersAddressIsFree();
    void aPlumberWithALeadStays();
    void peoplesChangesOfAPlumberAreNoted();
    void erasingForgetsWhatALeadWas();
    void duplicatesAreLinkedToTheFirst();
    void whatCantBeLinked();
    void aDuplicateIsPartedWithoutAPlumber();
    void viewsAreTheirOwnersAndTheOffices();
    void aViewHasLimits();

private:
    http::Response ask(const char *who, const char *method, const QByteArray &target, const json &body);
    int status(const char *who, const char *method, const QByteArray &target, const json &body);
    int withdraw(const char *who, const QByteArray &target);
    json importedLead(const json &more = json::object()) const;
    void addImport(const char *kind, bool asks);
    QStringList history(const QByteArray &lead);
    std::size_t count(const QByteArray &target) { return m_db.read("/rest/v1/" + target).size(); }

    EmbeddedFixture m_db;
};

namespace {

const QByteArray kImportId = "70000000-0000-4000-8000-000000000001";
const QByteArray kImportedRow = "80000000-0000-4000-8000-000000000001";
const QByteArray kFixtureLead = "20000000-0000-4000-8000-00000000000";
const QByteArray kFixtureAnn = "10000000-0000-4000-8000-000000000001";
const QByteArray kTheImportedLead = "leads?id=eq." + kImportedRow;

json duplicateOf(const QByteArray &lead)
{
    return {{"duplicate_of", lead.toStdString()}};
}

} // namespace

void TestImports::init()
{
    QVERIFY(m_db.reload());
    addImport("leads", false);
}

http::Response TestImports::ask(const char *who, const char *method, const QByteArray &target, const json &body)
{
    return m_db.ask(QString::fromLatin1(who), method, "/rest/v1/" + target, QByteArray::fromStdString(body.dump()),
                    {{"Prefer", "return=representation"}});
}

int TestImports::status(const char *who, const char *method, const QByteArray &target, const json &body)
{
    return ask(who, method, target, body).status;
}

int TestImports::withdraw(const char *who, const QByteArray &target)
{
    return status(who, "PATCH", target, {{"withdrawn_at", "2026-11-30T08:00:00Z"}});
}

void TestImports::addImport(const char *kind, bool asks)
{
    QCOMPARE(status("service", "DELETE", "imports?id=eq." + kImportId, {}), 200);
    const auto made = ask("admin", "POST", "imports",
                          {{"id", kImportId.toStdString()},
                           {"kind", kind},
                           {"file_name", "old.csv"},
                           {"total", 2},
                           {"charges", asks},
                           {"tells", asks}});
    QCOMPARE(made.status, 201);
    QVERIFY(jsonOf(made).at(0).at("created_by") == "ada@office.test");
    QVERIFY(jsonOf(made).at(0).at("state") == "running");
}

json TestImports::importedLead(const json &more) const
{
    json lead{{"id", kImportedRow.toStdString()},
              {"import_id", kImportId.toStdString()},
              {"first_name", "Old"},
              {"last_name", "Customer"},
              {"email", "old@home.test"},
              {"phone_number", "+15125550301"},
              {"service_needed", "Drain"},
              {"urgency", "day"},
              {"status", "new"},
              {"created_at", "2020-01-01"},
              {"zip_code", "78701"}};
    lead.update(more);
    return lead;
}

QStringList TestImports::history(const QByteArray &lead)
{
    QStringList lines;
    for (const json &event : m_db.read("/rest/v1/lead_events?order=id&id=gt.3&lead_id=eq." + lead))
        lines += QString::fromStdString(event.at("kind").get<std::string>() +
                                        (event.at("note").is_null() ? "" : " " + event.at("note").get<std::string>()));
    return lines;
}

void TestImports::anImportTellsOfThePast()
{
    const auto made = ask("admin", "POST", "leads",
                          importedLead({{"status", "completed"},
                                        {"assigned_plumber_id", kFixtureAnn.toStdString()},
                                        {"completed_at", "2020-01-02"},
                                        {"closed_reason", "done"},
                                        {"external_id", "x-1"}}));
    QCOMPARE(made.status, 201);
    const json row = jsonOf(made).at(0);
    QVERIFY(row.at("created_at") == "2020-01-01T00:00:00+00:00");
    QVERIFY(row.at("completed_at") == "2020-01-02T00:00:00+00:00");
    // Not today's, of which a plumber takes so many.
    QVERIFY(row.at("assigned_at") == row.at("created_at"));
    QVERIFY(row.at("version") == 1);
    QCOMPARE(history(kImportedRow), QStringList{QStringLiteral("imported")});
    const auto late = ask("admin", "POST", "leads",
                          importedLead({{"id", "80000000-0000-4000-8000-000000000002"},
                                        {"status", "completed"},
                                        {"closed_reason", "lost"},
                                        {"created_at", "9999-01-01"},
                                        {"completed_at", "9999-01-01"}}));
    QCOMPARE(late.status, 201);
    for (const char *moment : {"created_at", "completed_at"})
        QVERIFY(jsonOf(late).at(0).at(moment).get<std::string>() < "9000");
}

void TestImports::onlyAnImportTellsOfThePast_data()
{
    QTest::addColumn<QByteArray>("column");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *column, const char *value) {
        QTest::newRow(column) << QByteArray(column) << QByteArray(value);
    };
    row("created_at", "2020-01-01");
    row("status", "completed");
    row("completed_at", "2020-01-01");
    row("closed_reason", "done");
    row("external_id", "x-1");
}

void TestImports::onlyAnImportTellsOfThePast()
{
    QFETCH(QByteArray, column);
    QFETCH(QByteArray, value);
    json lead = importedLead();
    lead.erase("import_id");
    lead.erase("created_at");
    lead[column.toStdString()] = value.toStdString();
    QCOMPARE(status("admin", "POST", "leads", lead), 403);
    lead["import_id"] = kImportId.toStdString();
    QCOMPARE(status("staff", "POST", "leads", lead), 403);
    lead["closed_reason"] = "done";
    QCOMPARE(status("admin", "POST", "leads", lead), 201);
}

void TestImports::nobodyIsChargedOrToldUnlessAsked_data()
{
    QTest::addColumn<bool>("asks");
    QTest::addColumn<QString>("lines");
    QTest::addColumn<int>("paid");
    QTest::addColumn<int>("told");
    QTest::newRow("not asked to") << false << QStringLiteral("imported") << 0 << 0;
    QTest::newRow("asked to") << true << QStringLiteral("imported assigned") << 1 << 3;
}

void TestImports::nobodyIsChargedOrToldUnlessAsked()
{
    QFETCH(bool, asks);
    addImport("leads", asks);
    QCOMPARE(status("admin", "POST", "leads", importedLead({{"assigned_plumber_id", kFixtureAnn.toStdString()}})), 201);
    QTEST(history(kImportedRow).join(u' '), "lines");
    QTEST(int(count("payments?lead_id=eq." + kImportedRow)), "paid");
    QTEST(int(count("notifications?lead_id=eq." + kImportedRow)), "told");
}

void TestImports::laterItIsALeadLikeAnyOther()
{
    QCOMPARE(status("admin", "POST", "leads", importedLead()), 201);
    QCOMPARE(status("staff", "PATCH", kTheImportedLead, {{"assigned_plumber_id", kFixtureAnn.toStdString()}}), 200);
    QCOMPARE(history(kImportedRow), (QStringList{QStringLiteral("imported"), QStringLiteral("assigned")}));
    QCOMPARE(count("payments?lead_id=eq." + kImportedRow), 1u);
    QCOMPARE(count("notifications?lead_id=eq." + kImportedRow), 3u);
}

void TestImports::anImportGoesOneWay()
{
    const QByteArray target = "imports?id=eq." + kImportId;
    const auto becomes = [&](const char *state) { return status("admin", "PATCH", target, {{"state", state}}); };
    QCOMPARE(becomes("undone"), 400);
    QCOMPARE(becomes("done"), 200);
    QCOMPARE(becomes("done"), 200);
    QCOMPARE(becomes("running"), 400);
    QCOMPARE(becomes("undoing"), 200);
    QCOMPARE(becomes("done"), 400);
    QCOMPARE(becomes("undone"), 200);
    QCOMPARE(becomes("undoing"), 400);
    QCOMPARE(codeOf(ask("admin", "PATCH", target, {{"state", "running"}})), QByteArray("P0001"));
    QCOMPARE(status("admin", "PATCH", target, {{"done", 3}}), 400); // of two
    QVERIFY(jsonOf(ask("staff", "PATCH", target, {{"done", 1}})).empty());
    QCOMPARE(status("admin", "PATCH", target, {{"charges", true}}), 403);
}

void TestImports::nothingIsAddedToAnImportThatIsOver()
{
    QCOMPARE(status("admin", "PATCH", "imports?id=eq." + kImportId, {{"state", "done"}}), 200);
    QCOMPARE(codeOf(ask("admin", "POST", "leads", importedLead())), QByteArray("P0001"));
    const json change{{"import_id", kImportId.toStdString()},
                      {"row_id", kImportedRow.toStdString()},
                      {"before", json::object()},
                      {"after", json::object()},
                      {"version", 2}};
    QCOMPARE(codeOf(ask("admin", "POST", "import_changes", change)), QByteArray("P0001"));
    addImport("plumbers", false); // nor a lead to an import of plumbers
    QCOMPARE(codeOf(ask("admin", "POST", "leads", importedLead())), QByteArray("P0001"));
}

void TestImports::aWithdrawnLeadIsEmpty()
{
    QCOMPARE(status("admin", "POST", "leads",
                    importedLead({{"street", "1 Main St"},
                                  {"external_id", "x-1"},
                                  {"description", "Leak"},
                                  {"assigned_plumber_id", kFixtureAnn.toStdString()}})),
             201);
    const json note{{"lead_id", kImportedRow.toStdString()},
                    {"kind", "note"},
                    {"actor", "ada@office.test"},
                    {"note", "Gate code 12"}};
    QCOMPARE(status("admin", "POST", "lead_events", note), 201);
    const auto gone = ask("admin", "PATCH", kTheImportedLead + "&version=eq.1", {{"withdrawn_at", "9999-01-01"}});
    QCOMPARE(gone.status, 200);
    const json row = jsonOf(gone).at(0);
    for (const char *text : {"first_name", "last_name", "email", "phone_number"})
        QVERIFY2(row.at(text) == "", text);
    for (const char *column : {"zip_code", "street", "description", "external_id", "assigned_plumber_id", "answers"})
        QVERIFY2(row.at(column).is_null(), column);
    QVERIFY(row.at("status") == "completed" && row.at("erased_at") == row.at("withdrawn_at"));
    QVERIFY(row.at("withdrawn_at").get<std::string>() < "9000");
    QCOMPARE(history(kImportedRow),
             (QStringList{QStringLiteral("imported"), QStringLiteral("note"), QStringLiteral("withdrawn")}));
    QCOMPARE(codeOf(ask("service", "PATCH", kTheImportedLead, {{"zip_code", "78701"}})), QByteArray("P0001"));
    QCOMPARE(withdraw("admin", kTheImportedLead), 400);
}

void TestImports::whoMayWithdraw_data()
{
    QTest::addColumn<QByteArray>("who");
    QTest::addColumn<QByteArray>("lead");
    QTest::addColumn<int>("status");
    QTest::newRow("an admin") << QByteArray("admin") << kImportedRow << 200;
    QTest::newRow("the server") << QByteArray("service") << kImportedRow << 200;
    QTest::newRow("staff can't") << QByteArray("staff") << kImportedRow << 400;
    QTest::newRow("not what a source sent") << QByteArray("admin") << kFixtureLead + "1" << 400;
}

void TestImports::whoMayWithdraw()
{
    QFETCH(QByteArray, who);
    QFETCH(QByteArray, lead);
    QCOMPARE(status("admin", "POST", "leads", importedLead()), 201);
    QTEST(withdraw(who.constData(), "leads?id=eq." + lead), "status");
}

void TestImports::aLeadWithAPaymentStays()
{
    QCOMPARE(status("admin", "POST", "leads", importedLead()), 201);
    QCOMPARE(status("staff", "PATCH", kTheImportedLead, {{"assigned_plumber_id", kFixtureAnn.toStdString()}}), 200);
    QCOMPARE(codeOf(ask("admin", "PATCH", kTheImportedLead, {{"withdrawn_at", "2026-11-30"}})), QByteArray("P0001"));
    QCOMPARE(status("staff", "PATCH", kTheImportedLead, {{"assigned_plumber_id", nullptr}, {"status", "new"}}), 200);
    QCOMPARE(withdraw("admin", kTheImportedLead), 200); // the payment is void
}

void TestImports::aDuplicateOfAWithdrawnLeadIsParted()
{
    QCOMPARE(status("admin", "POST", "leads", importedLead()), 201);
    QCOMPARE(status("staff", "PATCH", "leads?id=eq." + kFixtureLead + "1", duplicateOf(kImportedRow)), 200);
    QCOMPARE(withdraw("admin", kTheImportedLead), 200);
    const json other = m_db.read("/rest/v1/leads?id=eq." + kFixtureLead + "1").at(0);
    QVERIFY(other.at("duplicate_of").is_null() && other.at("version") == 3);
    QCOMPARE(history(kFixtureLead + "1"),
             (QStringList{QStringLiteral("edited duplicate_of"), QStringLiteral("edited duplicate_of")}));
    QCOMPARE(codeOf(ask("staff", "PATCH", "leads?id=eq." + kFixtureLead + "1", duplicateOf(kImportedRow))),
             QByteArray("P0001"));
}

void TestImports::aWithdrawnPlumbersAddressIsFree()
{
    addImport("plumbers", false);
    json plumber{{"id", kImportedRow.toStdString()},
                 {"import_id", kImportId.toStdString()},
                 {"first_name", "Old"},
                 {"last_name", "Plumber"},
                 {"email", "old@pipes.test"},
                 {"phone_number", "+15125550301"},
                 {"zip_code", "78701"},
                 {"services", json::array()}};
    QCOMPARE(status("staff", "POST", "plumbers", plumber), 403);
    QCOMPARE(status("admin", "POST", "plumbers", plumber), 201);
    const auto gone = ask("admin", "PATCH", "plumbers?id=eq." + kImportedRow, {{"withdrawn_at", "2026-11-29"}});
    QCOMPARE(gone.status, 200);
    const json row = jsonOf(gone).at(0);
    QVERIFY(row.at("status") == "removed" && row.at("first_name") == "" && row.at("phone_number") == "");
    plumber["id"] = "80000000-0000-4000-8000-000000000002";
    QCOMPARE(status("admin", "POST", "plumbers", plumber), 201);
    QCOMPARE(withdraw("admin", "plumbers?id=eq." + kImportedRow), 400);
    QCOMPARE(withdraw("staff", "plumbers?id=eq.80000000-0000-4000-8000-000000000002"), 400);
    QCOMPARE(withdraw("admin", "plumbers?id=eq." + kFixtureAnn), 400);
}

void TestImports::aPlumberWithALeadStays()
{
    addImport("plumbers", false);
    const json plumber{{"id", kImportedRow.toStdString()},
                       {"import_id", kImportId.toStdString()},
                       {"first_name", "Old"},
                       {"last_name", "Plumber"},
                       {"email", "old@pipes.test"},
                       {"phone_number", "+15125550301"},
                       {"zip_code", "78701"},
                       {"services", json::array()}};
    QCOMPARE(status("admin", "POST", "plumbers", plumber), 201);
    QCOMPARE(status("staff", "PATCH", "leads?id=eq." + kFixtureLead + "1",
                    {{"assigned_plumber_id", kImportedRow.toStdString()}}),
             200);
    QCOMPARE(codeOf(ask("admin", "PATCH", "plumbers?id=eq." + kImportedRow, {{"withdrawn_at", "2026-11-29"}})),
             QByteArray("P0001"));
}

/// Undoing an import leaves them alone; that Stripe knows a plumber is no such change.
void TestImports::peoplesChangesOfAPlumberAreNoted()
{
    const auto after = [&](const char *who, const json &change) {
        return jsonOf(ask(who, "PATCH", "plumbers?id=eq." + kFixtureAnn, change)).at(0).at("edited_at");
    };
    QVERIFY(after("service", {{"stripe_customer_id", "cus_new"}}).is_null());
    QVERIFY(after("staff", {{"zip_code", "78702"}}).is_string());
    QVERIFY(after("service", {{"payment_ready", false}}).is_string());
}

void TestImports::erasingForgetsWhatALeadWas()
{
    const json change{{"import_id", kImportId.toStdString()},
                      {"row_id", (kFixtureLead + "1").toStdString()},
                      {"before", {{"email", "old@home.test"}}},
                      {"after", {{"email", "cy@home.test"}}},
                      {"version", 7}};
    QCOMPARE(status("admin", "POST", "import_changes", change), 201);
    QCOMPARE(status("service", "PATCH", "leads?id=eq." + kFixtureLead + "1", {{"zip_code", "78702"}}), 200);
    const json kept = m_db.read("/rest/v1/import_changes");
    QCOMPARE(kept.size(), 1u);
    QVERIFY(kept.at(0).at("version") == 7); // the lead's, not its own
    QCOMPARE(status("service", "PATCH", "leads?id=eq." + kFixtureLead + "1", {{"erased_at", "2026-11-29"}}), 200);
    QCOMPARE(count("import_changes"), 0u);
}

void TestImports::duplicatesAreLinkedToTheFirst()
{
    QCOMPARE(status("staff", "PATCH", "leads?id=eq." + kFixtureLead + "2", duplicateOf(kFixtureLead + "5")), 200);
    const auto linked = ask("staff", "PATCH", "leads?id=eq." + kFixtureLead + "1", duplicateOf(kFixtureLead + "2"));
    QCOMPARE(linked.status, 200);
    QVERIFY(jsonOf(linked).at(0).at("duplicate_of") == (kFixtureLead + "5").toStdString());
    QCOMPARE(history(kFixtureLead + "1"), QStringList{QStringLiteral("edited duplicate_of")});
    QCOMPARE(status("staff", "PATCH", "leads?id=eq." + kFixtureLead + "1",
                    {{"assigned_plumber_id", kFixtureAnn.toStdString()}}),
             200);
    QCOMPARE(count("payments?lead_id=eq." + kFixtureLead + "1"), 0u);
}

void TestImports::whatCantBeLinked()
{
    const auto code = [&](const QByteArray &lead, const QByteArray &to) {
        return codeOf(ask("staff", "PATCH", "leads?id=eq." + kFixtureLead + lead, duplicateOf(to)));
    };
    QCOMPARE(code("1", kFixtureLead + "1"), QByteArray("P0001"));
    QCOMPARE(code("3", kFixtureLead + "1"), QByteArray("P0001")); // it is paid
    QCOMPARE(code("1", "80000000-0000-4000-8000-000000000009"), QByteArray("23503"));
    QCOMPARE(code("1", kFixtureLead + "2"), QByteArray());
    QCOMPARE(code("2", kFixtureLead + "1"), QByteArray("P0001")); // a circle
}

void TestImports::aDuplicateIsPartedWithoutAPlumber()
{
    const QByteArray target = "leads?id=eq." + kFixtureLead + "1";
    const json parted{{"duplicate_of", nullptr}};
    QCOMPARE(status("staff", "PATCH", target, duplicateOf(kFixtureLead + "2")), 200);
    QCOMPARE(status("staff", "PATCH", target, {{"assigned_plumber_id", kFixtureAnn.toStdString()}}), 200);
    QCOMPARE(codeOf(ask("staff", "PATCH", target, parted)), QByteArray("P0001"));
    QCOMPARE(status("staff", "PATCH", target, {{"assigned_plumber_id", nullptr}, {"status", "new"}}), 200);
    QCOMPARE(status("staff", "PATCH", target, parted), 200);
}

void TestImports::viewsAreTheirOwnersAndTheOffices()
{
    const json view{{"name", "Mine"}, {"owner", "ada@office.test"}, {"definition", {{"text", "leak"}}}};
    const auto made = ask("staff", "POST", "saved_views", view);
    QCOMPARE(made.status, 201);
    QVERIFY(jsonOf(made).at(0).at("owner") == "sam@office.test"); // whatever was said
    const auto read = [&](const char *who) {
        return int(m_db.json(QString::fromLatin1(who), "GET", "/rest/v1/saved_views").size());
    };
    const auto changed = [&](const char *who, const json &change) {
        const auto answer = ask(who, "PATCH", "saved_views?name=eq.Mine", change);
        return answer.status == 200 ? int(jsonOf(answer).size()) : -answer.status;
    };
    QCOMPARE(read("staff"), 1);
    QCOMPARE(read("admin"), 0);
    QCOMPARE(changed("admin", {{"position", 1}}), 0);
    QCOMPARE(changed("staff", {{"shared", true}}), 1);
    QCOMPARE(read("admin"), 1);
    QCOMPARE(read("plumber"), 0);
    QCOMPARE(changed("admin", {{"deleted_at", "2026-11-29"}}), 1);
    QCOMPARE(changed("admin", {{"shared", false}}), -403); // it would be a private one of somebody else
    QCOMPARE(changed("admin", {{"owner", "ada@office.test"}}), -403);
    QCOMPARE(
        status("admin", "POST", "saved_views", {{"name", "Ada's"}, {"shared", true}, {"definition", json::object()}}),
        201);
    QCOMPARE(read("staff"), 2);
    QVERIFY(jsonOf(ask("staff", "PATCH", "saved_views?name=eq.Ada's", {{"position", 1}})).empty());
}

void TestImports::aViewHasLimits()
{
    const auto code = [&](const json &view) { return codeOf(ask("staff", "POST", "saved_views", view)); };
    QCOMPARE(code({{"name", " "}, {"definition", json::object()}}), QByteArray("23514"));
    QCOMPARE(code({{"name", "x"}, {"definition", json::array()}}), QByteArray("23514"));
    QCOMPARE(code({{"name", std::string(61, 'x')}, {"definition", json::object()}}), QByteArray("22001"));
    // {"a": "…"} is nine bytes longer than its text.
    QCOMPARE(code({{"name", "x"}, {"definition", {{"a", std::string(8183, 'x')}}}}), QByteArray());
    QCOMPARE(code({{"name", "x"}, {"definition", {{"a", std::string(8184, 'x')}}}}), QByteArray("23514"));
}

QTEST_GUILESS_MAIN(TestImports)
#include "tst_imports.moc"
