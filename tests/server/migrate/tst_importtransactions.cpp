#include "tests/server/migrate/officedatabase.h"

#include <QTest>

using namespace pl;
using namespace pl::test;

/// Imports and their undoing, duplicates marked by hand, and saved views on a real PostgreSQL.
/// tests/server/embedded/tst_imports asks the embedded database the same.
class TestImportTransactions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void anImportTellsOfThePast();
    void refusals_data();
    void refusals();
    void nobodyIsChargedOrToldUnlessAsked_data();
    void nobodyIsChargedOrToldUnlessAsked();
    void anImportGoesOneWay();
    void nothingIsAddedToAnImportThatIsOver();
    void aWithdrawnLeadIsEmpty();
    void aLeadWithAPaymentStays();
    void aDuplicateOfAWithdrawnLeadIsParted();
    void aWithdrawnPlumbersAddressIsFree();
    void peoplesChangesOfAPlumberAreNoted();
    void erasingForgetsWhatALeadWas();
    void duplicatesAreLinkedAndParted();
    void viewsAreTheirOwnersAndTheOffices();
    void aViewHasLimits();

private:
    QString as(const char *who, const QString &statement)
    {
        return m_office.as(QString::fromLatin1(who), statement).text();
    }
    QString text(const char *query) { return m_office.text(QString::fromLatin1(query)); }
    void addImport(const char *kind, bool asks);
    QString addLead(const char *who, const char *columns = "", const char *values = "");
    QString addPlumber(const char *who, const char *id);

    OfficeDatabase m_office;
};

namespace {

const QString kOneRow = QStringLiteral("1");
const QString kRefusedCode = QStringLiteral("P0001");
const QString kDeniedCode = QStringLiteral("42501");
const QString kWithdrawLead =
    QStringLiteral("update leads set withdrawn_at = 'infinity' where id = '80000000-0000-4000-8000-000000000001'");

QString linked(int lead, const QString &to)
{
    return QStringLiteral("update leads set duplicate_of = %2 where id = '20000000-0000-4000-8000-00000000000%1'")
        .arg(lead)
        .arg(to);
}

QString lead(int number)
{
    return QStringLiteral("'20000000-0000-4000-8000-00000000000%1'").arg(number);
}

} // namespace

void TestImportTransactions::initTestCase()
{
    QVERIFY2(m_office.start(), m_office.log());
}

void TestImportTransactions::init()
{
    QVERIFY(m_office.connection().run(QStringLiteral("truncate imports, import_changes, saved_views cascade")).ok());
    QVERIFY2(m_office.reload(), m_office.log());
    addImport("leads", false);
}

void TestImportTransactions::addImport(const char *kind, bool asks)
{
    QVERIFY(m_office.connection().run(QStringLiteral("delete from imports")).ok());
    QCOMPARE(as("admin", QStringLiteral("insert into imports (id, kind, file_name, total, charges, tells) values"
                                        " ('70000000-0000-4000-8000-000000000001', '%1', 'old.csv', 2, %2, %2)")
                             .arg(QLatin1StringView(kind), asks ? u"true" : u"false")),
             kOneRow);
    QCOMPARE(text("select created_by, state from imports"), QStringLiteral("ada@office.test|running"));
}

QString TestImportTransactions::addLead(const char *who, const char *columns, const char *values)
{
    return as(who, QStringLiteral("insert into leads (id, first_name, last_name, email, phone_number, service_needed,"
                                  " urgency%1) values ('80000000-0000-4000-8000-000000000001', 'Old', 'Customer',"
                                  " 'old@home.test', '+15125550301', 'Drain', 'day'%2)")
                       .arg(QLatin1StringView(columns), QLatin1StringView(values)));
}

QString TestImportTransactions::addPlumber(const char *who, const char *id)
{
    return as(who, QStringLiteral("insert into plumbers (id, import_id, first_name, last_name, email, phone_number,"
                                  " zip_code, services) values ('%1', '70000000-0000-4000-8000-000000000001', 'Old',"
                                  " 'Plumber', 'old@pipes.test', '+15125550301', '78701', '[]')")
                       .arg(QLatin1StringView(id)));
}

