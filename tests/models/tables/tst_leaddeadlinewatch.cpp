#include "models/tables/leaddeadlinewatch.h"

#include "tests/support/officefixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace pl::tables;
using pl::test::FakeTransport;

namespace {

const Timestamp kReceived{1'795'000'000'000'000};
constexpr qint64 kHour = 3600;

} // namespace

/// A lead for today: 120 minutes to assign, half of them gone after an hour.
class TestLeadDeadlineWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<test::OfficeFixture>(0);
        addLead(1);
        QVERIFY(m_office->load());
        m_now = kReceived;
        m_told.clear();
    }

    void eachStageIsReportedOnce()
    {
        watch();
        look(kHour - 1);
        QCOMPARE(m_told, QStringList());
        look(kHour);
        look(kHour + 1);
        QCOMPARE(m_told, (QStringList{QStringLiteral("half 1")}));
        look(2 * kHour - 1);
        QCOMPARE(m_told.size(), 1);
        look(2 * kHour);
        look(3 * kHour);
        QCOMPARE(m_told, (QStringList{QStringLiteral("half 1"), QStringLiteral("over 1")}));
    }

    void reachingBothStagesReportsTheLast()
    {
        watch();
        look(5 * kHour);
        QCOMPARE(m_told, (QStringList{QStringLiteral("over 1")}));
    }

    void aClockSetBackAndForthReportsNothingTwice()
    {
        watch();
        look(kHour);
        look(-100 * kHour);
        look(kHour);
        look(2 * kHour);
        look(0);
        look(2 * kHour);
        QCOMPARE(m_told, (QStringList{QStringLiteral("half 1"), QStringLiteral("over 1")}));
    }

    void aRestartReportsNothingTwice()
    {
        watch();
        look(kHour);
        const auto kept = m_watch->told();
        watch(kept);
        look(kHour);
        QCOMPARE(m_told.size(), 1);
        look(2 * kHour);
        QCOMPARE(m_told.size(), 2);
        watch(m_watch->told());
        look(3 * kHour);
        QCOMPARE(m_told.size(), 2);
    }

    void assignedLeadsAreNotReported()
    {
        watch();
        m_office->changeLead(1, [](Lead &lead) { lead.status = LeadStatus::Assigned; });
        look(5 * kHour);
        QCOMPARE(m_told, QStringList());
        // It came back from the plumber, too late.
        m_office->changeLead(1, [](Lead &lead) { lead.status = LeadStatus::New; });
        QCOMPARE(m_told, (QStringList{QStringLiteral("over 1")}));
    }

    void severalAtOnce()
    {
        for (int i = 2; i <= 4; ++i)
            addLead(i);
        m_office->replica.syncNow();
        QTRY_COMPARE(m_office->replica.leadCount(), 4);
        watch();
        QSignalSpy reached(m_watch.get(), &LeadDeadlineWatch::reached);
        look(kHour);
        QCOMPARE(reached.count(), 1);
        QCOMPARE(reached.first().at(0).value<QList<QUuid>>().size(), 4);
    }

    void completedLeadsAreForgotten()
    {
        watch();
        look(kHour);
        QCOMPARE(m_watch->told().size(), 1);
        m_office->changeLead(1, [](Lead &lead) { lead.status = LeadStatus::Completed; });
        QVERIFY(m_watch->told().isEmpty());
    }

    void signingOutForgetsNothing()
    {
        watch();
        look(kHour);
        m_office->replica.clear();
        QCOMPARE(m_watch->told().size(), 1);
    }

private:
    void addLead(int number)
    {
        nlohmann::json row = FakeTransport::lead(number, "Maria", "Gonzalez");
        row["urgency"] = "day";
        row["created_at"] = kReceived.toString().toStdString();
        row["updated_at"] = m_office->transport.nextTime();
        m_office->transport.put("leads", row);
    }
    void watch(const LeadDeadlineWatch::Told &told = {})
    {
        m_watch = std::make_unique<LeadDeadlineWatch>(m_office->replica, told, nullptr, [this] { return m_now; });
        connect(m_watch.get(), &LeadDeadlineWatch::reached, this,
                [this](const QList<QUuid> &halfGone, const QList<QUuid> &over) {
                    for (const QUuid &id : halfGone)
                        m_told += QStringLiteral("half %1").arg(number(id));
                    for (const QUuid &id : over)
                        m_told += QStringLiteral("over %1").arg(number(id));
                });
    }
    void look(qint64 secondsAfter)
    {
        m_now = kReceived.addSeconds(secondsAfter);
        m_watch->check();
    }
    static int number(const QUuid &id) { return id.toString(QUuid::WithoutBraces).right(4).toInt(); }

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<LeadDeadlineWatch> m_watch;
    Timestamp m_now;
    QStringList m_told;
};

QTEST_GUILESS_MAIN(TestLeadDeadlineWatch)
#include "tst_leaddeadlinewatch.moc"
