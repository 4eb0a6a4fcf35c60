#include "models/base/onresult.h"
#include "models/domain/paymenttotals.h"
#include "models/stats/leadstats.h"
#include "models/tables/sourcetally.h"
#include "tests/support/leadsof.h"
#include "tests/support/officefixture.h"

#include <QRandomGenerator>
#include <QTest>

using namespace pl;
using namespace pl::stats;

namespace {

constexpr int kStatsLeads = 3000;

QUuid statsId(int kind, int number)
{
    return QUuid::fromString(QStringLiteral("%1-0000-4000-8000-%2")
                                 .arg(kind, 8, 10, QLatin1Char('0'))
                                 .arg(number, 12, 10, QLatin1Char('0')));
}

QTimeZone zoneOf(const char *name)
{
    return QTimeZone(QByteArray(name));
}

/// Two months around the day when the clock goes back in New York: each day has leads at its edges.
std::vector<Lead> manyLeads(QRandomGenerator &chance)
{
    const qint64 start = QDateTime(QDate(2026, 10, 1), QTime(0, 0), Qt::UTC).toMSecsSinceEpoch();
    const QStringList services{QStringLiteral("Drain Cleaning"), QStringLiteral("Water Heater"), QString()};
    std::vector<Lead> leads;
    for (int number = 0; number < kStatsLeads; ++number) {
        Lead lead;
        lead.id = statsId(20, number);
        // Half hours, so that many stand exactly on an edge.
        lead.createdAt = Timestamp::fromMSecs(start + qint64(chance.bounded(61 * 48)) * 1'800'000);
        lead.updatedAt = lead.createdAt;
        lead.urgency = static_cast<Urgency>(chance.bounded(3));
        lead.serviceNeeded = services.at(chance.bounded(3));
        if (const int source = chance.bounded(4); source > 0)
            lead.sourceId = statsId(40, source);
        lead.isTest = chance.bounded(20) == 0;
        if (chance.bounded(12) == 0)
            lead.duplicateOf = statsId(20, 0);
        if (chance.bounded(3) == 0)
            lead.sourceCostCents = chance.bounded(2000);
        if (chance.bounded(3) > 0) {
            lead.status = chance.bounded(2) ? LeadStatus::Assigned : LeadStatus::Completed;
            lead.assignedPlumberId = statsId(10, chance.bounded(5));
            lead.assignedAt = lead.createdAt.addSeconds(chance.bounded(400'000));
        } else if (chance.bounded(4) == 0) {
            lead.status = LeadStatus::Completed;
            lead.closedReason = ClosedReason::Invalid;
        }
        leads.push_back(lead);
    }
    return leads;
}

int sumOf(const ByUrgency &counts)
{
    return counts[0] + counts[1] + counts[2];
}

} // namespace

/// Every number against the table's own filter, lead by lead.
class TestLeadStats : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    FactBook m_book;
    StatsQuery m_query;

    int rows(const tables::LeadFilter &filter) const
    {
        const QList<Lead> leads = test::leadsOf(m_office->replica);
        return static_cast<int>(std::count_if(leads.begin(), leads.end(), [&](const Lead &lead) {
            return filter.matches(lead, m_office->replica, m_query.now);
        }));
    }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<test::OfficeFixture>(0);
        QRandomGenerator chance(20);
        m_book.clear();
        for (const Lead &lead : manyLeads(chance)) {
            m_office->replica.apply(lead);
            m_book.take(lead);
        }
        m_query = {};
        m_query.zone = zoneOf("America/New_York");
        m_query.range = {QDate(2026, 10, 15), QDate(2026, 11, 13)};
        m_query.now = Timestamp::fromMSecs(QDateTime(QDate(2026, 11, 30), QTime(12, 0), Qt::UTC).toMSecsSinceEpoch());
    }