void TestImportTransactions::anImportTellsOfThePast()
{
    QCOMPARE(addLead("admin",
                     ", import_id, created_at, status, assigned_plumber_id, completed_at, closed_reason, external_id",
                     ", '70000000-0000-4000-8000-000000000001', '2020-01-01', 'completed',"
                     " '10000000-0000-4000-8000-000000000001', '2020-01-02', 'done', 'x-1'"),
             kOneRow);
    QCOMPARE(text("select created_at = '2020-01-01', completed_at = '2020-01-02', assigned_at = created_at, version"
                  " from leads where id = '80000000-0000-4000-8000-000000000001'"),
             QStringLiteral("true|true|true|1"));
    QCOMPARE(text("select kind from lead_events where lead_id = '80000000-0000-4000-8000-000000000001'"),
             QStringLiteral("imported"));
    QCOMPARE(as("service", QStringLiteral("delete from lead_events where id > 3")), kOneRow);
    QCOMPARE(as("service", QStringLiteral("delete from leads where import_id is not null")), kOneRow);
    QCOMPARE(addLead("admin", ", import_id, created_at, status, completed_at, closed_reason",
                     ", '70000000-0000-4000-8000-000000000001', '9999-01-01', 'completed', '9999-01-01', 'lost'"),
             kOneRow);
    QCOMPARE(text("select created_at <= now(), completed_at <= now() from leads"
                  " where id = '80000000-0000-4000-8000-000000000001'"),
             QStringLiteral("true|true"));
}

void TestImportTransactions::refusals_data()
{
    QTest::addColumn<QByteArray>("who");
    QTest::addColumn<QByteArray>("columns");
    QTest::addColumn<QByteArray>("values");
    QTest::addColumn<QString>("outcome");
    const auto row = [](const char *name, const char *who, const char *columns, const char *values,
                        const QString &outcome) {
        QTest::newRow(name) << QByteArray(who) << QByteArray(columns) << QByteArray(values) << outcome;
    };
    row("a time without an import", "admin", ", created_at", ", '2020-01-01'", kDeniedCode);
    row("a state without an import", "admin", ", status, closed_reason", ", 'completed', 'done'", kDeniedCode);
    row("an end without an import", "admin", ", completed_at", ", now()", kDeniedCode);
    row("an id without an import", "staff", ", external_id", ", 'x-1'", kDeniedCode);
    row("staff imports", "staff", ", import_id", ", '70000000-0000-4000-8000-000000000001'", kDeniedCode);
    row("an import that isn't there", "admin", ", import_id", ", '70000000-0000-4000-8000-000000000009'",
        QStringLiteral("23503"));
    row("a new lead as such", "staff", ", status", ", 'new'", kOneRow);
    row("an admin imports", "admin", ", import_id", ", '70000000-0000-4000-8000-000000000001'", kOneRow);
    row("the server imports", "service", ", import_id", ", '70000000-0000-4000-8000-000000000001'", kOneRow);
}

void TestImportTransactions::refusals()
{
    QFETCH(QByteArray, who);
    QFETCH(QByteArray, columns);
    QFETCH(QByteArray, values);
    QTEST(addLead(who.constData(), columns.constData(), values.constData()), "outcome");
}

void TestImportTransactions::nobodyIsChargedOrToldUnlessAsked_data()
{
    QTest::addColumn<bool>("asks");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("not asked to") << false << QStringLiteral("imported|0|0");
    QTest::newRow("asked to") << true << QStringLiteral("imported assigned|1|3");
}

void TestImportTransactions::nobodyIsChargedOrToldUnlessAsked()
{
    QFETCH(bool, asks);
    addImport("leads", asks);
    QCOMPARE(addLead("admin", ", import_id, assigned_plumber_id",
                     ", '70000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-000000000001'"),
             kOneRow);
    const char *const outcome =
        "select (select string_agg(kind, ' ' order by id) from lead_events where lead_id = l.id),"
        " (select count(*) from payments where lead_id = l.id),"
        " (select count(*) from notifications where lead_id = l.id)"
        " from leads l where id = '80000000-0000-4000-8000-000000000001'";
    QTEST(text(outcome), "outcome");
    if (asks)
        return;
    // From then on it is a lead like any other.
    QCOMPARE(as("staff", QStringLiteral("update leads set assigned_plumber_id = '10000000-0000-4000-8000-000000000002'"
                                        " where import_id is not null")),
             kOneRow);
    QCOMPARE(text(outcome), QStringLiteral("imported unassigned assigned|1|3"));
}

