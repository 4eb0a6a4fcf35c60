#include "models/stats/plumberrecord.h"

#include <QTest>

using namespace pl;
using namespace pl::stats;

/// A plumber's record, from leads and offers.
class TestPlumberRecord : public QObject
{
    Q_OBJECT

    const QUuid m_ann = QUuid::createUuid();
    const QUuid m_bob = QUuid::createUuid();
    const Timestamp m_now = Timestamp::fromMSecs(1'795'000'000'000); // Wednesday, 2026-11-18
    std::unique_ptr<columns::LeadColumns> m_leads;
    QList<Offer> m_offers;

    static Timestamp ago(Timestamp from, int days) { return from.addSeconds(-qint64(days) * 24 * 3600); }
    QUuid lead(const QUuid &plumber, LeadStatus status, int daysAgo)
    {
        Lead lead;
        lead.id = QUuid::createUuid();
        lead.assignedPlumberId = plumber;
        lead.status = status;
        lead.assignedAt = ago(m_now, daysAgo);
        if (status == LeadStatus::Completed)
            lead.completedAt = lead.assignedAt;
        m_leads->upsert(lead);
        return lead.id;
    }
    void offer(const QUuid &plumber, OfferEnd end, int daysAgo, qint64 seconds)
    {
        const Timestamp at = ago(m_now, daysAgo);
        m_offers += Offer{QUuid::createUuid(), plumber, at, end, at.addSeconds(seconds)};
    }
    PlumberRecord record() const
    {
        const auto began = [](int day) {
            return Timestamp::fromMSecs(QDate(2026, 11, day).startOfDay(Qt::UTC).toMSecsSinceEpoch());
        };
        return recordOf({m_ann, ago(m_now, 30), began(16), began(1)}, *m_leads, m_offers);
    }

private Q_SLOTS:
    void init()
    {
        m_leads = std::make_unique<columns::LeadColumns>();
        m_offers.clear();
    }

    void nothingIsNothing() { QCOMPARE(record(), PlumberRecord{}); }

    void theNewestLeadsComeFirst()
    {
        const QUuid older = lead(m_ann, LeadStatus::Assigned, 3);
        const QUuid newer = lead(m_ann, LeadStatus::Assigned, 1);
        const QUuid done = lead(m_ann, LeadStatus::Completed, 9);
        lead(m_bob, LeadStatus::Assigned, 1);
        QCOMPARE(record().current, (QList<QUuid>{newer, older}));
        QCOMPARE(record().completed, QList<QUuid>{done});
    }

    /// The week begins on Monday; completed leads count for a cap, too.
    void aWeekAndAMonthCountWhatWasAssignedInThem()
    {
        lead(m_ann, LeadStatus::Assigned, 1);
        lead(m_ann, LeadStatus::Completed, 2);  // Monday
        lead(m_ann, LeadStatus::Assigned, 3);   // Sunday
        lead(m_ann, LeadStatus::Completed, 18); // October 31
        QCOMPARE(record().thisWeek, 2);
        QCOMPARE(record().thisMonth, 3);
    }

    void answersAreCountedByTheirEnd()
    {
        offer(m_ann, OfferEnd::Accepted, 1, 60);
        offer(m_ann, OfferEnd::Accepted, 2, 300);
        offer(m_ann, OfferEnd::Accepted, 3, 600);
        offer(m_ann, OfferEnd::Declined, 4, 60);
        offer(m_ann, OfferEnd::Silent, 5, 7200);
        offer(m_ann, OfferEnd::TakenBack, 6, 60);
        offer(m_bob, OfferEnd::Accepted, 1, 5);
        const PlumberRecord now = record();
        QCOMPARE(now.answers, (Answers{3, 1, 1, 1}));
        QCOMPARE(now.toAccept.median, std::optional<qint64>(300));
    }

    void returnedLeadsAreThoseThatWereNotKept()
    {
        offer(m_ann, OfferEnd::TakenBack, 6, 60);
        offer(m_ann, OfferEnd::Declined, 4, 60);
        offer(m_ann, OfferEnd::Accepted, 1, 60);
        const PlumberRecord now = record();
        QCOMPARE(now.returned.size(), 2);
        QCOMPARE(now.returned.first(),
                 (ReturnedLead{m_offers.at(1).leadId, *m_offers.at(1).endedAt, OfferEnd::Declined}));
    }

    void olderOffersDontCount()
    {
        offer(m_ann, OfferEnd::Accepted, 31, 60);
        QCOMPARE(record(), PlumberRecord{});
    }
};

QTEST_GUILESS_MAIN(TestPlumberRecord)
#include "tst_plumberrecord.moc"
