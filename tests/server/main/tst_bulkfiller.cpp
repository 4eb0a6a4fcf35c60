#include "models/domain/historycheck.h"
#include "models/supabase/useradmin.h"
#include "server/embedded/inprocesstransport.h"
#include "server/main/demo/bulkfiller.h"
#include "server/main/demo/demofiller.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using embedded::Database;
using embedded::LogKeeper;
using embedded::Sql;

/// Many sample leads in an embedded database look like the three years of an office, and keep nobody waiting.
class TestBulkFiller : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void comesFromItsSeed();
    void comesInSteps();
    void isSpreadOverThreeYears();
    void historyMatchesTheLeads();
    void historyIsSealed();
    void paymentsMatchTheLeads();
    void nothingIsLeftToDo();
    void isWhole();
    void addsToWhatIsThere();

private:
    qint64 number(const char *sql) { return m_database->value(Sql{QString::fromLatin1(sql)}).toLongLong(); }
    void fill(int leads);

    QTemporaryDir m_dir;
    std::unique_ptr<embedded::EmbeddedSupabase> m_supabase;
    std::unique_ptr<Database> m_database;
    int m_steps = 0;
};

namespace {

constexpr int kLeads = 25'000;

} // namespace

void TestBulkFiller::fill(int leads)
{
    auto filler = demo::BulkFiller::open(m_supabase->databaseFile(), leads, Timestamp::now(), 7);
    QVERIFY2(filler.ok(), filler ? "" : qPrintable(filler.error().message));
    m_steps = 0;
    const qint64 before = number("select count(*) from leads");
    for (int done = 0; !(*filler)->isDone(); ++m_steps) {
        const auto step = (*filler)->addStep();
        QVERIFY2(step.ok(), step ? "" : qPrintable(step.error().message));
        QVERIFY(*step > done && *step - done <= demo::BulkFiller::kStep);
        done = *step;
        QCOMPARE(number("select count(*) from leads"), before + done);
    }
}

void TestBulkFiller::initTestCase()
{
    auto opened = embedded::EmbeddedSupabase::open({m_dir.path()});
    QVERIFY(opened.ok());
    m_supabase = std::move(opened).value();
    embedded::InProcessTransport transport(*m_supabase);
    supabase::KeyCredentials credentials(m_supabase->keys().serviceKey);
    supabase::RestClient rest(transport, credentials);
    demo::DemoFiller filler(rest);
    const auto filled = filler.fill(0, {}, false);
    QTRY_VERIFY(filled.isFinished());
    QVERIFY(filled.result().ok());
    auto database = Database::open(m_supabase->databaseFile());
    QVERIFY(database.ok());
    m_database = std::move(database).value();
}

