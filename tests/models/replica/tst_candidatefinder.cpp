#include "models/replica/candidatefinder.h"
#include "tests/support/officefixture.h"

#include <QTest>

#include <random>

using namespace pl;
using namespace pl::replica;
using pl::test::FakeTransport;
using pl::test::OfficeFixture;

/// Who can take a lead is known at once: the roster is kept from one lead to the next, and so are the counts of a
/// plumber's leads. What was computed is counted, not timed.
class TestCandidateFinder : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<OfficeFixture> m_office;

    const CandidateFinder &finder() const { return m_office->replica.candidates(); }
    Timestamp now() const { return m_office->lead(1).createdAt.addSeconds(3600); }
    QList<Candidate> candidates(int lead = 1) const { return finder().candidatesFor(m_office->lead(lead), now()); }
    void changePlumber(int number, const std::function<void(Plumber &)> &change)
    {
        Plumber plumber = *m_office->replica.plumber(OfficeFixture::plumberId(number));
        change(plumber);
        ++plumber.version;
        m_office->replica.apply(plumber);
    }
    void assign(int lead, std::optional<QUuid> plumber, Timestamp at)
    {
        m_office->changeLead(lead, [&](Lead &row) {
            row.assignedPlumberId = plumber;
            row.assignedAt = plumber ? std::optional(at) : std::nullopt;
            row.status = plumber ? LeadStatus::Assigned : LeadStatus::New;
        });
    }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<OfficeFixture>(6);
        QVERIFY(m_office->load());
        QTRY_COMPARE(m_office->replica.leadCount(), 6);
    }
    void cleanup() { m_office.reset(); }

    void askingAgainComputesNothingAgain()
    {
        QCOMPARE(candidates().size(), 3);
        const CandidateFinder::Work work = finder().work();
        QCOMPARE(work.plumbers, 3);
        for (int lead = 1; lead <= 6; ++lead) {
            QCOMPARE(candidates(lead).size(), 3);
            QVERIFY(!finder().decisionFor(m_office->lead(lead), OfficeFixture::plumberId(1), now()).is_null());
            (void)finder().leadsToday(now());
        }
        QVERIFY(finder().work() == work);
    }

    void aChangedPlumberIsTheOnlyOnePutInAgain()
    {
        (void)candidates();
        const qint64 before = finder().work().plumbers;
        changePlumber(1, [](Plumber &plumber) { plumber.status = PlumberStatus::Removed; });
        QCOMPARE(candidates().size(), 2);
        QCOMPARE(finder().work().plumbers, before + 1);
    }

    void aResetPutsInOnlyWhatIsNew()
    {
        (void)candidates();
        const qint64 before = finder().work().plumbers;
        Q_EMIT m_office->replica.reset();
        QCOMPARE(candidates().size(), 3);
        QCOMPARE(finder().work().plumbers, before);
        m_office->replica.clear();
        QVERIFY(finder().rank(Lead(), Situation()).isEmpty());
    }

    void manyPlumbersAreTakenWhileNobodyAsks()
    {
        constexpr int kMany = 3000;
        for (int number = 10; number < 10 + kMany; ++number)
            m_office->transport.put("plumbers",
                                    FakeTransport::plumber(number, "Pat", std::to_string(number), {"Drain Cleaning"}));
        m_office->replica.syncNow();
        QTRY_COMPARE(m_office->replica.plumbers().size(), kMany + 3);
        QTRY_COMPARE(finder().work().plumbers, kMany + 3);
        const CandidateFinder::Work work = finder().work();
        QCOMPARE(candidates().size(), kMany + 3);
        QCOMPARE(finder().work().plumbers, work.plumbers);
    }

    void keptCountsAreThoseOfAllLeads_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (const unsigned seed : {1U, 2U, 3U, 4U, 5U})
            QTest::addRow("seed %u", seed) << seed;
    }
    /// Leads come, go to others and come back, at any time of six weeks, while days begin.
    void keptCountsAreThoseOfAllLeads()
    {
        QFETCH(unsigned, seed);
        std::mt19937 random(seed);
        const auto below = [&random](int end) { return static_cast<int>(random() % static_cast<unsigned>(end)); };
        const Timestamp begin = now();
        Timestamp time = begin;
        RecentAssignments kept;
        std::vector<Lead> leads(40);
        for (Lead &lead : leads)
            lead.id = QUuid::createUuid();
        const DispatchSettings rules;
        for (int step = 0; step < 400; ++step) {
            Lead &lead = leads[std::size_t(below(40))];
            lead.assignedPlumberId.reset();
            lead.assignedAt.reset();
            if (below(4) > 0) {
                lead.assignedPlumberId = OfficeFixture::plumberId(1 + below(3));
                lead.assignedAt = time.addSeconds(-below(20 * 86'400));
            }
            kept.take(lead);
            time = time.addSeconds(below(3) == 0 ? below(20'000) : 0);
            RecentAssignments fresh;
            for (const Lead &one : leads)
                fresh.take(one);
            Situation is;
            Situation shouldBe;
            is.now = shouldBe.now = time;
            kept.describe(is, rules);
            fresh.describe(shouldBe, rules);
            QCOMPARE(is.leadsToday, shouldBe.leadsToday);
            QCOMPARE(is.leadsThisWeek, shouldBe.leadsThisWeek);
            QCOMPARE(is.leadsThisMonth, shouldBe.leadsThisMonth);
        }
    }

    void aDayBeginsOnce()
    {
        assign(1, OfficeFixture::plumberId(1), now());
        assign(2, OfficeFixture::plumberId(1), now());
        QCOMPARE(finder().leadsToday(now()).value(OfficeFixture::plumberId(1)), 2);
        const Timestamp tomorrow = now().addSeconds(86'400);
        QVERIFY(finder().leadsToday(tomorrow).isEmpty());
        const qint64 counted = finder().work().assignments;
        for (int time = 0; time < 50; ++time)
            QVERIFY(finder().leadsToday(tomorrow.addSeconds(time)).isEmpty());
        QCOMPARE(finder().work().assignments, counted);
        assign(2, {}, now());
        QCOMPARE(finder().leadsToday(now()).value(OfficeFixture::plumberId(1)), 1);
    }
};

QTEST_GUILESS_MAIN(TestCandidateFinder)
#include "tst_candidatefinder.moc"
