#include "models/domain/candidate.h"

#include <QTest>

#include <random>

using namespace pl;

namespace {

Plumber plumber(int number, const QString &name, const QStringList &services)
{
    Plumber p;
    p.id = QUuid(static_cast<uint>(number), 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
    p.firstName = name;
    p.zipCode = QStringLiteral("10001");
    p.services = services;
    return p;
}

const QStringList kDrains{QStringLiteral("Drain Cleaning")};

Lead drainLead()
{
    Lead lead;
    lead.serviceNeeded = kDrains.first();
    lead.zipCode = QStringLiteral("78701");
    return lead;
}

} // namespace

class TestCandidate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theEligibleComeFirstAndEachSaysWhy()
    {
        QList<Plumber> plumbers{
            plumber(1, QStringLiteral("Other service"), {QStringLiteral("Roofing")}),
            plumber(2, QStringLiteral("Paused"), kDrains), plumber(3, QStringLiteral("Full"), kDrains),
            plumber(4, QStringLiteral("Removed"), kDrains), plumber(5, QStringLiteral("Free"), kDrains)};
        plumbers[1].status = PlumberStatus::Paused;
        plumbers[2].dailyLeadCap = 2;
        plumbers[3].status = PlumberStatus::Removed;
        const auto ranked = rankCandidates(drainLead(), plumbers, {{plumbers[2].id, 2}});
        QCOMPARE(ranked.size(), 4);
        QCOMPARE(ranked[0].plumberId, plumbers[4].id);
        QVERIFY(ranked[0].eligible());
        QCOMPARE(ranked[1].exclusion, Exclusion::CapReached);
        QCOMPARE(ranked[1].leadsToday, 2);
        QCOMPARE(ranked[2].exclusion, Exclusion::ServiceNotOffered);
        QCOMPARE(ranked[3].exclusion, Exclusion::Paused);
    }

    void nearThenCardThenLoadThenName()
    {
        QList<Plumber> plumbers{plumber(1, QStringLiteral("Zed"), kDrains), plumber(2, QStringLiteral("Amy"), kDrains),
                                plumber(3, QStringLiteral("Busy"), kDrains),
                                plumber(4, QStringLiteral("Card"), kDrains),
                                plumber(5, QStringLiteral("Near"), kDrains)};
        plumbers[3].paymentReady = true;
        plumbers[4].zipCode = QStringLiteral("78745");
        QStringList names;
        for (const Candidate &c : rankCandidates(drainLead(), plumbers, {{plumbers[2].id, 3}}))
            names +=
                std::find_if(plumbers.begin(), plumbers.end(), [&](auto &p) { return p.id == c.plumberId; })->firstName;
        QCOMPARE(names, QStringList({QStringLiteral("Near"), QStringLiteral("Card"), QStringLiteral("Amy"),
                                     QStringLiteral("Zed"), QStringLiteral("Busy")}));
    }

    void theOrderOfTheInputDoesNotMatter()
    {
        QList<Plumber> plumbers;
        QHash<QUuid, int> today;
        std::mt19937 random(7);
        for (int i = 1; i <= 200; ++i) {
            plumbers += plumber(i, QStringLiteral("P%1").arg(random() % 20), i % 3 ? kDrains : QStringList());
            plumbers.last().paymentReady = random() % 2;
            plumbers.last().status = i % 7 ? PlumberStatus::Active : PlumberStatus::Paused;
            today[plumbers.last().id] = static_cast<int>(random() % 4);
        }
        const auto expected = rankCandidates(drainLead(), plumbers, today);
        for (int round = 0; round < 20; ++round) {
            std::shuffle(plumbers.begin(), plumbers.end(), random);
            QCOMPARE(rankCandidates(drainLead(), plumbers, today), expected);
        }
        const auto firstExcluded =
            std::find_if(expected.begin(), expected.end(), [](auto &c) { return !c.eligible(); });
        QVERIFY(firstExcluded != expected.begin());
        QVERIFY(std::none_of(firstExcluded, expected.end(), [](auto &c) { return c.eligible(); }));
    }

    void anUnknownZipIsNotNear()
    {
        Lead lead = drainLead();
        lead.zipCode.reset();
        QCOMPARE(rankCandidates(lead, {plumber(1, QStringLiteral("A"), kDrains)}, {}).first().sharedZipDigits, 0);
    }
};

QTEST_GUILESS_MAIN(TestCandidate)
#include "tst_candidate.moc"
