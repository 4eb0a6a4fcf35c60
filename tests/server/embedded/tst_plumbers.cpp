#include "tests/server/embedded/embeddedfixture.h"

#include <QTest>

using namespace pl;
using namespace pl::test;
using nlohmann::json;

/// Plumbers' papers, hours, caps and their verified mark in the embedded database.
/// tests/server/migrate/tst_plumbertransactions asks PostgreSQL the same.
class TestPlumbers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_db.reload()); }
    void keepsWhatTheOfficeWrites();
    void aNewPlumberHasTheDefaults();
    void refusesWhatNoProgramCouldRead_data();
    void refusesWhatNoProgramCouldRead();
    void whoVerifiesIsWritten();
    void daysAndListsCanBeAskedFor_data();
    void daysAndListsCanBeAskedFor();
    void automaticAssignmentsKeepToTheRules_data();
    void automaticAssignmentsKeepToTheRules();

private:
    http::Response patch(const char *who, const QByteArray &target, const json &changes)
    {
        return m_db.ask(QString::fromLatin1(who), "PATCH", "/rest/v1/" + target,
                        QByteArray::fromStdString(changes.dump()), {{"Prefer", "return=representation"}});
    }
    json change(const char *who, const json &changes) { return jsonOf(patch(who, kBob, changes)).at(0); }

    static inline const QByteArray kBob = "plumbers?id=eq.10000000-0000-4000-8000-000000000002";
    EmbeddedFixture m_db;
};

void TestPlumbers::keepsWhatTheOfficeWrites()
{
    const json wanted{{"company", "Bob & Sons"},
                      {"license_number", "M-1"},
                      {"license_expires", "2027-03-01"},
                      {"insurance_expires", "2026-12-31"},
                      {"paused_until", "2026-12-12"},
                      {"weekly_lead_cap", 7},
                      {"monthly_lead_cap", 20},
                      {"zip_codes", json::array({"78701", "02134"})},
                      {"work_hours", {{"mon", json::array({json::array({"08:00", "17:00"})})}}},
                      {"language", "es"}};
    for (const char *who : {"staff", "admin"}) {
        QVERIFY(m_db.reload());
        const json row = change(who, wanted);
        for (const auto &[column, value] : wanted.items())
            QVERIFY2(row.at(column) == value, row.dump().c_str());
    }
}

void TestPlumbers::aNewPlumberHasTheDefaults()
{
    const auto made = m_db.ask(QStringLiteral("staff"), "POST", "/rest/v1/plumbers",
                               R"({"first_name":"H","last_name":"N","email":"h@n","phone_number":"1","zip_code":"1",)"
                               R"("services":[]})",
                               {{"Prefer", "return=representation"}});
    QCOMPARE(made.status, 201);
    const json row = jsonOf(made).at(0);
    QVERIFY(row.at("zip_codes") == json::array());
    QVERIFY(row.at("language") == "en");
    for (const char *column : {"company", "license_expires", "weekly_lead_cap", "work_hours", "verified_at"})
        QVERIFY2(row.at(column).is_null(), column);
}

void TestPlumbers::refusesWhatNoProgramCouldRead_data()
{
    QTest::addColumn<QByteArray>("changes");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const QByteArray &changes, const char *code) {
        QTest::newRow(changes.left(60).constData()) << changes << QByteArray(code);
    };
    row(R"({"weekly_lead_cap":0})", "23514");
    row(R"({"monthly_lead_cap":-1})", "23514");
    row(R"({"language":"fr"})", "23514");
    row(R"({"zip_codes":null})", "23502");
    row(R"({"zip_codes":["7870"]})", "P0001");
    row(R"({"zip_codes":["78701-1234"]})", "P0001");
    row(R"({"zip_codes":"78701"})", "22P02");
    row("{\"zip_codes\":[" + QByteArray("\"78701\",").repeated(200) + "\"78702\"]}", "P0001");
    row(R"({"license_expires":"soon"})", "22007");
    row(R"({"license_expires":"infinity"})", "22007");
    row(R"({"insurance_expires":"12026-01-01"})", "22007");
    row(R"({"paused_until":"2026-11-23 BC"})", "22007");
    row(R"({"license_expires":"2026-02-30"})", "22008");
    row(R"({"work_hours":[]})", "P0001");
    row(R"({"work_hours":{"monday":[]}})", "P0001");
    row(R"({"work_hours":{"mon":[["17:00","08:00"]]}})", "P0001");
    row(R"({"work_hours":{"mon":[["8:00","9:00"]]}})", "P0001");
    row(R"({"work_hours":{"mon":[["13:00","14:00"],["08:00","09:00"]]}})", "P0001");
    row("{\"company\":\"" + QByteArray(101, 'x') + "\"}", "22001");
    row(R"({"verified_by":"ada@office.test"})", "42501");
}

