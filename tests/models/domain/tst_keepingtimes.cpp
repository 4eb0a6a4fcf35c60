#include "models/domain/keepingtimes.h"

#include <QTest>

using namespace pl;
using nlohmann::json;

class TestKeepingTimes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItWrites();
    void whatDoesNotFitIsTheDefault_data();
    void whatDoesNotFitIsTheDefault();
    void soldLeadsAreKeptForTheirProof();
    void forecastsAreReadAgain();
};

void TestKeepingTimes::readsWhatItWrites()
{
    KeepingTimes times;
    QVERIFY(KeepingTimes::fromJson(times.toJson()) == times);
    times = {.leads = 10, .proof = 20, .messages = 30, .bodies = 1, .journal = 36500, .activity = 40};
    times.begins = QDate(2026, 12, 30);
    QVERIFY(KeepingTimes::fromJson(times.toJson()) == times);
    QCOMPARE(times.toJson()["begins"].get<std::string>(), std::string("2026-12-30"));
}

void TestKeepingTimes::whatDoesNotFitIsTheDefault_data()
{
    QTest::addColumn<QByteArray>("value");
    for (const char *value : {"null", "[]", "{}", "{\"leads\":0}", "{\"leads\":36501}", "{\"leads\":\"10\"}",
                              "{\"leads\":1.5}", "{\"leads\":18446744073709551615}", "{\"begins\":\"soon\"}"})
        QTest::newRow(value) << QByteArray(value);
}

void TestKeepingTimes::whatDoesNotFitIsTheDefault()
{
    QFETCH(QByteArray, value);
    QVERIFY(KeepingTimes::fromJson(json::parse(value.toStdString())) == KeepingTimes());
}

void TestKeepingTimes::soldLeadsAreKeptForTheirProof()
{
    KeepingTimes times;
    times.leads = 30;
    times.proof = 90;
    QCOMPARE(times.leadDays(false), 30);
    QCOMPARE(times.leadDays(true), 90);
    times.proof = 10;
    QCOMPARE(times.leadDays(true), 30);
}

void TestKeepingTimes::forecastsAreReadAgain()
{
    KeepingForecast forecast;
    forecast.computedAt = Timestamp{1764590400000000};
    forecast.day = QDate(2027, 1, 3);
    QVERIFY(forecast.isEmpty());
    forecast.leads = 412;
    QVERIFY(!forecast.isEmpty());
    const auto read = KeepingForecast::fromJson(forecast.toJson());
    QVERIFY(read.ok());
    QVERIFY(*read == forecast);
    QVERIFY(!KeepingForecast::fromJson(json::object()).ok());
}

QTEST_GUILESS_MAIN(TestKeepingTimes)
#include "tst_keepingtimes.moc"
