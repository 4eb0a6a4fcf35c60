#include "tests/server/migrate/officedatabase.h"

#include <QTest>

using namespace pl;
using namespace pl::test;

/// Plumbers' papers, hours, caps and their verified mark in PostgreSQL. tests/server/embedded/tst_plumbers asks the
/// embedded database the same.
class TestPlumberTransactions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_office.start(), m_office.log()); }
    void init() { QVERIFY2(m_office.reload(), m_office.log()); }
    void keepsWhatTheOfficeWrites();
    void refusesWhatNoProgramCouldRead_data();
    void refusesWhatNoProgramCouldRead();
    void whoVerifiesIsWritten();
    void theOwnerRestoresWhoVerified();
    void automaticAssignmentsKeepToTheRules_data();
    void automaticAssignmentsKeepToTheRules();
    void aWithdrawnPlumberSaysNothing();

private:
    QString change(const char *who, const QString &changes)
    {
        return m_office
            .as(QString::fromLatin1(who), QStringLiteral("update plumbers set %1 where id = '%2'").arg(changes, kDee))
            .text();
    }
    QString plumber(const char *columns)
    {
        return m_office.text(
            QStringLiteral("select %1 from plumbers where id = '%2'").arg(QLatin1StringView(columns), kDee));
    }

    static inline const QString kDee = QStringLiteral("10000000-0000-4000-8000-000000000004"); // has no leads
    OfficeDatabase m_office;
};

void TestPlumberTransactions::keepsWhatTheOfficeWrites()
{
    QCOMPARE(plumber("zip_codes, language, work_hours is null, verified_at is null"),
             QStringLiteral("{}|en|true|true"));
    for (const char *who : {"staff", "admin"}) {
        QVERIFY(m_office.reload());
        QCOMPARE(change(who, QStringLiteral("company = 'Bob', license_number = 'M-1', license_expires = '2027-03-01',"
                                            " insurance_expires = '2026-12-31', paused_until = '2026-12-12',"
                                            " weekly_lead_cap = 7, monthly_lead_cap = 20,"
                                            " zip_codes = '{78701,02134}', language = 'es',"
                                            " work_hours = '{\"mon\": [[\"08:00\", \"12:00\"],"
                                            " [\"12:00\", \"24:00\"]], \"sun\": []}'")),
                 QStringLiteral("1"));
        QCOMPARE(plumber("company, license_number, license_expires::text, paused_until::text, zip_codes::text"),
                 QStringLiteral("Bob|M-1|2027-03-01|2026-12-12|{78701,02134}"));
    }
}

void TestPlumberTransactions::refusesWhatNoProgramCouldRead_data()
{
    QTest::addColumn<QString>("changes");
    QTest::addColumn<QString>("code");
    const auto row = [](const QString &changes, const char *code) {
        QTest::newRow(qPrintable(changes.left(60))) << changes << QString::fromLatin1(code);
    };
    const auto hours = [&row](const char *value) {
        row(QStringLiteral("work_hours = '%1'").arg(QLatin1StringView(value)), "P0001");
    };
    row(QStringLiteral("weekly_lead_cap = 0"), "23514");
    row(QStringLiteral("monthly_lead_cap = -1"), "23514");
    row(QStringLiteral("language = 'fr'"), "23514");
    row(QStringLiteral("license_expires = 'infinity'"), "P0001");
    row(QStringLiteral("insurance_expires = '12026-01-01'"), "P0001");
    row(QStringLiteral("paused_until = '2026-11-23 BC'"), "P0001");
    row(QStringLiteral("zip_codes = null"), "23502");
    row(QStringLiteral("zip_codes = '{7870}'"), "P0001");
    row(QStringLiteral("zip_codes = '{78701-1234}'"), "P0001");
    row(QStringLiteral("zip_codes = '{{78701},{78702}}'"), "P0001");
    row(QStringLiteral("zip_codes = array['78701', null]"), "P0001");
    row(QStringLiteral("zip_codes = array_fill('78701'::text, array[201])"), "P0001");
    hours("[]");
    hours("7");
    hours(R"({"monday": []})");
    hours(R"({"mon": 8})");
    hours(R"({"mon": [["08:00"]]})");
    hours(R"({"mon": [[8, 17]]})");
    hours(R"({"mon": [["17:00", "08:00"]]})");
    hours(R"({"mon": [["8:00", "9:00"]]})");
    hours(R"({"mon": [["13:00", "14:00"], ["08:00", "09:00"]]})");
    hours(R"({"mon": [["08:00", "12:00"], ["11:00", "13:00"]]})");
    row(QStringLiteral("company = repeat('x', 101)"), "22001");
    row(QStringLiteral("verified_by = 'ada@office.test'"), "42501");
}

void TestPlumberTransactions::refusesWhatNoProgramCouldRead()
{
    QFETCH(QString, changes);
    QTEST(change("staff", changes), "code");
}

