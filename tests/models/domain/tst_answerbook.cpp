#include "models/domain/answerbook.h"

#include <QTest>

using namespace pl;

namespace {

const QUuid kAnn(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
const QUuid kBob(2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
const QUuid kLead(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2);
const Timestamp kBegin{1'795'000'000'000'000};

} // namespace

class TestAnswerBook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_book = {};
        m_id = 0;
    }

    void acceptedWithItsTime()
    {
        take(LeadEventKind::Assigned, kAnn, 0);
        take(LeadEventKind::Accepted, kAnn, 300);
        const AnswerRecord ann = m_book.records().value(kAnn);
        QCOMPARE(ann, (AnswerRecord{1, 0, 300, kBegin}));
        QCOMPARE(*ann.meanSecondsToAccept(), 300);
        QVERIFY(m_book.refusedBy(kLead).isEmpty());
    }

    void declinedAndUnanswered()
    {
        take(LeadEventKind::Assigned, kAnn, 0);
        take(LeadEventKind::Declined, kAnn, 10);
        take(LeadEventKind::Assigned, kBob, 20);
        take(LeadEventKind::Unassigned, kBob, 30, QStringLiteral("unanswered"));
        QCOMPARE(m_book.records().value(kAnn).refused, 1);
        QCOMPARE(m_book.records().value(kBob).refused, 1);
        QCOMPARE(m_book.refusedBy(kLead), (QSet<QUuid>{kAnn, kBob}));
    }

    void assignmentsTheOfficeTookBackDoNotCount()
    {
        take(LeadEventKind::Assigned, kAnn, 0);
        take(LeadEventKind::Unassigned, kAnn, 10);
        QCOMPARE(m_book.records().value(kAnn), (AnswerRecord{0, 0, 0, kBegin}));
        QVERIFY(m_book.refusedBy(kLead).isEmpty());
    }

    void answersWithoutAKnownAssignmentDoNotCount()
    {
        take(LeadEventKind::Accepted, kAnn, 300);
        QCOMPARE(m_book.records().value(kAnn).answered(), 0);
    }

    void repeatedLinesChangeNothing()
    {
        take(LeadEventKind::Assigned, kAnn, 0);
        take(LeadEventKind::Declined, kAnn, 10);
        m_book.take(m_last);
        QCOMPARE(m_book.records().value(kAnn).refused, 1);
        QCOMPARE(m_book.newest(), 2);
    }

    void oldAnswersAreForgotten()
    {
        take(LeadEventKind::Assigned, kAnn, 0);
        take(LeadEventKind::Accepted, kAnn, 100);
        take(LeadEventKind::Assigned, kBob, 200);
        take(LeadEventKind::Declined, kBob, 300);
        m_book.forgetBefore(kBegin.addSeconds(200));
        QCOMPARE(m_book.records().value(kAnn), (AnswerRecord{0, 0, 0, kBegin}));
        QCOMPARE(m_book.records().value(kBob).refused, 1);
        m_book.forgetBefore(kBegin.addSeconds(400));
        QCOMPARE(m_book.records().value(kBob).refused, 0);
        QVERIFY(m_book.refusedBy(kLead).isEmpty());
    }

private:
    void take(LeadEventKind kind, const QUuid &plumber, qint64 seconds, const QString &note = {})
    {
        m_last = LeadEvent{
            ++m_id, kLead, kind, QStringLiteral("server"), plumber, std::nullopt, kBegin.addSeconds(seconds), nullptr};
        if (!note.isEmpty())
            m_last.note = note;
        m_book.take(m_last);
    }

    AnswerBook m_book;
    LeadEvent m_last;
    qint64 m_id = 0;
};

QTEST_GUILESS_MAIN(TestAnswerBook)
#include "tst_answerbook.moc"