void TestImportTransactions::anImportGoesOneWay()
{
    const auto becomes = [&](const char *state) {
        return as("admin", QStringLiteral("update imports set state = '%1'").arg(QLatin1StringView(state)));
    };
    QCOMPARE(becomes("undone"), kRefusedCode);
    QCOMPARE(becomes("done"), kOneRow);
    QCOMPARE(becomes("done"), kOneRow);
    QCOMPARE(becomes("running"), kRefusedCode);
    QCOMPARE(becomes("undoing"), kOneRow);
    QCOMPARE(becomes("done"), kRefusedCode);
    QCOMPARE(becomes("undone"), kOneRow);
    QCOMPARE(becomes("undoing"), kRefusedCode);
    QCOMPARE(as("admin", QStringLiteral("update imports set done = 3")), QStringLiteral("23514")); // of two
    QCOMPARE(as("staff", QStringLiteral("update imports set done = 1")), QStringLiteral("0"));
    QCOMPARE(as("admin", QStringLiteral("update imports set charges = true")), kDeniedCode);
}

void TestImportTransactions::nothingIsAddedToAnImportThatIsOver()
{
    const char *const theImport = ", '70000000-0000-4000-8000-000000000001'";
    QCOMPARE(addPlumber("admin", "80000000-0000-4000-8000-000000000001"), kRefusedCode); // it is one of leads
    QCOMPARE(as("admin", QStringLiteral("update imports set state = 'done'")), kOneRow);
    QCOMPARE(addLead("admin", ", import_id", theImport), kRefusedCode);
    QCOMPARE(as("admin", QStringLiteral("insert into import_changes (import_id, row_id, before, after, version) values"
                                        " ('70000000-0000-4000-8000-000000000001',"
                                        " '80000000-0000-4000-8000-000000000001', '{}', '{}', 2)")),
             kRefusedCode);
}

void TestImportTransactions::aWithdrawnLeadIsEmpty()
{
    QCOMPARE(addLead("admin", ", import_id, street, external_id, description, assigned_plumber_id",
                     ", '70000000-0000-4000-8000-000000000001', '1 Main St', 'x-1', 'Leak',"
                     " '10000000-0000-4000-8000-000000000001'"),
             kOneRow);
    QCOMPARE(as("admin", QStringLiteral("insert into lead_events (lead_id, kind, actor, note) values"
                                        " ('80000000-0000-4000-8000-000000000001', 'note', 'ada@office.test', 'x')")),
             kOneRow);
    QCOMPARE(as("staff", kWithdrawLead), kRefusedCode);
    QCOMPARE(as("admin", kWithdrawLead), kOneRow);
    QCOMPARE(text("select first_name || last_name || email || phone_number, coalesce(zip_code, street, description,"
                  " external_id, assigned_plumber_id::text, answers::text, origin::text, consent::text), status,"
                  " erased_at = withdrawn_at, withdrawn_at <= now(), version from leads where import_id is not null"),
             QStringLiteral("||completed|true|true|2"));
    QCOMPARE(text("select kind, note from lead_events where id > 3 order by id"),
             QStringLiteral("imported|\nnote|\nwithdrawn|"));
    for (const char *who : {"staff", "admin", "service"})
        QCOMPARE(as(who, QStringLiteral("update leads set zip_code = '1' where import_id is not null")), kRefusedCode);
    QCOMPARE(as("admin", QStringLiteral("update leads set withdrawn_at = now() where id = ") + lead(1)), kRefusedCode);
}

void TestImportTransactions::aLeadWithAPaymentStays()
{
    QCOMPARE(addLead("admin", ", import_id", ", '70000000-0000-4000-8000-000000000001'"), kOneRow);
    const QString mine = QStringLiteral(" where import_id is not null");
    QCOMPARE(as("staff",
                QStringLiteral("update leads set assigned_plumber_id = '10000000-0000-4000-8000-000000000001'") + mine),
             kOneRow);
    QCOMPARE(as("admin", kWithdrawLead), kRefusedCode);
    QCOMPARE(as("staff", QStringLiteral("update leads set assigned_plumber_id = null, status = 'new'") + mine),
             kOneRow);
    QCOMPARE(as("admin", kWithdrawLead), kOneRow); // the payment is void
}