    void equalsTheTable_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<DayRange>("range");
        QTest::addColumn<QSet<QUuid>>("sources");
        QTest::addColumn<QStringList>("services");
        const DayRange month{QDate(2026, 10, 15), QDate(2026, 11, 13)};
        QTest::newRow("UTC") << QByteArray("UTC") << month << QSet<QUuid>{} << QStringList{};
        QTest::newRow("New York, the clock goes back")
            << QByteArray("America/New_York") << month << QSet<QUuid>{} << QStringList{};
        QTest::newRow("only that day") << QByteArray("America/New_York")
                                       << DayRange{QDate(2026, 11, 1), QDate(2026, 11, 1)} << QSet<QUuid>{}
                                       << QStringList{};
        QTest::newRow("Sydney, it goes forward")
            << QByteArray("Australia/Sydney") << DayRange{QDate(2026, 10, 2), QDate(2026, 10, 6)} << QSet<QUuid>{}
            << QStringList{};
        QTest::newRow("Kathmandu, 5:45") << QByteArray("Asia/Kathmandu") << month << QSet<QUuid>{} << QStringList{};
        QTest::newRow("a source, and none")
            << QByteArray("UTC") << month << QSet<QUuid>{statsId(40, 1), QUuid()} << QStringList{};
        QTest::newRow("a service, and unknown")
            << QByteArray("UTC") << month << QSet<QUuid>{} << QStringList{QStringLiteral("Water Heater"), QString()};
        QTest::newRow("nobody's source") << QByteArray("UTC") << month << QSet<QUuid>{statsId(40, 99)} << QStringList{};
    }
    void equalsTheTable()
    {
        QFETCH(QByteArray, zone);
        QFETCH(DayRange, range);
        m_query.zone = QTimeZone(zone);
        m_query.range = range;
        QFETCH(QSet<QUuid>, sources);
        QFETCH(QStringList, services);
        m_query.sources = sources;
        m_query.services = services;
        const LeadStats stats = statsOf(m_book.facts(), m_query);
        QCOMPARE(stats.now.leads, rows(receivedIn(m_query, range)));
        QCOMPARE(stats.before.leads, rows(receivedIn(m_query, range.before())));
        QCOMPARE(qint64(stats.days.size()), range.days());
        for (int day = 0; day < stats.days.size(); ++day)
            for (const Urgency urgency : {Urgency::Day, Urgency::Week, Urgency::Month}) {
                const QDate date = range.from.addDays(day);
                QCOMPARE(stats.days.at(day)[static_cast<std::size_t>(urgency)],
                         rows(receivedIn(m_query, {date, date}, urgency)));
            }
        for (const WeekTimes &week : stats.weeks)
            for (const Urgency urgency : {Urgency::Day, Urgency::Week, Urgency::Month})
                QCOMPARE(week.received[static_cast<std::size_t>(urgency)],
                         rows(receivedIn(m_query, week.days, urgency)));
        for (const ServiceLeads &service : stats.services)
            QCOMPARE(service.leads, rows(receivedForService(m_query, service.service)));
        int bySource = 0;
        for (const SourceStats &source : stats.sources) {
            QCOMPARE(source.received, rows(receivedFromSource(m_query, source.source)));
            bySource += source.received;
        }
        QCOMPARE(bySource, stats.now.leads);
        for (int age = 0; age < int(stats.ages.size()); ++age)
            QCOMPARE(sumOf(stats.ages[static_cast<std::size_t>(age)]), rows(openOfAge(m_query, age)));
    }

    void weeksBeginOnMondayAndHoldEveryDayOnce()
    {
        const LeadStats stats = statsOf(m_book.facts(), m_query);
        QCOMPARE(stats.weeks.first().days, (DayRange{QDate(2026, 10, 15), QDate(2026, 10, 18)}));
        QCOMPARE(stats.weeks.at(1).days.from.dayOfWeek(), 1);
        QCOMPARE(stats.weeks.last().days.to, m_query.range.to);
        qint64 days = 0;
        for (const WeekTimes &week : stats.weeks)
            days += week.days.days();
        QCOMPARE(days, m_query.range.days());
    }

    void aSourceCostsWhatThePageOfSourcesSays()
    {
        const tables::SourceTally tally(m_office->replica, [this] { return m_query.now; });
        const QUuid source = statsId(40, 2);
        m_query.sourceCosts.insert(source, 1250);
        m_query.range = {QDate(2026, 9, 1), QDate(2026, 12, 31)};
        const LeadStats stats = statsOf(m_book.facts(), m_query);
        const tables::SourceFigures figures = tally.figures(source);
        const auto counted = std::find_if(stats.sources.begin(), stats.sources.end(),
                                          [&](const SourceStats &one) { return one.source == source; });
        QVERIFY(counted != stats.sources.end());
        QCOMPARE(counted->received, figures.received);
        QCOMPARE(counted->duplicates, figures.duplicates);
        QCOMPARE(counted->costCents, figures.costCents(1250));
        tables::LeadFilter invalid = receivedFromSource(m_query, source);
        invalid.closedReasons = {ClosedReason::Invalid};
        QCOMPARE(counted->invalid, rows(invalid));
        QVERIFY(counted->invalid > 0);
    }

    void moneyIsBillingsMoney()
    {
        QRandomGenerator chance(7);
        PaymentTotals totals;
        PaymentTotals october;
        for (int number = 0; number < 500; ++number) {
            const Lead &lead = *m_office->replica.lead(statsId(20, chance.bounded(kStatsLeads)));
            Payment payment;
            payment.id = statsId(30, number);
            payment.leadId = lead.id;
            payment.currency = QStringLiteral("usd");
            payment.amountCents = chance.bounded(9000);
            payment.status = static_cast<PaymentStatus>(chance.bounded(8));
            if (payment.status == PaymentStatus::Refunded)
                payment.refundedCents = payment.amountCents / 2;
            payment.createdAt = lead.createdAt.addSeconds(60);
            m_book.take(payment);
            if (payment.createdAt >= m_query.startOf(m_query.range.from) &&
                payment.createdAt < m_query.startOf(m_query.range.to.addDays(1)))
                totals.add(payment);
            if (payment.createdAt >= m_query.startOf(QDate(2026, 10, 1)) &&
                payment.createdAt < m_query.startOf(QDate(2026, 11, 1)))
                october.add(payment);
        }
        const LeadStats stats = statsOf(m_book.facts(), m_query);
        QVERIFY(stats.now.paidCents > 0);
        QCOMPARE(stats.now.paidCents, totals.paid.sum.cents(QStringLiteral("usd")));
        QCOMPARE(stats.now.refundedCents, totals.refunded.sum.cents(QStringLiteral("usd")));
        QCOMPARE(stats.months.size(), 12);
        QCOMPARE(stats.months.last().month, QDate(2026, 11, 1));
        QCOMPARE(stats.months.at(10).paidCents, october.paid.sum.cents(QStringLiteral("usd")));
        qint64 bySource = 0;
        for (const SourceStats &source : stats.sources)
            bySource += source.marginCents();
        QCOMPARE(bySource, stats.now.marginCents());
    }

    void otherCurrenciesAreSaidNotAdded()
    {
        Payment payment;
        payment.id = statsId(30, 1);
        payment.leadId = statsId(20, 1);
        payment.currency = QStringLiteral("eur");
        payment.amountCents = 900;
        payment.status = PaymentStatus::Succeeded;
        payment.createdAt = m_query.startOf(QDate(2026, 11, 2));
        m_book.take(payment);
        const LeadStats stats = statsOf(m_book.facts(), m_query);
        QCOMPARE(stats.now.paidCents, 0);
        QCOMPARE(stats.foreignPayments, 1);
    }

    void aPaymentMayComeBeforeItsLead()
    {
        FactBook book;
        Payment payment;
        payment.id = statsId(30, 1);
        payment.leadId = statsId(20, 5000);
        payment.currency = QStringLiteral("usd");
        payment.amountCents = 900;
        payment.status = PaymentStatus::Succeeded;
        payment.createdAt = m_query.startOf(QDate(2026, 11, 2));
        book.take(payment);
        m_query.sources = {statsId(40, 1)};
        QCOMPARE(statsOf(book.facts(), m_query).now.paidCents, 0);
        Lead lead;
        lead.id = payment.leadId;
        lead.sourceId = statsId(40, 1);
        book.take(lead);
        QCOMPARE(statsOf(book.facts(), m_query).now.paidCents, 900);
    }

    void theSpreadIsTheMiddleAndNineOfTen_data()
    {
        QTest::addColumn<QList<qint64>>("seconds");
        QTest::addColumn<qint64>("median");
        QTest::addColumn<qint64>("p90");
        QTest::newRow("one") << QList<qint64>{7} << qint64(7) << qint64(7);
        QTest::newRow("two") << QList<qint64>{10, 20} << qint64(15) << qint64(20);
        QTest::newRow("three, unsorted") << QList<qint64>{30, 10, 20} << qint64(20) << qint64(30);
        QTest::newRow("ten") << QList<qint64>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10} << qint64(5) << qint64(9);
        QTest::newRow("eleven") << QList<qint64>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11} << qint64(6) << qint64(10);
    }
    void theSpreadIsTheMiddleAndNineOfTen()
    {
        QFETCH(QList<qint64>, seconds);
        QFETCH(qint64, median);
        QFETCH(qint64, p90);
        const Spread spread = spreadOf({seconds.begin(), seconds.end()});
        QCOMPARE(spread.median, std::optional(median));
        QCOMPARE(spread.p90, std::optional(p90));
    }

    void leadsAreJudgedByTheirDeadline()
    {
        FactBook book;
        const auto add = [&](int number, std::optional<int> minutes, LeadStatus status) {
            Lead lead;
            lead.id = statsId(20, number);
            lead.urgency = Urgency::Day;
            lead.status = status;
            lead.createdAt = m_query.startOf(QDate(2026, 11, 2));
            if (minutes)
                lead.assignedAt = lead.createdAt.addSeconds(qint64(*minutes) * 60);
            book.take(lead);
        };
        add(1, 120, LeadStatus::Assigned); // on the last second
        add(2, 121, LeadStatus::Assigned); // too late
        add(3, {}, LeadStatus::New);       // too late, and still open
        add(4, {}, LeadStatus::Completed); // closed without a plumber: nobody's fault
        const Headline headline = statsOf(book.facts(), m_query).now;
        QCOMPARE(headline.leads, 4);
        QCOMPARE(headline.judged, 3);
        QCOMPARE(headline.inTime, 1);
    }

    /// The store sets their assignment to the moment that they were received.
    void importedLeadsAreCountedButNotTimed()
    {
        FactBook book;
        for (int number = 1; number <= 2; ++number) {
            Lead lead;
            lead.id = statsId(20, number);
            lead.status = number == 1 ? LeadStatus::Assigned : LeadStatus::New;
            lead.createdAt = m_query.startOf(QDate(2026, 11, 2));
            if (number == 1)
                lead.assignedAt = lead.createdAt;
            lead.importId = statsId(50, 1);
            book.take(lead);
        }
        const LeadStats stats = statsOf(book.facts(), m_query);
        QCOMPARE(stats.now.leads, 2);
        QCOMPARE(stats.now.judged, 0);
        QCOMPARE(stats.now.toAssign, Spread());
        for (const WeekTimes &week : stats.weeks)
            for (const Spread &times : week.toAssign)
                QCOMPARE(times, Spread());
    }

    void aDroppedLeadIsNotCounted()
    {
        const int before = statsOf(m_book.facts(), m_query).now.leads;
        const QList<Lead> leads = test::leadsOf(m_office->replica);
        const auto counted = std::find_if(leads.begin(), leads.end(), [&](const Lead &lead) {
            return receivedIn(m_query, m_query.range).matches(lead, m_office->replica, m_query.now);
        });
        m_book.drop(counted->id);
        QCOMPARE(m_book.leadCount(), kStatsLeads - 1);
        QCOMPARE(statsOf(m_book.facts(), m_query).now.leads, before - 1);
        m_book.take(*counted);
        QCOMPARE(statsOf(m_book.facts(), m_query).now.leads, before);
    }

    void offersAreCountedByTheirEnd()
    {
        const QList<Lead> leads = test::leadsOf(m_office->replica);
        const Lead *lead = nullptr;
        for (const Lead &one : leads)
            if (!one.isTest)
                lead = &one;
        const Timestamp at = m_query.startOf(QDate(2026, 11, 2));
        const QUuid ann = statsId(10, 1);
        m_book.setOffers({{lead->id, ann, at, OfferEnd::Accepted},
                          {lead->id, ann, at, OfferEnd::Declined},
                          {lead->id, ann, at, OfferEnd::Silent},
                          {lead->id, ann, at, OfferEnd::TakenBack},
                          {lead->id, ann, m_query.startOf(QDate(2026, 10, 14)), OfferEnd::Accepted}});
        const LeadStats stats = statsOf(m_book.facts(), m_query);
        QCOMPARE(stats.plumbers.size(), 1);
        QCOMPARE(stats.plumbers.first().answers, (Answers{1, 1, 1, 1}));
        QCOMPARE(stats.answers, (Answers{1, 1, 1, 1}));
    }

    void anEmptyOfficeHasNoNumbers()
    {
        const LeadStats stats = statsOf({}, m_query);
        QCOMPARE(stats.now, Headline());
        QCOMPARE(qint64(stats.days.size()), m_query.range.days());
        QVERIFY(stats.sources.isEmpty() && stats.services.isEmpty() && stats.plumbers.isEmpty());
    }

    void theRangeBefore_data()
    {
        QTest::addColumn<DayRange>("range");
        QTest::addColumn<DayRange>("before");
        QTest::newRow("days") << DayRange{QDate(2026, 3, 10), QDate(2026, 3, 16)}
                              << DayRange{QDate(2026, 3, 3), QDate(2026, 3, 9)};
        QTest::newRow("March") << DayRange{QDate(2026, 3, 1), QDate(2026, 3, 31)}
                               << DayRange{QDate(2026, 2, 1), QDate(2026, 2, 28)};
        QTest::newRow("a year") << DayRange{QDate(2026, 1, 1), QDate(2026, 12, 31)}
                                << DayRange{QDate(2025, 1, 1), QDate(2025, 12, 31)};
    }
    void theRangeBefore()
    {
        QFETCH(DayRange, range);
        QFETCH(DayRange, before);
        QCOMPARE(range.before(), before);
        QCOMPARE(before.after(), range);
    }

    void aWorkerCountsTheSame()
    {
        std::optional<LeadStats> counted;
        onResult(this, statsLater(m_book.facts(), m_query),
                 [&](Result<LeadStats> stats) { counted = std::move(stats).value(); });
        QTRY_VERIFY(counted);
        QCOMPARE(counted->now, statsOf(m_book.facts(), m_query).now);
    }
};

QTEST_GUILESS_MAIN(TestLeadStats)
#include "tst_leadstats.moc"