void TestPlumbers::refusesWhatNoProgramCouldRead()
{
    QFETCH(QByteArray, changes);
    const auto answer = m_db.ask(QStringLiteral("staff"), "PATCH", "/rest/v1/" + kBob, changes);
    QTEST(codeOf(answer), "code");
}

void TestPlumbers::whoVerifiesIsWritten()
{
    json row = change("staff", {{"verified_at", "2000-01-01T00:00:00Z"}});
    QVERIFY(row.at("verified_by") == "sam@office.test");
    const std::string at = row.at("verified_at");
    QVERIFY2(at > "2026", at.c_str());
    // Whoever saves the plumber later doesn't become the one who verified.
    row = change("admin", {{"verified_at", "2001-01-01T00:00:00Z"}, {"company", "x"}});
    QVERIFY(row.at("verified_by") == "sam@office.test" && row.at("verified_at") == at);
    row = change("admin", {{"verified_at", nullptr}});
    QVERIFY(row.at("verified_by").is_null());
    row = change("admin", {{"verified_at", "2001-01-01T00:00:00Z"}});
    QVERIFY(row.at("verified_by") == "ada@office.test");
}

void TestPlumbers::daysAndListsCanBeAskedFor_data()
{
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<int>("found");
    QTest::newRow("before") << QByteArray("license_expires=lt.2027-03-02") << 1;
    QTest::newRow("not before") << QByteArray("license_expires=lt.2027-03-01") << 0;
    QTest::newRow("in the list") << QByteArray("zip_codes=cs.%7B78701%7D") << 1;
    QTest::newRow("not in the list") << QByteArray("zip_codes=cs.%7B78709%7D") << 0;
    QTest::newRow("the same list") << QByteArray("zip_codes=eq.%7B78701,78702%7D") << 1;
}

void TestPlumbers::daysAndListsCanBeAskedFor()
{
    change("staff", {{"license_expires", "2027-03-01"}, {"zip_codes", json::array({"78701", "78702"})}});
    QFETCH(QByteArray, filter);
    QTEST(int(m_db.read("/rest/v1/plumbers?select=id&" + filter).size()), "found");
}

void TestPlumbers::automaticAssignmentsKeepToTheRules_data()
{
    QTest::addColumn<QByteArray>("terms");
    QTest::addColumn<bool>("taken");
    const auto row = [](const char *name, const char *terms, bool taken) {
        QTest::newRow(name) << QByteArray(terms) << taken;
    };
    row("nothing speaks against it", R"({"company":"x"})", true);
    row("paused", R"({"status":"paused"})", false);
    row("paused until tomorrow", R"({"status":"paused","paused_until":"2026-11-24"})", false);
    row("paused until today", R"({"status":"paused","paused_until":"2026-11-23"})", true);
    row("insured until today", R"({"insurance_expires":"2026-11-23"})", true);
    row("insured until yesterday", R"({"insurance_expires":"2026-11-22"})", false);
    row("licensed until yesterday", R"({"license_expires":"2026-11-22"})", false);
    row("room this week", R"({"weekly_lead_cap":2})", true);
    row("the week is full", R"({"weekly_lead_cap":1})", false);
    row("the month is full", R"({"monthly_lead_cap":1})", false);
}

void TestPlumbers::automaticAssignmentsKeepToTheRules()
{
    QFETCH(QByteArray, terms);
    const QByteArray dee = "10000000-0000-4000-8000-000000000004"; // has no leads
    const auto give = [&](const char *lead, bool isAutomatic) {
        const json decision{{"automatic", isAutomatic},
                            {"today", "2026-11-23"},
                            {"day_began", "2000-01-01T06:00:00Z"},
                            {"week_began", "2000-01-01T06:00:00Z"},
                            {"month_began", "2000-01-01T06:00:00Z"}};
        return patch("service", "leads?id=eq." + QByteArray(lead),
                     {{"assigned_plumber_id", dee.toStdString()}, {"status", "assigned"}, {"decision", decision}})
            .status;
    };
    QCOMPARE(patch("staff", "plumbers?id=eq." + dee, {{"status", "active"}}).status, 200);
    QCOMPARE(give("20000000-0000-4000-8000-000000000001", false), 200);
    QCOMPARE(patch("staff", "plumbers?id=eq." + dee, json::parse(terms.toStdString())).status, 200);
    QTEST(give("20000000-0000-4000-8000-000000000002", true) == 200, "taken");
}

QTEST_GUILESS_MAIN(TestPlumbers)
#include "tst_plumbers.moc"
