#include "models/replica/bulkplan.h"
#include "tests/support/officefixture.h"

#include <QSignalSpy>

using namespace pl;
using namespace pl::replica;
using pl::test::FakeTransport;
using pl::test::OfficeFixture;

/// Who would get which of many leads, and why.
class TestBulkPlan : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<OfficeFixture> m;
    std::unique_ptr<BulkPlan> m_plan;
    const QUuid m_ann = OfficeFixture::plumberId(1);
    const QUuid m_bob = OfficeFixture::plumberId(2);
    const QUuid m_kevin = OfficeFixture::plumberId(4);

    /// Ann is near and Kevin further away; both have a cap.
    void fill(int leads, int annsCap, int kevinsCap)
    {
        m = std::make_unique<OfficeFixture>(leads);
        nlohmann::json ann = m->transport.row("plumbers", FakeTransport::plumberId(1));
        ann["daily_lead_cap"] = annsCap;
        m->transport.put("plumbers", ann);
        nlohmann::json kevin = FakeTransport::plumber(4, "Kevin", "Tran", {"Drain Cleaning"});
        kevin.update({{"zip_code", "78759"}, {"daily_lead_cap", kevinsCap}});
        m->transport.put("plumbers", kevin);
    }
    void change(int number, const nlohmann::json &columns)
    {
        nlohmann::json row = m->transport.row("leads", FakeTransport::leadId(number));
        row.update(columns);
        m->transport.put("leads", row);
    }
    void changePlumber(int number, const nlohmann::json &columns)
    {
        nlohmann::json row = m->transport.row("plumbers", FakeTransport::plumberId(number));
        row.update(columns);
        m->transport.put("plumbers", row);
    }
    void load()
    {
        QVERIFY(m->load());
        m_plan = std::make_unique<BulkPlan>(m->replica);
    }
    static QList<QUuid> ids(int count)
    {
        QList<QUuid> list;
        for (int n = 1; n <= count; ++n)
            list += OfficeFixture::leadId(n);
        return list;
    }
    /// Waits for the plan; whom each lead goes to.
    QList<QUuid> plumbers()
    {
        QList<QUuid> list;
        if (QTest::qWaitFor([this] { return m_plan->isReady(); }))
            for (const PlannedLead &row : m_plan->rows())
                list += row.goes() ? row.candidate.plumberId : QUuid();
        return list;
    }

