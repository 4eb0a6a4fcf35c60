#include "tests/server/migrate/officedatabase.h"

#include <QTest>

#include <barrier>
#include <thread>

using namespace pl;
using namespace pl::test;

/// What the database does about who gets a lead: the cap that no number of servers can pass, the reasons that are kept,
/// and why a lead came back.
class TestDispatchTransactions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_office.start(), m_office.log()); }
    void init();
    void aCapOfThreeWithFiftyServersAtOnce();
    void aPersonMayPassTheCap();
    void aPausedPlumberIsNotAssignedAutomatically();
    void theHistoryKeepsTheReasons();
    void thePreviousPlumbersReasonsAreCleared();
    void showsWhyALeadCameBack_data();
    void showsWhyALeadCameBack();
    void anAssignedLeadNeedsNoAttention();

private:
    QString change(const QString &what, const QString &who = QStringLiteral("service"));
    QString lead(const QString &columns)
    {
        return m_office.text(QStringLiteral("select %1 from leads where id = '%2'").arg(columns, kLead));
    }

    static inline const QString kLead = QStringLiteral("20000000-0000-4000-8000-000000000001");
    OfficeDatabase m_office;
};

namespace {

const QString kDispatchedTo = QStringLiteral("10000000-0000-4000-8000-000000000001");
const QString kNextBest = QStringLiteral("10000000-0000-4000-8000-000000000002");

QString automatically(const QString &plumber)
{
    return QStringLiteral("assigned_plumber_id = '%1', decision = jsonb_build_object('automatic', true, 'day_began',"
                          " now() - interval '1 hour')")
        .arg(plumber);
}

QString byHand(const QString &plumber)
{
    return QStringLiteral("assigned_plumber_id = '%1', decision = '{\"automatic\": false, \"rank\": 2}'").arg(plumber);
}

} // namespace

void TestDispatchTransactions::init()
{
    QVERIFY2(m_office.reload(), m_office.log());
}

QString TestDispatchTransactions::change(const QString &what, const QString &who)
{
    return m_office.as(who, QStringLiteral("update leads set %1 where id = '%2'").arg(what, kLead)).text();
}

void TestDispatchTransactions::aCapOfThreeWithFiftyServersAtOnce()
{
    constexpr int kServers = 50;
    m_office.text(QStringLiteral("update plumbers set daily_lead_cap = 3 where id = '%1'").arg(kDispatchedTo));
    m_office.text(QStringLiteral("update leads set assigned_plumber_id = null, status = 'new' where assigned_plumber_id"
                                 " = '%1'")
                      .arg(kDispatchedTo));
    m_office.text(
        QStringLiteral("insert into leads (id, first_name, last_name, email, phone_number, service_needed,"
                       " urgency) select ('30000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'C', 'N',"
                       " 'c@home.test', '1', 'Drain Cleaning', 'day' from generate_series(0, 49) n"));
    std::vector<QString> outcomes(kServers);
    std::barrier start(kServers);
    {
        std::vector<std::jthread> servers;
        for (int i = 0; i < kServers; ++i)
            servers.emplace_back([this, i, &outcomes, &start] {
                const auto connection = m_office.connect();
                start.arrive_and_wait();
                if (!connection)
                    return;
                const auto answer = (*connection)->inTransaction([&]() -> Result<QList<QVariantList>> {
                    if (const auto became = becomeCaller(**connection, QStringLiteral("service")); !became)
                        return became.error();
                    return (*connection)
                        ->rows(QStringLiteral("update leads set %1 where id = '30000000-0000-4000-8000-%2' and"
                                              " version = 1 returning id")
                                   .arg(automatically(kDispatchedTo), QString::number(i).rightJustified(12, u'0')));
                });
                outcomes[size_t(i)] = answer ? QString::number(answer->size()) : answer.error().remoteCode;
            });
    }
    QCOMPARE(std::count(outcomes.begin(), outcomes.end(), QStringLiteral("1")), 3);
    QCOMPARE(std::count(outcomes.begin(), outcomes.end(), QStringLiteral("P0001")), kServers - 3);
    QCOMPARE(
        m_office.text(QStringLiteral("select count(*) from leads where assigned_plumber_id = '%1'").arg(kDispatchedTo)),
        QStringLiteral("3"));
}

