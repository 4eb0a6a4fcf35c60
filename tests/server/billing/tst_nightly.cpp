#include "server/billing/nighttimer.h"
#include "tests/server/billing/moneyfixture.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

using namespace pl;
using namespace pl::test;
using billing::NightTimer;
using nlohmann::json;

namespace {

QDateTime at(const char *time)
{
    return QDateTime::fromString(QLatin1StringView(time), Qt::ISODate);
}

} // namespace

/// When it is night, and the comparison with Stripe that belongs to it. The clock is the test's own.
class TestNightly : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onceANight_data();
    void onceANight();
    void everyNightOfAYear_data();
    void everyNightOfAYear();
    void checksByItself();
    void comparesWithStripe();
    void aFailedRunIsReportedAndRetried();
};

void TestNightly::onceANight_data()
{
    QTest::addColumn<QList<QByteArray>>("times");
    QTest::addColumn<QList<int>>("due");
    QTest::newRow("an evening and two nights")
        << QList<QByteArray>{"2026-11-23T22:00:00Z", "2026-11-24T02:59:00Z", "2026-11-24T03:00:00Z",
                             "2026-11-24T03:01:00Z", "2026-11-24T23:59:00Z", "2026-11-25T02:59:59Z",
                             "2026-11-25T03:00:00Z"}
        << QList<int>{2, 6};
    QTest::newRow("started after three") << QList<QByteArray>{"2026-11-24T03:30:00Z", "2026-11-24T04:00:00Z",
                                                              "2026-11-25T03:00:00Z"}
                                         << QList<int>{2};
    QTest::newRow("spring leaves three out (Helsinki)")
        << QList<QByteArray>{"2026-03-29T02:58:00+02:00", "2026-03-29T02:59:00+02:00", "2026-03-29T04:00:00+03:00",
                             "2026-03-29T04:01:00+03:00"}
        << QList<int>{2};
    QTest::newRow("spring leaves two out (New York)")
        << QList<QByteArray>{"2026-03-08T01:59:00-05:00", "2026-03-08T03:00:00-04:00", "2026-03-08T03:01:00-04:00"}
        << QList<int>{1};
    QTest::newRow("autumn gives three twice (Helsinki)")
        << QList<QByteArray>{"2026-10-25T02:59:00+03:00", "2026-10-25T03:00:00+03:00", "2026-10-25T03:59:00+03:00",
                             "2026-10-25T03:00:00+02:00", "2026-10-25T03:59:00+02:00", "2026-10-25T04:00:00+02:00",
                             "2026-10-26T02:59:00+02:00", "2026-10-26T03:00:00+02:00"}
        << QList<int>{1, 7};
    QTest::newRow("slept until morning") << QList<QByteArray>{"2026-11-23T22:00:00Z", "2026-11-24T09:00:00Z",
                                                              "2026-11-24T09:01:00Z"}
                                         << QList<int>{1};
    QTest::newRow("set back over three") << QList<QByteArray>{"2026-11-24T02:59:00Z", "2026-11-24T03:00:00Z",
                                                              "2026-11-24T02:30:00Z", "2026-11-24T03:00:00Z"}
                                         << QList<int>{1};
    QTest::newRow("was years ahead") << QList<QByteArray>{"2040-01-01T12:00:00Z", "2026-11-23T12:00:00Z",
                                                          "2026-11-24T03:00:00Z"}
                                     << QList<int>{2};
}

void TestNightly::onceANight()
{
    QFETCH(QList<QByteArray>, times);
    QDateTime now = at(times.first());
    NightTimer timer({std::chrono::hours(1), std::chrono::hours(1)}, [&now] { return now; });
    const QSignalSpy due(&timer, &NightTimer::due);
    timer.start();
    QList<int> heard;
    for (int i = 0; i < times.size(); ++i) {
        now = at(times[i]);
        const auto before = due.count();
        timer.look();
        timer.look();
        for (auto n = before; n < due.count(); ++n)
            heard += i;
    }
    QTEST(heard, "due");
}

void TestNightly::everyNightOfAYear_data()
{
    QTest::addColumn<QByteArray>("zone");
    for (const char *zone : {"America/Chicago", "America/New_York", "Europe/Helsinki", "America/Havana", "Asia/Beirut",
                             "Australia/Lord_Howe"})
        QTest::newRow(zone) << QByteArray(zone);
}

void TestNightly::everyNightOfAYear()
{
    QFETCH(QByteArray, zone);
    const QTimeZone place(zone);
    QVERIFY(place.isValid());
    QDateTime now = at("2026-01-01T12:00:00Z").toTimeZone(place);
    NightTimer timer({std::chrono::hours(1), std::chrono::hours(1)}, [&now] { return now; });
    QList<QDate> nights;
    connect(&timer, &NightTimer::due, &timer, [&] {
        QVERIFY2(now.time().hour() == 3 || now.time().hour() == 4, qPrintable(now.toString()));
        nights += now.date();
    });
    timer.start();
    for (int i = 0; i < 365 * 24 * 6; ++i) {
        now = now.addSecs(600);
        timer.look();
    }
    QCOMPARE(nights.size(), 365);
    for (qsizetype i = 1; i < nights.size(); ++i)
        QCOMPARE(nights[i], nights[i - 1].addDays(1));
}

void TestNightly::checksByItself()
{
    QDateTime now = at("2026-11-24T02:59:00Z");
    NightTimer timer({std::chrono::milliseconds(1), std::chrono::milliseconds(1)}, [&now] { return now; });
    QSignalSpy due(&timer, &NightTimer::due);
    timer.start();
    now = at("2026-11-24T03:00:00Z");
    QTRY_COMPARE(due.count(), 1);
    timer.tryAgain();
    QTRY_COMPARE(due.count(), 2);
}

void TestNightly::comparesWithStripe()
{
    MoneyFixture money;
    const QUuid plumber = money.addPlumber("pm_card_visa");
    money.stripe.chargeByHand(money.customerOf(plumber), 700);
    money.localTime = at("2026-11-23T22:00:00Z");
    money.start();
    money.localTime = at("2026-11-24T03:00:00Z");
    QTRY_COMPARE(money.reconciliations, 1);
    const json found = money.rows("billing_exceptions?select=kind");
    QCOMPARE(found.size(), std::size_t(1));
    QVERIFY(found[0]["kind"] == "charged_without_row");
    QCOMPARE(money.stripe.requests("GET disputes"), 1);
    money.localTime = at("2026-11-25T03:00:00Z");
    QTRY_COMPARE(money.reconciliations, 2);
    QCOMPARE(money.stripe.requests("GET disputes"), 2);
    QCOMPARE(money.complaints, QStringList());
}

void TestNightly::aFailedRunIsReportedAndRetried()
{
    MoneyFixture money;
    money.stripe.trouble("disputes", StripeStandIn::Trouble::Away, 2);
    money.localTime = at("2026-11-24T02:59:00Z");
    money.start();
    money.localTime = at("2026-11-24T03:00:00Z");
    QTRY_COMPARE(money.reconciliations, 1);
    QCOMPARE(money.complaints, QStringList(2, QStringLiteral("reconciliation: Stripe had an internal error.")));
    QCOMPARE(money.stripe.requests("GET disputes"), 3);
}

QTEST_GUILESS_MAIN(TestNightly)
#include "tst_nightly.moc"
