#include "models/stats/rehearsal.h"

#include <QTest>

using namespace pl;
using namespace pl::stats;

namespace {

const QString kDrains = QStringLiteral("Drain Cleaning");

QUuid id(int number)
{
    return QUuid::fromString(QStringLiteral("10000000-0000-4000-8000-%1").arg(number, 12, 10, QLatin1Char('0')));
}

Plumber plumber(int number, const char *zip)
{
    Plumber p;
    p.id = id(number);
    p.zipCode = QString::fromLatin1(zip);
    p.services = {kDrains};
    p.paymentReady = true;
    return p;
}

Lead leadAt(int number, const char *at)
{
    Lead lead;
    lead.id = id(1000 + number);
    lead.serviceNeeded = kDrains;
    lead.zipCode = QStringLiteral("78701");
    lead.createdAt = *Timestamp::parse(QString::fromLatin1(at));
    return lead;
}

/// Only one factor counts.
DispatchSettings only(int RankingWeights::*factor)
{
    DispatchSettings rules;
    rules.weights = {0, 0, 0, 0, 0};
    rules.weights.*factor = 100;
    rules.timeZone = "UTC";
    return rules;
}

} // namespace

/// What other rules would have done to the same leads.
class TestRehearsal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_input = {};
        m_input.before = m_input.after = only(&RankingWeights::distance);
        m_input.services = {Service{kDrains, QStringLiteral("Maintenance"), 2500, true}};
        m_input.roster = PlumberRoster(QList{plumber(kAnn, "78701"), plumber(kBob, "78704")});
        for (int i = 0; i < 4; ++i)
            m_input.leads += leadAt(i, "2026-11-03T15:00:00Z");
    }

    void theSameRulesChangeNothing()
    {
        const Result<Rehearsal> outcome = rehearse(m_input);
        QVERIFY(outcome);
        QCOMPARE(outcome->leads, 4);
        QCOMPARE(outcome->before, outcome->after);
        QVERIFY(outcome->changed().isEmpty());
        QCOMPARE(outcome->before.leads.value(id(kAnn)), 4);
    }

    void leadsAreSharedWhenTheDaysLoadCounts()
    {
        m_input.after = only(&RankingWeights::load);
        const Result<Rehearsal> outcome = rehearse(m_input);
        QVERIFY(outcome);
        QCOMPARE(outcome->before.leads, (QHash<QUuid, int>{{id(kAnn), 4}}));
        QCOMPARE(outcome->after.leads, (QHash<QUuid, int>{{id(kAnn), 2}, {id(kBob), 2}}));
        QCOMPARE(outcome->changed(), (QList{id(kAnn), id(kBob)}));
        QVERIFY(outcome->emptyHanded().isEmpty());
    }

    void whoeverGotOneLastWaitsLongest()
    {
        m_input.after = only(&RankingWeights::waiting);
        for (int i = 0; i < m_input.leads.size(); ++i)
            m_input.leads[i].createdAt = m_input.leads[i].createdAt.addSeconds(i * 3600);
        m_input.answers[id(kBob)].lastAssigned = Timestamp::parse(u"2026-11-29T10:00:00Z"); // after all of them
        const Result<Rehearsal> outcome = rehearse(m_input);
        QVERIFY(outcome);
        QCOMPARE(outcome->after.leads, (QHash<QUuid, int>{{id(kAnn), 2}, {id(kBob), 2}}));
    }

    void whoHasNoCardGetsNothingWhereOneIsNeeded()
    {
        Plumber ann = plumber(kAnn, "78701");
        ann.paymentReady = false;
        m_input.roster.put(ann);
        m_input.before.cardRequired = false;
        const Result<Rehearsal> outcome = rehearse(m_input);
        QVERIFY(outcome);
        QCOMPARE(outcome->emptyHanded(), QList{id(kAnn)});
        QCOMPARE(outcome->after.leads.value(id(kBob)), 4);
    }

    void capsCountFromTheOfficesMidnight()
    {
        Plumber ann = plumber(kAnn, "78701");
        ann.dailyLeadCap = 1;
        m_input.roster = PlumberRoster(QList{ann});
        m_input.leads = {leadAt(1, "2026-11-03T04:00:00Z"), leadAt(2, "2026-11-03T07:00:00Z")};
        m_input.after.timeZone = "America/Chicago"; // there, midnight lies between them
        const Result<Rehearsal> outcome = rehearse(m_input);
        QVERIFY(outcome);
        QCOMPARE(outcome->before.placed, 1);
        QCOMPARE(outcome->after.placed, 2);
        QCOMPARE(outcome->before.earnsCents, 2500);
        QCOMPARE(outcome->after.earnsCents, 5000);
    }

    void leadsAreTakenInTheOrderTheyCame()
    {
        Plumber ann = plumber(kAnn, "78701");
        ann.dailyLeadCap = 1;
        m_input.roster = PlumberRoster(QList{ann});
        Lead urgent = leadAt(1, "2026-11-03T15:00:00Z");
        urgent.urgency = Urgency::Day;
        m_input.leads = {leadAt(2, "2026-11-03T16:00:00Z"), urgent};
        const Result<Rehearsal> outcome = rehearse(m_input);
        QVERIFY(outcome);
        QCOMPARE(outcome->after.earnsCents, 3750); // the urgent one, which came first
    }

    void whatTheServerWouldAssignIsCounted()
    {
        m_input.leads[0].urgency = Urgency::Day;
        m_input.after.autoAssign[int(Urgency::Day)] = true;
        const Result<Rehearsal> outcome = rehearse(m_input);
        QVERIFY(outcome);
        QCOMPARE(outcome->before.byItself, 0);
        QCOMPARE(outcome->after.byItself, 1);
    }

    void aLeadThatNobodyPaysForEarnsNothing()
    {
        for (Lead &lead : m_input.leads)
            lead.hasRealPhone = false;
        const Result<Rehearsal> outcome = rehearse(m_input);
        QVERIFY(outcome);
        QCOMPARE(outcome->after.placed, 4);
        QCOMPARE(outcome->after.earnsCents, 0);
    }

    void onlyLeadsThatTheOfficeWouldAssignCount()
    {
        const Timestamp now = *Timestamp::parse(u"2026-11-30T12:00:00Z");
        QHash<QUuid, Lead> leads;
        columns::LeadColumns columns;
        const auto put = [&](int number, const char *at, const std::function<void(Lead &)> &change = {}) {
            Lead lead = leadAt(number, at);
            if (change)
                change(lead);
            leads.insert(lead.id, lead);
            columns.upsert(lead);
        };
        put(1, "2026-11-20T12:00:00Z");
        put(2, "2026-10-31T12:00:00Z"); // 30 days ago
        put(3, "2026-10-31T11:59:59Z");
        put(4, "2026-11-30T12:00:01Z");
        put(5, "2026-11-20T12:00:00Z", [](Lead &lead) { lead.isTest = true; });
        put(6, "2026-11-20T12:00:00Z", [](Lead &lead) { lead.duplicateOf = id(1001); });
        put(7, "2026-11-20T12:00:00Z", [](Lead &lead) { lead.importId = id(9); });
        put(8, "2026-11-20T12:00:00Z", [now](Lead &lead) { lead.erasedAt = now; });
        put(9, "2026-11-20T12:00:00Z", [now](Lead &lead) { lead.withdrawnAt = now; });
        QSet<QUuid> found;
        QList<Lead> candidates;
        for (const QUuid &lead : rehearsalIds(columns, now))
            candidates += leads.value(lead);
        const QList<Lead> taken = rehearsalLeads(candidates);
        for (const Lead &lead : taken)
            found += lead.id;
        QCOMPARE(found, (QSet{id(1001), id(1002)}));
    }

    void itStopsWhenToldTo()
    {
        QList<double> shares;
        const Result<Rehearsal> outcome = rehearse(m_input, [&shares](double share) {
            shares += share;
            return false;
        });
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::Cancelled);
        QCOMPARE(shares, QList{0.0});
    }

private:
    static constexpr int kAnn = 1;
    static constexpr int kBob = 2;
    RehearsalInput m_input;
};

QTEST_GUILESS_MAIN(TestRehearsal)
#include "tst_rehearsal.moc"