void TestImportTransactions::aDuplicateOfAWithdrawnLeadIsParted()
{
    const QString other = QStringLiteral("'80000000-0000-4000-8000-000000000001'");
    QCOMPARE(addLead("admin", ", import_id", ", '70000000-0000-4000-8000-000000000001'"), kOneRow);
    QCOMPARE(as("staff", linked(1, other)), kOneRow);
    QCOMPARE(as("admin", kWithdrawLead), kOneRow);
    QCOMPARE(text("select duplicate_of, version from leads where id = '20000000-0000-4000-8000-000000000001'"),
             QStringLiteral("|3"));
    QCOMPARE(text("select kind, note from lead_events where lead_id = '20000000-0000-4000-8000-000000000001'"),
             QStringLiteral("edited|duplicate_of\nedited|duplicate_of"));
    QCOMPARE(as("staff", linked(1, other)), kRefusedCode);
}

void TestImportTransactions::aWithdrawnPlumbersAddressIsFree()
{
    addImport("plumbers", false);
    const QString withdraw = QStringLiteral("update plumbers set withdrawn_at = now() where id = '%1'");
    const QString first = withdraw.arg(QStringLiteral("80000000-0000-4000-8000-000000000001"));
    const QString second = withdraw.arg(QStringLiteral("80000000-0000-4000-8000-000000000002"));
    QCOMPARE(addPlumber("staff", "80000000-0000-4000-8000-000000000001"), kDeniedCode);
    QCOMPARE(addPlumber("admin", "80000000-0000-4000-8000-000000000001"), kOneRow);
    QCOMPARE(as("staff", first), kRefusedCode);
    QCOMPARE(as("admin", first), kOneRow);
    QCOMPARE(text("select status, first_name || last_name || phone_number || zip_code, email = id::text from plumbers"
                  " where import_id is not null"),
             QStringLiteral("removed||true"));
    QCOMPARE(addPlumber("admin", "80000000-0000-4000-8000-000000000002"), kOneRow);
    QCOMPARE(as("admin", first), kRefusedCode);
    QCOMPARE(as("admin", withdraw.arg(QStringLiteral("10000000-0000-4000-8000-000000000004"))), kRefusedCode);
    QCOMPARE(as("staff", QStringLiteral("update leads set assigned_plumber_id = '80000000-0000-4000-8000-000000000002'"
                                        " where id = ") +
                             lead(1)),
             kOneRow);
    QCOMPARE(as("admin", second), kRefusedCode); // a lead names them
}

void TestImportTransactions::peoplesChangesOfAPlumberAreNoted()
{
    const auto after = [&](const char *who, const char *change) {
        const QString done =
            as(who,
               QStringLiteral("update plumbers set %1 where email = 'ann@pipes.test'").arg(QLatin1StringView(change)));
        return done == kOneRow ? text("select edited_at is not null from plumbers where email = 'ann@pipes.test'")
                               : done;
    };
    QCOMPARE(after("service", "stripe_customer_id = 'cus_new'"), QStringLiteral("false"));
    QCOMPARE(after("staff", "zip_code = '78702'"), QStringLiteral("true"));
    QCOMPARE(after("service", "payment_ready = false"), QStringLiteral("true"));
}

void TestImportTransactions::erasingForgetsWhatALeadWas()
{
    QCOMPARE(as("admin", QStringLiteral("insert into import_changes (import_id, row_id, before, after, version) values"
                                        " ('70000000-0000-4000-8000-000000000001', %1, '{}', '{}', 1)")
                             .arg(lead(1))),
             kOneRow);
    QCOMPARE(as("service", QStringLiteral("update leads set zip_code = '1' where id = ") + lead(1)), kOneRow);
    QCOMPARE(text("select count(*) from import_changes"), kOneRow);
    QCOMPARE(as("service", QStringLiteral("update leads set erased_at = now() where id = ") + lead(1)), kOneRow);
    QCOMPARE(text("select count(*) from import_changes"), QStringLiteral("0"));
}

