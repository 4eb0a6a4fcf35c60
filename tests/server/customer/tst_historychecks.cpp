#include "server/customer/historycheckcall.h"
#include "tests/server/customer/customeroffice.h"

#include "models/sqlite/sqlitedb.h"

using namespace pl;
using namespace pl::customer;
using nlohmann::json;
using pl::test::CustomerOffice;
using pl::test::wait;

/// Verifying histories, on the embedded store, and after somebody altered them by SQL.
class TestHistoryChecks : public QObject
{
    Q_OBJECT

    std::unique_ptr<CustomerOffice> m_office;
    QUuid m_lead;

    HistoryReport check(std::optional<QUuid> lead = {})
    {
        return wait((new HistoryCheckCall(m_office->rest(), lead, this))->start()).valueOr(HistoryReport());
    }
    /// As the file's owner can.
    bool alter(const QByteArray &sql)
    {
        auto db = sqlite::SqliteDb::open(m_office->path("supabase.db"), sqlite::SqliteDb::Mode::Existing);
        return db && db->run("pragma busy_timeout = 5000; " + sql).ok();
    }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<CustomerOffice>();
        m_lead = m_office->addLead();
        m_office->addLead();
        QVERIFY(m_office->change("leads", m_lead, {{"assigned_plumber_id", toJson(m_office->addPlumber())}}));
        QVERIFY(m_office->change("leads", m_lead, {{"status", "completed"}, {"closed_reason", "done"}}));
    }
    void cleanup() { m_office.reset(); }

    void findsNothingWrong()
    {
        const HistoryReport report = check();
        QCOMPARE(report.lines, 4);
        QCOMPARE(report.leads, 2);
        QCOMPARE(report.brokenLines, 0);
        QCOMPARE(check(m_lead).lines, 3);
        QCOMPARE(check(QUuid::createUuid()).lines, 0);
    }

    void findsWhatWasAltered_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<int>("line");
        QTest::newRow("another person")
            << QByteArray("update lead_events set actor = 'eve@office.test' where kind = 'assigned'") << 2;
        QTest::newRow("another time") << QByteArray("update lead_events set at = at + 1 where kind = 'assigned'") << 2;
        QTest::newRow("a line less") << QByteArray("delete from lead_events where kind = 'assigned'") << 3;
    }
    void findsWhatWasAltered()
    {
        QFETCH(QByteArray, sql);
        QFETCH(int, line);
        QVERIFY(alter("drop trigger if exists history_stays; " + sql));
        const HistoryReport report = check();
        QVERIFY(report.brokenLines >= 1);
        QCOMPARE(report.broken.first().leadId, m_lead);
        QCOMPARE(report.broken.first().sequence, line);
        QCOMPARE(HistoryReport::fromJson(report.toJson()).valueOr({}).broken, report.broken);
    }

    void anErasedHistoryFits()
    {
        QVERIFY(m_office->erase().ok());
        const HistoryReport report = check();
        QVERIFY(report.lines > 4);
        QCOMPARE(report.brokenLines, 0);
    }

    void readsPageAfterPage()
    {
        json many = json::array();
        for (int i = 0; i < 1050; ++i)
            many.push_back({{"first_name", "A"},
                            {"last_name", "B"},
                            {"email", "a@b.test"},
                            {"phone_number", "+15125550177"},
                            {"service_needed", ""},
                            {"urgency", "day"}});
        QVERIFY(wait(m_office->rest().insert(supabase::Query("leads").select("id"), many)).ok());
        const HistoryReport report = check();
        QCOMPARE(report.lines, 1054);
        QCOMPARE(report.leads, 1052);
        QCOMPARE(report.brokenLines, 0);
    }
};

QTEST_GUILESS_MAIN(TestHistoryChecks)
#include "tst_historychecks.moc"
