#include "models/stats/offerbook.h"

#include <QTest>

using namespace pl;
using namespace pl::stats;

/// What became of each offer, from the history's lines.
class TestOfferBook : public QObject
{
    Q_OBJECT

    const QUuid m_lead = QUuid::createUuid();
    const QUuid m_ann = QUuid::createUuid();
    const QUuid m_bob = QUuid::createUuid();
    OfferBook m_book;
    qint64 m_id = 0;

    void line(LeadEventKind kind, const QUuid &plumber, const char *note = nullptr)
    {
        LeadEvent event;
        event.id = ++m_id;
        event.leadId = m_lead;
        event.kind = kind;
        event.plumberId = plumber;
        event.at = Timestamp{m_id * 1'000'000};
        if (note)
            event.note = QLatin1StringView(note);
        m_book.take(event);
    }
    OfferEnd end(int offer) const { return m_book.offers().at(offer).end; }

private Q_SLOTS:
    void init()
    {
        m_book.clear();
        m_id = 0;
    }

    void waitsUntilThereIsAnAnswer()
    {
        line(LeadEventKind::Assigned, m_ann);
        QCOMPARE(m_book.offers(), (QList<Offer>{{m_lead, m_ann, Timestamp{1'000'000}, OfferEnd::Waiting}}));
        line(LeadEventKind::Accepted, m_ann);
        QCOMPARE(end(0), OfferEnd::Accepted);
        QCOMPARE(m_book.offers().first().endedAt, std::optional(Timestamp{2'000'000}));
    }

    void aDeclinedOneIsDeclinedWhateverFollows()
    {
        line(LeadEventKind::Assigned, m_ann);
        line(LeadEventKind::Declined, m_ann);
        line(LeadEventKind::Unassigned, m_ann);
        QCOMPARE(end(0), OfferEnd::Declined);
        init();
        line(LeadEventKind::Assigned, m_ann);
        line(LeadEventKind::Unassigned, m_ann);
        line(LeadEventKind::Declined, m_ann);
        QCOMPARE(end(0), OfferEnd::Declined);
    }

    void silenceAndTakingBackAreTwoThings()
    {
        line(LeadEventKind::Assigned, m_ann);
        line(LeadEventKind::Unassigned, m_ann, "unanswered");
        line(LeadEventKind::Assigned, m_bob);
        line(LeadEventKind::Unassigned, m_bob);
        QCOMPARE(end(0), OfferEnd::Silent);
        QCOMPARE(end(1), OfferEnd::TakenBack);
    }

    void anotherPlumberEndsAWaitingOffer()
    {
        line(LeadEventKind::Assigned, m_ann);
        line(LeadEventKind::Assigned, m_bob);
        line(LeadEventKind::Accepted, m_ann); // too late: it is Bob's
        QCOMPARE(end(0), OfferEnd::TakenBack);
        QCOMPARE(end(1), OfferEnd::Waiting);
    }

    void anAcceptedOneStaysAccepted()
    {
        line(LeadEventKind::Assigned, m_ann);
        line(LeadEventKind::Accepted, m_ann);
        line(LeadEventKind::Unassigned, m_ann);
        line(LeadEventKind::Assigned, m_bob);
        QCOMPARE(end(0), OfferEnd::Accepted);
    }

    /// Or else its reader would ask for it again and again.
    void aLineWithoutAPlumberIsTakenToo()
    {
        LeadEvent event;
        event.id = 7;
        event.leadId = m_lead;
        event.kind = LeadEventKind::Unassigned;
        m_book.take(event);
        QVERIFY(m_book.offers().isEmpty());
        QCOMPARE(m_book.newest(), 7);
    }

    void linesTwiceAndAnswersWithoutOfferChangeNothing()
    {
        line(LeadEventKind::Accepted, m_ann);
        QVERIFY(m_book.offers().isEmpty());
        line(LeadEventKind::Assigned, m_ann);
        m_id = 1;
        line(LeadEventKind::Assigned, m_ann);
        QCOMPARE(m_book.offers().size(), 1);
        QCOMPARE(m_book.newest(), 2);
    }
};

QTEST_GUILESS_MAIN(TestOfferBook)
#include "tst_offerbook.moc"