void TestImportTransactions::duplicatesAreLinkedAndParted()
{
    QCOMPARE(as("staff", linked(2, lead(5))), kOneRow);
    QCOMPARE(as("staff", linked(1, lead(2))), kOneRow);
    QCOMPARE(text("select right(duplicate_of::text, 1) from leads where id = '20000000-0000-4000-8000-000000000001'"),
             QStringLiteral("5"));                           // the first of them
    QCOMPARE(as("staff", linked(5, lead(1))), kRefusedCode); // a circle
    QCOMPARE(as("staff", linked(1, lead(1))), kRefusedCode);
    QCOMPARE(as("staff", linked(3, lead(1))), kRefusedCode); // it is paid
    QCOMPARE(as("staff", linked(1, QStringLiteral("'80000000-0000-4000-8000-000000000009'"))), QStringLiteral("23503"));
    const QString assigned = QStringLiteral("update leads set assigned_plumber_id = %1 where id = ") + lead(1);
    QCOMPARE(as("staff", assigned.arg(QStringLiteral("'10000000-0000-4000-8000-000000000001'"))), kOneRow);
    QCOMPARE(text("select count(*) from payments where lead_id = '20000000-0000-4000-8000-000000000001'"),
             QStringLiteral("0"));
    QCOMPARE(as("staff", linked(1, QStringLiteral("null"))), kRefusedCode);
    QCOMPARE(as("staff", assigned.arg(QStringLiteral("null, status = 'new'"))), kOneRow);
    QCOMPARE(as("staff", linked(1, QStringLiteral("null"))), kOneRow);
}

void TestImportTransactions::viewsAreTheirOwnersAndTheOffices()
{
    const QString add = QStringLiteral("insert into saved_views (name, owner, shared, definition) values ('%1',"
                                       " 'somebody', %2, '{}')");
    QCOMPARE(as("staff", add.arg(QStringLiteral("Mine"), QStringLiteral("false"))), kOneRow);
    QCOMPARE(text("select owner from saved_views"), QStringLiteral("sam@office.test")); // whatever was said
    const auto read = [&](const char *who) { return as(who, QStringLiteral("select * from saved_views")); };
    const auto changed = [&](const char *who, const char *change) {
        return as(who, QStringLiteral("update saved_views set %1 where name = 'Mine'").arg(QLatin1StringView(change)));
    };
    QCOMPARE(read("staff"), kOneRow);
    QCOMPARE(read("admin"), QStringLiteral("0"));
    QCOMPARE(changed("admin", "position = 1"), QStringLiteral("0"));
    QCOMPARE(changed("staff", "shared = true"), kOneRow);
    QCOMPARE(read("admin"), kOneRow);
    QCOMPARE(read("plumber"), QStringLiteral("0"));
    QCOMPARE(changed("admin", "deleted_at = now()"), kOneRow);
    QCOMPARE(changed("admin", "shared = false"), kDeniedCode); // it would be a private one of somebody else
    QCOMPARE(changed("admin", "owner = 'ada@office.test'"), kDeniedCode);
    QCOMPARE(as("admin", add.arg(QStringLiteral("Ada"), QStringLiteral("true"))), kOneRow);
    QCOMPARE(read("staff"), QStringLiteral("2"));
    QCOMPARE(as("staff", QStringLiteral("update saved_views set position = 1 where name = 'Ada'")),
             QStringLiteral("0"));
}

void TestImportTransactions::aViewHasLimits()
{
    const QString add = QStringLiteral("insert into saved_views (name, definition) values (%1, %2)");
    const QString kSome = QStringLiteral("'{}'");
    const QString long_ = QStringLiteral("jsonb_build_object('a', repeat('x', %1))");
    const QString x = QStringLiteral("'x'");
    const QString tooMuch = QStringLiteral("23514");
    QCOMPARE(as("staff", add.arg(QStringLiteral("' '"), kSome)), tooMuch);
    QCOMPARE(as("staff", add.arg(x, QStringLiteral("'[]'"))), tooMuch);
    QCOMPARE(as("staff", add.arg(QStringLiteral("repeat('x', 61)"), kSome)), QStringLiteral("22001"));
    QCOMPARE(as("staff", add.arg(x, long_.arg(8183))), kOneRow);
    QCOMPARE(as("staff", add.arg(x, long_.arg(8184))), tooMuch);
}

QTEST_GUILESS_MAIN(TestImportTransactions)
#include "tst_importtransactions.moc"
