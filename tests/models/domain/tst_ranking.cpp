#include "models/domain/ranking.h"

#include <QTest>
#include <QTimeZone>

#include <random>

using namespace pl;

namespace {

const QString kDrains = QStringLiteral("Drain Cleaning");
const Timestamp kNow{1'795'000'000'000'000};

QUuid id(int number)
{
    return {static_cast<uint>(number), 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
}

Plumber plumber(int number, const char *zip = "78701")
{
    Plumber p;
    p.id = id(number);
    p.firstName = QStringLiteral("P%1").arg(number);
    p.zipCode = QString::fromLatin1(zip);
    p.services = {kDrains};
    p.paymentReady = true;
    return p;
}

Lead drainLead(const char *zip = "78701")
{
    Lead lead;
    lead.id = id(9'000'000);
    lead.serviceNeeded = kDrains;
    lead.zipCode = QString::fromLatin1(zip);
    return lead;
}

Situation quiet()
{
    Situation situation;
    situation.now = kNow;
    return situation;
}

QList<int> numbers(const QList<Candidate> &candidates)
{
    QList<int> found;
    for (const Candidate &candidate : candidates)
        found += int(candidate.plumberId.data1);
    return found;
}

qsizetype placeOf(const QList<Candidate> &ranked, int number)
{
    return numbers(ranked).indexOf(number);
}

/// Offices of every kind: plumbers near and far, busy and idle, willing and not, some of them excluded.
struct RandomOffice
{
    explicit RandomOffice(unsigned seed) : random(seed)
    {
        situation = quiet();
        situation.weights = {int(random() % 101), int(random() % 101), int(random() % 101), int(random() % 101),
                             int(random() % 101)};
        situation.cardRequired = random() % 2;
        const char *const zips[] = {"78701", "78704", "78745", "78613", "78130", "77002", "10001", "78760", "nowhere"};
        for (int i = 1; i <= 60; ++i) {
            Plumber p = plumber(i, zips[random() % std::size(zips)]);
            p.status = random() % 6 ? PlumberStatus::Active : PlumberStatus::Paused;
            p.paymentReady = random() % 4;
            p.serviceRadiusMiles = 5 + int(random() % 60);
            if (random() % 2)
                p.dailyLeadCap = 1 + int(random() % 5);
            if (random() % 5 == 0)
                p.services = {QStringLiteral("Roofing")};
            situation.leadsToday[p.id] = int(random() % 5);
            if (random() % 2)
                situation.answers[p.id] = {int(random() % 9), int(random() % 9), qint64(random() % 90'000),
                                           kNow.addSeconds(-qint64(random() % 900'000))};
            if (random() % 10 == 0)
                situation.refusedBy.insert(p.id);
            plumbers += p;
        }
    }

    QList<Candidate> rank() const { return PlumberRoster(plumbers).rank(drainLead(), situation); }

    std::mt19937 random;
    Situation situation;
    QList<Plumber> plumbers;
};

} // namespace

class TestRanking : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachExclusionHasItsReason()
    {
        QList<Plumber> plumbers;
        for (int i = 1; i <= 9; ++i)
            plumbers += plumber(i);
        plumbers[1].dailyLeadCap = 2;
        plumbers[2].zipCode = QStringLiteral("10001");
        plumbers[3].paymentReady = false;
        plumbers[5].status = PlumberStatus::Paused;
        plumbers[6].services = {QStringLiteral("Roofing")};
        plumbers[7].status = PlumberStatus::Removed;
        plumbers[8].zipCode = QStringLiteral("09012");
        Situation situation = quiet();
        situation.leadsToday = {{id(2), 2}};
        situation.refusedBy = {id(5)};
        const auto ranked = PlumberRoster(plumbers).rank(drainLead(), situation);
        QCOMPARE(numbers(ranked), (QList<int>{1, 9, 2, 3, 4, 5, 6, 7}));
        const QList<Exclusion> expected{
            Exclusion::None,   Exclusion::None,    Exclusion::CapReached, Exclusion::TooFar,
            Exclusion::NoCard, Exclusion::Refused, Exclusion::Paused,     Exclusion::ServiceNotOffered};
        for (qsizetype i = 0; i < ranked.size(); ++i)
            QCOMPARE(ranked[i].exclusion, expected[i]);
        QVERIFY2(!ranked[1].miles, "unknown, and proposed all the same");
        QVERIFY(*ranked[3].miles > 1400);
        QCOMPARE(ranked[2].leadsToday, 2);
    }

    void anUnknownServiceSuitsNobodyAndTheNearestComesFirst()
    {
        QList<Plumber> plumbers{plumber(1, "78745"), plumber(2), plumber(3), plumber(4, "10001")};
        plumbers[1].services = {QString()};
        plumbers[2].status = PlumberStatus::Paused;
        Lead lead = drainLead();
        lead.serviceNeeded.clear();
        const auto ranked = PlumberRoster(plumbers).rank(lead, quiet());
        QCOMPARE(numbers(ranked), (QList<int>{2, 1, 4, 3}));
        const QList<Exclusion> expected{Exclusion::ServiceUnknown, Exclusion::ServiceUnknown, Exclusion::TooFar,
                                        Exclusion::Paused};
        for (qsizetype i = 0; i < ranked.size(); ++i)
            QCOMPARE(ranked[i].exclusion, expected[i]);
        QVERIFY(!ranked.first().eligible());
    }

    void withoutAZipCodeALeadIsSuggestedAllTheSame()
    {
        Lead lead = drainLead();
        lead.zipCode.reset();
        const auto ranked = PlumberRoster(QList{plumber(1), plumber(2, "10001")}).rank(lead, quiet());
        QVERIFY(ranked[0].eligible() && ranked[1].eligible());
        QVERIFY(!ranked[0].miles);
    }

    void plumbersAreExcludedExactlyAtTheLimits()
    {
        Plumber p = plumber(1, "78704");
        p.serviceRadiusMiles = 3;
        p.dailyLeadCap = 2;
        Situation situation = quiet();
        situation.leadsToday = {{p.id, 1}};
        const auto exclusion = [&] { return PlumberRoster(QList{p}).rank(drainLead(), situation).first().exclusion; };
        QCOMPARE(exclusion(), Exclusion::None); // 2.3 miles, one of two
        p.serviceRadiusMiles = 2;
        QCOMPARE(exclusion(), Exclusion::TooFar);
        p.serviceRadiusMiles = 3;
        situation.leadsToday[p.id] = 2;
        QCOMPARE(exclusion(), Exclusion::CapReached);
        p.dailyLeadCap.reset();
        QCOMPARE(exclusion(), Exclusion::None);
        p.paymentReady = false;
        QCOMPARE(exclusion(), Exclusion::NoCard);
        situation.cardRequired = false;
        QCOMPARE(exclusion(), Exclusion::None);
    }

    /// November 23, 2026 is a Monday.
    void termsExcludeExactlyAtTheirLimits()
    {
        Plumber p = plumber(1);
        Situation situation = quiet();
        situation.local = {QDate(2026, 11, 23), QTime(12, 0), QTimeZone("America/Chicago")};
        const auto first = [&] { return PlumberRoster(QList{p}).rank(drainLead(), situation).first(); };
        p.weeklyLeadCap = 7;
        p.monthlyLeadCap = 20;
        situation.leadsThisWeek[p.id] = 6;
        situation.leadsThisMonth[p.id] = 19;
        QCOMPARE(first().exclusion, Exclusion::None);
        situation.count(p.id);
        QCOMPARE(first().exclusion, Exclusion::MonthCapReached);
        p.monthlyLeadCap = 21;
        QCOMPARE(first().exclusion, Exclusion::WeekCapReached);
        QCOMPARE(first().leadsInPeriod, 7);
        QCOMPARE(first().periodCap, std::optional(7));
        p.weeklyLeadCap.reset();
        p.workHours = *WorkHours::fromJson(nlohmann::json::parse(R"({"mon": [["08:00","12:00"]]})"));
        QCOMPARE(first().exclusion, Exclusion::OffHours);
        QCOMPARE(first().day, std::optional(QDate(2026, 11, 30)));
        QCOMPARE(first().time, QTime(8, 0));
        situation.local.setTime(QTime(11, 59));
        QCOMPARE(first().exclusion, Exclusion::None);
        p.status = PlumberStatus::Paused;
        QCOMPARE(first().exclusion, Exclusion::Paused);
        p.pausedUntil = QDate(2026, 11, 24);
        QCOMPARE(first().exclusion, Exclusion::Paused);
        QCOMPARE(first().day, p.pausedUntil);
        p.pausedUntil = QDate(2026, 11, 23);
        QCOMPARE(first().exclusion, Exclusion::None);
        p.licenseExpires = p.insuranceExpires = QDate(2026, 11, 23);
        QCOMPARE(first().exclusion, Exclusion::None);
        p.licenseExpires = QDate(2026, 11, 22);
        QCOMPARE(first().exclusion, Exclusion::LicenseExpired);
        p.insuranceExpires = QDate(2026, 11, 20);
        QCOMPARE(first().exclusion, Exclusion::InsuranceExpired);
        QCOMPARE(first().day, std::optional(QDate(2026, 11, 20)));
    }

    void aListedZipCodeIsNeverTooFar()
    {
        Plumber p = plumber(1, "10001");
        QCOMPARE(PlumberRoster(QList{p}).rank(drainLead(), quiet()).first().exclusion, Exclusion::TooFar);
        p.zipCodes = {QStringLiteral("78701"), QStringLiteral("78702")};
        PlumberRoster roster(QList{p, plumber(2)});
        QVERIFY(roster.rank(drainLead("78701-1234"), quiet()).at(1).eligible());
        QCOMPARE(roster.rank(drainLead("78703"), quiet()).at(1).exclusion, Exclusion::TooFar);
        p.zipCodes = {QStringLiteral("78702")};
        roster.put(p);
        QCOMPARE(roster.rank(drainLead(), quiet()).at(1).exclusion, Exclusion::TooFar);
    }

    void eachFactorPutsTheBetterPlumberFirst_data()
    {
        QTest::addColumn<int>("reason");
        for (int i = 0; i < 5; ++i)
            QTest::addRow("reason %d", i) << i;
    }
    /// Two plumbers who differ in one thing: the better comes first when that thing counts.
    void eachFactorPutsTheBetterPlumberFirst()
    {
        QFETCH(int, reason);
        QList<Plumber> plumbers{plumber(1), plumber(2)};
        Situation situation = quiet();
        situation.weights = {0, 0, 0, 0, 0};
        int *const weights[] = {&situation.weights.distance, &situation.weights.load, &situation.weights.accepted,
                                &situation.weights.speed, &situation.weights.waiting};
        *weights[reason] = 1;
        situation.answers = {{id(1), {5, 5, 5 * 600, kNow.addSeconds(-3600)}},
                             {id(2), {5, 5, 5 * 600, kNow.addSeconds(-3600)}}};
        if (reason == 0)
            plumbers[0].zipCode = QStringLiteral("78704");
        else if (reason == 1)
            situation.leadsToday = {{id(1), 1}};
        else if (reason == 2)
            situation.answers[id(2)].accepted = 6, situation.answers[id(2)].secondsToAccept = 6 * 600;
        else if (reason == 3)
            situation.answers[id(2)].secondsToAccept = 5 * 60;
        else
            situation.answers[id(2)].lastAssigned.reset();
        QCOMPARE(numbers(PlumberRoster(plumbers).rank(drainLead(), situation)), (QList<int>{2, 1}));
    }

    void excludedPlumbersComeLast()
    {
        for (unsigned seed = 1; seed <= 300; ++seed) {
            const auto ranked = RandomOffice(seed).rank();
            const auto excluded = std::find_if(ranked.begin(), ranked.end(), [](auto &c) { return !c.eligible(); });
            QVERIFY(std::none_of(excluded, ranked.end(), [](auto &c) { return c.eligible(); }));
        }
    }

    void theOrderOfTheInputDoesNotMatter()
    {
        for (unsigned seed = 1; seed <= 100; ++seed) {
            RandomOffice office(seed);
            const auto expected = office.rank();
            QCOMPARE(expected.size(), office.plumbers.size());
            for (int round = 0; round < 3; ++round) {
                std::shuffle(office.plumbers.begin(), office.plumbers.end(), office.random);
                QCOMPARE(office.rank(), expected);
            }
        }
    }

    void nearerNeverRanksWorse()
    {
        for (unsigned seed = 1; seed <= 300; ++seed) {
            RandomOffice office(seed);
            Plumber &moved = office.plumbers[qsizetype(office.random() % 60)];
            for (const char *zip : {"10001", "77002", "78130", "78613", "78745", "78704", "78701"}) {
                const auto before = placeOf(office.rank(), int(moved.id.data1));
                const bool isFurther = milesFrom(moved.zipCode) >= milesFrom(QString::fromLatin1(zip));
                if (!isFurther)
                    continue;
                moved.zipCode = QString::fromLatin1(zip);
                QVERIFY(placeOf(office.rank(), int(moved.id.data1)) <= before);
            }
        }
    }

    void fewerLeadsNeverRankWorse()
    {
        for (unsigned seed = 1; seed <= 300; ++seed) {
            RandomOffice office(seed);
            const QUuid freed = office.plumbers[qsizetype(office.random() % 60)].id;
            for (int load = 6; load > 0; --load) {
                office.situation.leadsToday[freed] = load;
                const auto before = placeOf(office.rank(), int(freed.data1));
                office.situation.leadsToday[freed] = load - 1;
                QVERIFY(placeOf(office.rank(), int(freed.data1)) <= before);
            }
        }
    }

    void anUpdatedRosterEqualsANewOne()
    {
        RandomOffice office(11);
        PlumberRoster kept(office.plumbers);
        for (int i = 0; i < 60; i += 3) {
            Plumber &changed = office.plumbers[i];
            changed.services = i % 2 ? QStringList{kDrains} : QStringList{QStringLiteral("Gas Lines")};
            changed.zipCode = QStringLiteral("78745");
            changed.status = PlumberStatus::Active;
            kept.put(changed);
        }
        office.plumbers += plumber(61);
        kept.put(office.plumbers.last());
        QCOMPARE(kept.rank(drainLead(), office.situation), office.rank());
    }

    void withoutWeightsItStillAnswers()
    {
        Situation situation = quiet();
        situation.weights = {0, 0, 0, 0, 0};
        const auto ranked = PlumberRoster(QList{plumber(1, "78704"), plumber(2)}).rank(drainLead(), situation);
        QCOMPARE(numbers(ranked), (QList<int>{2, 1}));
    }

    void aLeadWithoutZipExcludesNobodyForTheDistance()
    {
        Lead lead = drainLead();
        lead.zipCode.reset();
        const auto ranked = PlumberRoster(QList{plumber(1, "10001")}).rank(lead, quiet());
        QVERIFY(ranked.first().eligible());
        QVERIFY(!ranked.first().miles);
    }

private:
    static double milesFrom(const QString &zip)
    {
        const auto place = zipPlace(zip);
        return place ? milesBetween(*place, *zipPlace(u"78701")) : 0;
    }
};

QTEST_GUILESS_MAIN(TestRanking)
#include "tst_ranking.moc"
