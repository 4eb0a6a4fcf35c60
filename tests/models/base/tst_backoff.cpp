#include "models/base/backoff.h"

#include <QSet>
#include <QTest>

using namespace pl;
using namespace std::chrono_literals;

class TestBackoff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void doublesUpToTheLongest()
    {
        Backoff backoff(100ms, 500ms);
        for (const auto pause : {100ms, 200ms, 400ms, 500ms, 500ms})
            QCOMPARE(backoff.next().count(), pause.count());
        QCOMPARE(backoff.failures(), 5);
    }

    void beginsAgainAfterASuccess()
    {
        Backoff backoff(100ms, 500ms);
        (void)backoff.next();
        (void)backoff.next();
        backoff.reset();
        QCOMPARE(backoff.failures(), 0);
        QCOMPARE(backoff.next().count(), 100);
    }

    void staysInBoundsHoweverOftenItFails()
    {
        Backoff backoff(250ms, 30s);
        for (int i = 0; i < 1000; ++i) {
            const auto pause = backoff.next();
            QVERIFY(pause >= 250ms && pause <= 30s);
        }
        QCOMPARE(Backoff(100ms, 5s, 100'000).next().count(), 5000);
    }

    void goesOnWhereItIsTold()
    {
        QCOMPARE(Backoff(100ms, 5s, 2).next().count(), 400);
        QCOMPARE(Backoff(100ms, 5s, -1).next().count(), 100);
    }

    void keepsARetryAfter_data()
    {
        QTest::addColumn<int>("asked");
        QTest::addColumn<qint64>("pause"); // ms, of the second failure
        QTest::newRow("none") << 0 << qint64(2000);
        QTest::newRow("shorter") << 1 << qint64(2000);
        QTest::newRow("longer") << 3 << qint64(3000);
        QTest::newRow("longer than the longest") << 77 << qint64(77'000);
        QTest::newRow("a mistake") << 86'400 << qint64(600'000);
        QTest::newRow("the largest number") << std::numeric_limits<int>::max() << qint64(600'000);
        QTest::newRow("negative") << -5 << qint64(2000);
    }

    void keepsARetryAfter()
    {
        QFETCH(int, asked);
        QFETCH(qint64, pause);
        Backoff backoff(1s, 30s);
        (void)backoff.next();
        QCOMPARE(qint64(backoff.next(asked).count()), pause);
        QCOMPARE(qint64(backoff.next().count()), qint64(4000)); // it is kept once
    }

    void spreadsThePauses()
    {
        QSet<qint64> pauses;
        for (int i = 0; i < 50; ++i) {
            const auto pause = Backoff(1s, 30s, 1).nextSpread();
            QVERIFY(pause >= 1s && pause <= 2s);
            pauses.insert(pause.count());
        }
        QVERIFY(pauses.size() > 10);
    }

    void neverComesBackBeforeItWasAskedTo()
    {
        for (int i = 0; i < 50; ++i)
            QCOMPARE(Backoff(100ms, 200ms).nextSpread(7).count(), 7000);
    }
};

QTEST_GUILESS_MAIN(TestBackoff)
#include "tst_backoff.moc"
