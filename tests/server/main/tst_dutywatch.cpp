#include "server/main/dutywatch.h"

#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace Qt::StringLiterals;

class TestDutyWatch : public QObject
{
    Q_OBJECT

private:
    Timestamp m_now{1'795'000'000'000'000};
    std::unique_ptr<DutyWatch> m_watch;
    QStringList m_told;

    void after(int seconds) { m_now = m_now.addSeconds(seconds); }
    /// Fails as often as the duty is tried, and looks in between.
    void fail(int minutes, const QString &duty, const QString &id = {}, const QString &reason = u"away"_s)
    {
        for (int i = 0; i < minutes; ++i) {
            m_watch->failed(duty, id, reason);
            after(60);
            m_watch->check();
        }
    }

private Q_SLOTS:
    void init()
    {
        m_told.clear();
        m_watch = std::make_unique<DutyWatch>([this] { return m_now; });
        connect(m_watch.get(), &DutyWatch::startedFailing, this, [this](const DutyWatch::Failure &failure) {
            m_told += u"ill "_s + failure.duty + u' ' + failure.id + u' ' + failure.reason;
        });
        connect(m_watch.get(), &DutyWatch::recovered, this,
                [this](const QString &duty) { m_told += u"well "_s + duty; });
    }

    void tellsOnceAfterTenMinutes()
    {
        const Timestamp began = m_now;
        fail(9, u"payments"_s);
        QCOMPARE(m_told, QStringList());
        QVERIFY(m_watch->failing().isEmpty());
        fail(5, u"payments"_s);
        QCOMPARE(m_told, QStringList{u"ill payments  away"_s});
        QCOMPARE(m_watch->failing(), (QList<DutyWatch::Failure>{{u"payments"_s, {}, u"away"_s, began}}));
        m_watch->worked(u"payments"_s);
        m_watch->check();
        QCOMPARE(m_told.last(), u"well payments"_s);
        QVERIFY(m_watch->failing().isEmpty());
    }

    void aSuccessInBetweenBeginsAgain()
    {
        fail(9, u"outbox"_s);
        m_watch->worked(u"outbox"_s);
        fail(9, u"outbox"_s);
        QCOMPARE(m_told, QStringList());
    }

    void oneRowThatNeverWorksIsTold()
    {
        for (int i = 0; i < 12; ++i) {
            m_watch->worked(u"payments"_s, u"good"_s);
            fail(1, u"payments"_s, u"bad"_s, u"no such customer"_s);
        }
        QCOMPARE(m_told, QStringList{u"ill payments bad no such customer"_s});
        m_watch->worked(u"payments"_s, u"bad"_s);
        m_watch->check();
        QCOMPARE(m_told.last(), u"well payments"_s);
    }

    void whatIsNotRepeatedIsOver()
    {
        fail(12, u"payments"_s, u"bad"_s);
        QCOMPARE(m_told.size(), 1);
        after(5 * 60);
        m_watch->check();
        QCOMPARE(m_told.last(), u"well payments"_s);
    }

    void whatIsTriedRarelyMaySayHowRarely()
    {
        m_watch->failed(u"reconciliation"_s, {}, u"away"_s, std::chrono::minutes(20));
        after(15 * 60);
        m_watch->check();
        QCOMPARE(m_told, QStringList{u"ill reconciliation  away"_s});
    }

    void anotherReasonIsToldAgain()
    {
        fail(11, u"events"_s);
        fail(2, u"events"_s, {}, u"refused"_s);
        QCOMPARE(m_told, (QStringList{u"ill events  away"_s, u"ill events  refused"_s}));
    }

    void everyDutyHasWordsForPeople()
    {
        for (const QString &duty : {u"payments"_s, u"customers"_s, u"events"_s, u"pages"_s, u"address"_s,
                                    u"reconciliation"_s, u"outbox"_s, u"samples"_s, u"answers"_s, u"opt-outs"_s,
                                    u"deliveries"_s, u"dispatch"_s, u"leads"_s, u"sources"_s, u"watch"_s})
            QVERIFY2(dutyInWords(duty) != duty, qPrintable(duty));
    }
};

QTEST_GUILESS_MAIN(TestDutyWatch)
#include "tst_dutywatch.moc"