private Q_SLOTS:
    void cleanup()
    {
        m_plan.reset();
        m.reset();
    }

    void capsCountAsTheListFills()
    {
        fill(4, 2, 1);
        load();
        m_plan->begin(ids(4));
        QCOMPARE(plumbers(), (QList{m_ann, m_ann, m_kevin, QUuid()}));
        QCOMPARE(m_plan->rows().at(0).candidate.leadsToday, 0);
        QCOMPARE(m_plan->rows().at(1).candidate.leadsToday, 1);
        QCOMPARE(m_plan->rows().at(3).stay, PlannedLead::Stay::Nobody);
        QCOMPARE(m_plan->rows().at(3).why, Exclusion::CapReached);
        QCOMPARE(m_plan->going(), 3);
        QCOMPARE(m_plan->canTake(m_ann), 2);
        QCOMPARE(m_plan->canTake(m_bob), 0);
    }

    void weeklyAndMonthlyCapsCountAsTheListFills()
    {
        fill(4, 9, 9);
        changePlumber(1, {{"weekly_lead_cap", 1}});
        changePlumber(4, {{"monthly_lead_cap", 2}});
        load();
        m_plan->begin(ids(4));
        QCOMPARE(plumbers(), (QList{m_ann, m_kevin, m_kevin, QUuid()}));
        QCOMPARE(m_plan->rows().at(3).why, Exclusion::WeekCapReached);
    }

    void nobodyWhosePapersHaveExpiredGetsThemAll()
    {
        fill(2, 5, 5);
        changePlumber(1, {{"insurance_expires", "2020-01-01"}});
        load();
        m_plan->begin(ids(2));
        QCOMPARE(plumbers(), (QList{m_kevin, m_kevin}));
        m_plan->begin(ids(2), m_ann);
        QCOMPARE(plumbers(), (QList{QUuid(), QUuid()}));
        QCOMPARE(m_plan->rows().first().stay, PlannedLead::Stay::Expired);
        QCOMPARE(m_plan->rows().first().candidate.exclusion, Exclusion::InsuranceExpired);
        // A person can still choose that plumber for one lead.
        m_plan->clear();
        m_plan->begin(ids(2));
        m_plan->choose(OfficeFixture::leadId(1), m_ann);
        QCOMPARE(plumbers(), (QList{m_ann, m_kevin}));
    }

    void whoGotLeadsTodayHasLessRoom()
    {
        fill(3, 2, 5);
        load();
        m->changeLead(3, [this](Lead &lead) {
            lead.assignedPlumberId = m_ann;
            lead.assignedAt = Timestamp::now();
            lead.status = LeadStatus::Assigned;
        });
        m_plan->begin(ids(2));
        QCOMPARE(plumbers().count(m_ann), 1);
    }

    void whoeverCanTakeNoneSaysWhy_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("zip");
        QTest::addColumn<Exclusion>("why");
        QTest::newRow("offered by nobody")
            << QStringLiteral("Bathroom Remodeling") << QStringLiteral("78701") << Exclusion::ServiceNotOffered;
        QTest::newRow("too far away") << QStringLiteral("Drain Cleaning") << QStringLiteral("10001")
                                      << Exclusion::TooFar;
        QTest::newRow("unknown") << QString() << QStringLiteral("78701") << Exclusion::ServiceUnknown;
    }
    void whoeverCanTakeNoneSaysWhy()
    {
        QFETCH(QString, service);
        QFETCH(QString, zip);
        QFETCH(Exclusion, why);
        fill(1, 5, 5);
        change(1, {{"service_needed", service.toStdString()}, {"zip_code", zip.toStdString()}});
        load();
        m_plan->begin(ids(1));
        QCOMPARE(plumbers(), QList{QUuid()});
        QCOMPARE(m_plan->rows().first().stay, PlannedLead::Stay::Nobody);
        QCOMPARE(m_plan->rows().first().why, why);
    }

    void whatIsAssignedCompletedOrErasedStays()
    {
        fill(3, 5, 5);
        change(1, {{"status", "assigned"}, {"assigned_plumber_id", FakeTransport::plumberId(2)}});
        change(2, {{"status", "completed"}, {"closed_reason", "done"}});
        change(3, {{"erased_at", m->transport.nextTime()}});
        load();
        m_plan->begin(ids(3));
        QCOMPARE(plumbers(), (QList{QUuid(), QUuid(), QUuid()}));
        QCOMPARE(m_plan->rows().at(0).stay, PlannedLead::Stay::HasPlumber);
        QCOMPARE(m_plan->rows().at(1).stay, PlannedLead::Stay::Completed);
        QCOMPARE(m_plan->rows().at(2).stay, PlannedLead::Stay::Erased);
    }

    void whoAskedNotToBeSoldStaysAlsoWithAPlumberChosen()
    {
        fill(3, 5, 5);
        change(1, {{"do_not_sell", true}});
        change(2,
               {{"do_not_sell", true}, {"status", "assigned"}, {"assigned_plumber_id", FakeTransport::plumberId(1)}});
        load();
        m_plan->begin(ids(2), m_bob);
        QCOMPARE(plumbers(), (QList{QUuid(), QUuid()}));
        QCOMPARE(m_plan->rows().at(0).stay, PlannedLead::Stay::NotForSale);
        QCOMPARE(m_plan->rows().at(1).stay, PlannedLead::Stay::NotForSale);
        m_plan->begin(ids(3));
        QVERIFY(!plumbers().last().isNull());
        QCOMPARE(m_plan->rows().at(1).stay, PlannedLead::Stay::HasPlumber);
    }

    void allCanGoToOneWhateverSpeaksAgainstIt()
    {
        fill(2, 5, 5);
        change(2, {{"status", "assigned"}, {"assigned_plumber_id", FakeTransport::plumberId(1)}});
        load();
        m_plan->begin(ids(2), m_bob);
        QCOMPARE(plumbers(), (QList{m_bob, m_bob}));
        QCOMPARE(m_plan->rows().first().candidate.exclusion, Exclusion::ServiceNotOffered);
        m_plan->begin(ids(2), m_ann);
        QCOMPARE(plumbers(), (QList{m_ann, QUuid()})); // who has it already
    }

    void whatThePersonChoseCountsFromTheStart()
    {
        fill(4, 2, 5);
        load();
        m_plan->choose(OfficeFixture::leadId(4), m_ann);
        m_plan->begin(ids(4));
        QCOMPARE(plumbers(), (QList{m_ann, m_kevin, m_kevin, m_ann}));
        QVERIFY(m_plan->rows().last().isChosen);
        QCOMPARE(m_plan->rows().last().candidate.exclusion, Exclusion::None);
        m_plan->clear();
        m_plan->begin(ids(4));
        QVERIFY(plumbers().count(m_kevin) == 2 && !m_plan->rows().last().isChosen);
    }

    void whatWasChosenForALeadThatStaysTakesNoRoom()
    {
        fill(2, 1, 5);
        change(2, {{"status", "completed"}, {"closed_reason", "done"}});
        load();
        m_plan->choose(OfficeFixture::leadId(2), m_ann);
        m_plan->begin(ids(2));
        QCOMPARE(plumbers(), (QList{m_ann, QUuid()}));
    }

    void freeLeadsAndDuplicatesCostNothing()
    {
        fill(4, 9, 9);
        change(2, {{"is_test", true}});
        change(3, {{"duplicate_of", FakeTransport::leadId(1)}});
        change(4, {{"urgency", "day"}});
        load();
        m_plan->begin(ids(4));
        QVERIFY(!plumbers().contains(QUuid()));
        QCOMPARE(m_plan->chargedCents(), 2500 + 3750);
    }

    void manyLeadsAreRankedInSlices()
    {
        fill(1, 5, 5);
        load();
        const QSignalSpy progressed(m_plan.get(), &BulkPlan::progressed);
        const QSignalSpy ready(m_plan.get(), &BulkPlan::ready);
        m_plan->begin(QList<QUuid>(50'000, OfficeFixture::leadId(1)));
        QVERIFY(!m_plan->isReady());
        QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 30'000);
        QVERIFY2(progressed.size() > 2, qPrintable(QString::number(progressed.size())));
        QCOMPARE(progressed.last(), (QVariantList{50'000, 50'000}));
    }
};

QTEST_GUILESS_MAIN(TestBulkPlan)
#include "tst_bulkplan.moc"