void TestPlumberTransactions::whoVerifiesIsWritten()
{
    const QString verify = QStringLiteral("verified_at = '2000-01-01'");
    QCOMPARE(change("staff", verify), QStringLiteral("1"));
    QCOMPARE(plumber("verified_by, verified_at > now() - interval '1 hour'"), QStringLiteral("sam@office.test|true"));
    // Whoever saves the plumber later doesn't become the one who verified.
    QCOMPARE(change("admin", verify + QStringLiteral(", company = 'x'")), QStringLiteral("1"));
    QCOMPARE(plumber("verified_by, verified_at > now() - interval '1 hour'"), QStringLiteral("sam@office.test|true"));
    QCOMPARE(change("admin", QStringLiteral("verified_at = null")), QStringLiteral("1"));
    QCOMPARE(plumber("verified_by is null"), QStringLiteral("true"));
    QCOMPARE(change("admin", verify), QStringLiteral("1"));
    QCOMPARE(plumber("verified_by"), QStringLiteral("ada@office.test"));
}

/// As a backup's rows come back.
void TestPlumberTransactions::theOwnerRestoresWhoVerified()
{
    m_office.text(
        QStringLiteral("update plumbers set verified_at = '2020-01-01 12:00Z', verified_by = 'ada@office.test'"
                       " where id = '%1'")
            .arg(kDee));
    QCOMPARE(plumber("verified_by, verified_at = '2020-01-01 12:00Z'"), QStringLiteral("ada@office.test|true"));
}

void TestPlumberTransactions::automaticAssignmentsKeepToTheRules_data()
{
    QTest::addColumn<QString>("terms");
    QTest::addColumn<QString>("outcome");
    const auto row = [](const char *name, const char *terms, const char *outcome) {
        QTest::newRow(name) << QString::fromLatin1(terms) << QString::fromLatin1(outcome);
    };
    row("nothing speaks against it", "company = 'x'", "1");
    row("paused", "status = 'paused'", "P0001");
    row("paused until tomorrow", "status = 'paused', paused_until = '2026-11-24'", "P0001");
    row("paused until today", "status = 'paused', paused_until = '2026-11-23'", "1");
    row("insured until today", "insurance_expires = '2026-11-23'", "1");
    row("insured until yesterday", "insurance_expires = '2026-11-22'", "P0001");
    row("licensed until yesterday", "license_expires = '2026-11-22'", "P0001");
    row("room this week", "weekly_lead_cap = 2", "1");
    row("the week is full", "weekly_lead_cap = 1", "P0001");
    row("the month is full", "monthly_lead_cap = 1", "P0001");
}

void TestPlumberTransactions::automaticAssignmentsKeepToTheRules()
{
    QFETCH(QString, terms);
    const auto give = [this](int lead, bool isAutomatic) {
        return m_office
            .as(QStringLiteral("service"),
                QStringLiteral("update leads set assigned_plumber_id = '%1', decision = jsonb_build_object('automatic',"
                               " %2, 'today', '2026-11-23', 'day_began', '2000-01-01', 'week_began', '2000-01-01',"
                               " 'month_began', '2000-01-01')"
                               " where id = '20000000-0000-4000-8000-00000000000%3'")
                    .arg(kDee, isAutomatic ? QStringLiteral("true") : QStringLiteral("false"))
                    .arg(lead))
            .text();
    };
    QCOMPARE(change("staff", QStringLiteral("status = 'active'")), QStringLiteral("1"));
    QCOMPARE(give(1, false), QStringLiteral("1"));
    QCOMPARE(change("staff", terms), QStringLiteral("1"));
    QTEST(give(2, true), "outcome");
}

void TestPlumberTransactions::aWithdrawnPlumberSaysNothing()
{
    m_office.text(QStringLiteral("insert into imports (id, kind, file_name, total) values"
                                 " ('70000000-0000-4000-8000-000000000009', 'plumbers', 'x.csv', 1)"));
    const auto cleanUp = qScopeGuard([this] {
        m_office.text(QStringLiteral("update plumbers set import_id = null"));
        m_office.text(QStringLiteral("delete from imports where id = '70000000-0000-4000-8000-000000000009'"));
    });
    const QString id = QStringLiteral("80000000-0000-4000-8000-000000000009");
    QCOMPARE(m_office
                 .as(QStringLiteral("admin"),
                     QStringLiteral("insert into plumbers (id, import_id, first_name, last_name, email, phone_number,"
                                    " zip_code, services, company, license_number, zip_codes, verified_at) values"
                                    " ('%1', '70000000-0000-4000-8000-000000000009', 'A', 'B', 'ab@pipes.test', '1',"
                                    " '78701', '[]', 'AB Inc', 'M-7', '{78701}', now())")
                         .arg(id))
                 .text(),
             QStringLiteral("1"));
    QCOMPARE(m_office
                 .as(QStringLiteral("admin"),
                     QStringLiteral("update plumbers set withdrawn_at = now() where id = '%1'").arg(id))
                 .text(),
             QStringLiteral("1"));
    QCOMPARE(m_office.text(QStringLiteral("select company is null, license_number is null, zip_codes::text,"
                                          " verified_by is null from plumbers where id = '%1'")
                               .arg(id)),
             QStringLiteral("true|true|{}|true"));
    m_office.text(QStringLiteral("delete from plumbers where id = '%1'").arg(id));
}

QTEST_GUILESS_MAIN(TestPlumberTransactions)
#include "tst_plumbertransactions.moc"