void TestDispatchTransactions::aPersonMayPassTheCap()
{
    m_office.text(QStringLiteral("update plumbers set daily_lead_cap = 1 where id = '%1'").arg(kDispatchedTo));
    m_office.text(QStringLiteral("update leads set assigned_plumber_id = '%1', assigned_at = now() where id <> '%2'"
                                 " and status = 'new'")
                      .arg(kDispatchedTo, kLead));
    QCOMPARE(change(automatically(kDispatchedTo)), QStringLiteral("P0001"));
    QCOMPARE(change(byHand(kDispatchedTo), QStringLiteral("staff")), QStringLiteral("1"));
}

void TestDispatchTransactions::aPausedPlumberIsNotAssignedAutomatically()
{
    m_office.text(QStringLiteral("update plumbers set status = 'paused' where id = '%1'").arg(kDispatchedTo));
    QCOMPARE(change(automatically(kDispatchedTo)), QStringLiteral("P0001"));
    QCOMPARE(change(byHand(kDispatchedTo), QStringLiteral("staff")), QStringLiteral("1"));
}

void TestDispatchTransactions::theHistoryKeepsTheReasons()
{
    QCOMPARE(change(byHand(kDispatchedTo), QStringLiteral("staff")), QStringLiteral("1"));
    QCOMPARE(m_office.text(QStringLiteral("select kind, actor, detail ->> 'rank' from lead_events where lead_id = '%1'"
                                          " order by id desc limit 1")
                               .arg(kLead)),
             QStringLiteral("assigned|sam@office.test|2"));
    QCOMPARE(change(QStringLiteral("decision = '{}'")), QStringLiteral("1"));
    QCOMPARE(lead(QStringLiteral("decision ->> 'rank'")), QStringLiteral("2"));
}

void TestDispatchTransactions::thePreviousPlumbersReasonsAreCleared()
{
    m_office.text(QStringLiteral("update plumbers set daily_lead_cap = 1 where id = '%1'").arg(kNextBest));
    QCOMPARE(change(automatically(kNextBest)), QStringLiteral("1"));
    QCOMPARE(change(QStringLiteral("assigned_plumber_id = '%1'").arg(kDispatchedTo), QStringLiteral("staff")),
             QStringLiteral("1"));
    QCOMPARE(lead(QStringLiteral("decision is null")), QStringLiteral("true"));
}

void TestDispatchTransactions::showsWhyALeadCameBack_data()
{
    QTest::addColumn<QString>("also");
    QTest::addColumn<QString>("attention");
    QTest::addColumn<QString>("line");
    const auto row = [](const char *name, const char *also, const char *attention, const char *line) {
        QTest::newRow(name) << QString::fromLatin1(also) << QString::fromLatin1(attention) << QString::fromLatin1(line);
    };
    row("taken back", "", "returned", "unassigned|");
    row("not answered", ", attention = 'unanswered'", "unanswered", "unassigned|unanswered");
    row("declined", ", attention = 'declined'", "declined", "declined|");
}

void TestDispatchTransactions::showsWhyALeadCameBack()
{
    QFETCH(QString, also);
    QFETCH(QString, attention);
    QFETCH(QString, line);
    QCOMPARE(change(automatically(kDispatchedTo)), QStringLiteral("1"));
    QCOMPARE(change(QStringLiteral("status = 'new', assigned_plumber_id = null") + also), QStringLiteral("1"));
    QCOMPARE(lead(QStringLiteral("attention")), attention);
    QCOMPARE(m_office.text(QStringLiteral("select kind, note from lead_events where lead_id = '%1' order by id desc"
                                          " limit 1")
                               .arg(kLead)),
             line);
}

void TestDispatchTransactions::anAssignedLeadNeedsNoAttention()
{
    QCOMPARE(change(QStringLiteral("attention = 'nobody'")), QStringLiteral("1"));
    QCOMPARE(lead(QStringLiteral("attention")), QStringLiteral("nobody"));
    QCOMPARE(change(automatically(kDispatchedTo)), QStringLiteral("1"));
    QCOMPARE(lead(QStringLiteral("attention is null")), QStringLiteral("true"));
}

QTEST_GUILESS_MAIN(TestDispatchTransactions)
#include "tst_dispatchtransactions.moc"