void TestBulkFiller::comesFromItsSeed()
{
    const auto leadsOf = [this](quint64 seed) {
        const QTemporaryDir dir;
        const QString file = dir.filePath(QStringLiteral("copy.db"));
        (void)m_database->run(Sql{QStringLiteral("vacuum into ?"), {file}});
        auto filler = demo::BulkFiller::open(file, 2000, Timestamp{1'795'000'000'000'000}, seed);
        while (filler.ok() && !(*filler)->isDone())
            if (!(*filler)->addStep())
                return QString();
        auto database = Database::open(file);
        return (*database)
            ->value(Sql::lit("select group_concat(id || first_name || last_name || email || phone_number || "
                             "service_needed || created_at || status || coalesce(assigned_plumber_id, ''), ';') from "
                             "(select * from leads order by id)"))
            .toString();
    };
    const QString first = leadsOf(1);
    QVERIFY(first.size() > 2000 * 100);
    QVERIFY(leadsOf(1) == first);
    QVERIFY(leadsOf(2) != first);
    for (const char *script : {"Соколов", "佐藤", "김", "حداد", "כהן", "शर्मा", "Garcia"})
        QVERIFY2(first.contains(QString::fromUtf8(script)), script);
}

void TestBulkFiller::comesInSteps()
{
    fill(kLeads);
    QCOMPARE(m_steps, 3);
    QCOMPARE(number("select count(*) from leads"), kLeads);
    QVERIFY(QFileInfo(m_supabase->databaseFile() + QStringLiteral("-wal")).size() <= LogKeeper::kBytes);
}

void TestBulkFiller::isSpreadOverThreeYears()
{
    // By the 30 days: the oldest first.
    const auto inMonth = [this](int month) {
        const qint64 begin = Timestamp::now().micros - qint64(36 - month) * 30 * 86'400'000'000;
        return m_database
            ->value({QStringLiteral("select count(*) from leads where created_at between ? and ?"),
                     {begin, begin + 30LL * 86'400'000'000}})
            .toInt();
    };
    for (int month = 0; month < 36; ++month)
        QVERIFY2(inMonth(month) > kLeads / 1000, QByteArray::number(month));
    QVERIFY(inMonth(35) > 4 * inMonth(2));
    QCOMPARE(number("select count(*) from leads where created_at > unixepoch() * 1000000 + 5000000"), 0);
}

void TestBulkFiller::historyMatchesTheLeads()
{
    QCOMPARE(number("select count(*) from lead_events where kind = 'received'"), kLeads);
    QCOMPARE(number("select count(*) from leads l where assigned_plumber_id is not null and not exists (select 1 from "
                    "lead_events e where e.lead_id = l.id and kind = 'assigned' and e.at = l.assigned_at and "
                    "e.plumber_id = l.assigned_plumber_id)"),
             0);
    QCOMPARE(
        number("select count(*) from leads l where status = 'completed' and not exists (select 1 from lead_events e "
               "where e.lead_id = l.id and kind = 'completed' and e.at = l.completed_at and note = closed_reason)"),
        0);
    QCOMPARE(number("select count(*) from leads where assigned_at < created_at or accepted_at < assigned_at or "
                    "completed_at < assigned_at"),
             0);
    QCOMPARE(number("select count(*) from lead_events where hash is null"), 0);
    // Plumbers get what they offer.
    QCOMPARE(
        number("select count(*) from leads l join plumbers p on p.id = assigned_plumber_id where not exists (select "
               "1 from json_each(p.services) where value = l.service_needed)"),
        0);
}

void TestBulkFiller::historyIsSealed()
{
    embedded::Rows rows = m_database->run(Sql::lit(
        "select lead_id, sequence, previous_hash, hash, text_hash, text_salt, at, kind, actor, plumber_id, note "
        "from lead_events order by lead_id, sequence"));
    HistoryCheck check;
    while (rows.next()) {
        const auto text = [&rows](int column) { return rows.value(column).toString(); };
        const auto id = [&rows, &text](int column) {
            return rows.isNull(column) ? std::nullopt : std::optional(QUuid::fromString(text(column)));
        };
        const auto note = rows.isNull(10) ? std::nullopt : std::optional(text(10));
        const HistoryFault fault =
            check.add({*id(0), rows.value(1).toInt(), text(2), text(3), text(4), id(5),
                       Timestamp{rows.value(6).toLongLong()}, text(7), text(8), id(9), note, std::nullopt});
        QCOMPARE(fault, HistoryFault::None);
    }
    QCOMPARE(check.leads(), kLeads);
    QVERIFY(check.lines() > 3 * kLeads);
}

void TestBulkFiller::paymentsMatchTheLeads()
{
    const qint64 assigned = number("select count(*) from leads where assigned_plumber_id is not null");
    QVERIFY(assigned > kLeads * 7 / 10 && assigned < kLeads * 9 / 10);
    QCOMPARE(number("select count(*) from payments p join leads l on l.id = p.lead_id and l.assigned_plumber_id = "
                    "p.plumber_id and l.assigned_at = p.created_at"),
             assigned);
    for (const auto &[status, least, most] :
         {std::tuple("succeeded", 85, 92), {"failed", 5, 10}, {"refunded", 1, 4}, {"disputed", 1, 4}}) {
        const qint64 some = number(QByteArray("select count(*) from payments where status = '") + status + "'");
        QVERIFY2(some * 100 > assigned * least && some * 100 < assigned * most, status);
    }
    QCOMPARE(number("select count(*) from payment_attempts where kind = 'charge'"), assigned);
    QCOMPARE(number("select sum(amount_cents) from payment_attempts where kind = 'refund'"),
             number("select sum(refunded_cents) from payments"));
    // The price that the triggers make.
    QCOMPARE(
        number("select count(*) from payments p join leads l on l.id = lead_id join services s on s.name = "
               "service_needed where amount_cents <> cast(round(price_cents * case urgency when 'day' then 1.5 when "
               "'week' then 1 else 0.8 end) as integer)"),
        0);
}

void TestBulkFiller::nothingIsLeftToDo()
{
    QCOMPARE(number("select count(*) from notifications where status in ('pending', 'sending')"), 0);
    QVERIFY(number("select count(*) from notifications where status = 'sent'") > kLeads);
    QCOMPARE(number("select count(*) from payments where status in ('pending', 'processing', 'refund_requested')"), 0);
    QVERIFY(number("select count(*) from leads where status = 'new'") < kLeads / 100);
}

void TestBulkFiller::isWhole()
{
    QCOMPARE(m_database->value(Sql::lit("pragma integrity_check")).toString(), QStringLiteral("ok"));
    QVERIFY(!m_database->run(Sql::lit("pragma foreign_key_check")).next());
    QCOMPARE(number("select count(distinct id) from (select id from leads union all select id from payments)"),
             number("select (select count(*) from leads) + (select count(*) from payments)"));
}

void TestBulkFiller::addsToWhatIsThere()
{
    fill(1);
    fill(1200);
    QCOMPARE(number("select count(*) from leads"), kLeads + 1201);
}

QTEST_GUILESS_MAIN(TestBulkFiller)
#include "tst_bulkfiller.moc"
