#include "models/domain/officesettings.h"

#include <QTest>

using namespace pl;

class TestDispatchSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingIsOffAtFirst()
    {
        const auto settings = OfficeSettings::fromJson(nlohmann::json::array());
        QVERIFY(settings);
        for (const Urgency urgency : {Urgency::Day, Urgency::Week, Urgency::Month}) {
            QVERIFY(!settings->dispatch.assignsItself(urgency));
            QCOMPARE(settings->dispatch.minutesToAnswer(urgency), 0);
        }
        QVERIFY(settings->dispatch.cardRequired);
    }

    void survivesItsRows()
    {
        DispatchSettings wanted;
        wanted.weights = {1, 2, 3, 4, 5};
        wanted.cardRequired = false;
        wanted.autoAssign[0] = true;
        wanted.answerMinutes[2] = 90;
        wanted.graceSeconds = 45;
        wanted.timeZone = "America/Denver";
        nlohmann::json rows = nlohmann::json::array();
        for (const QByteArray &key : DispatchSettings::keys())
            rows.push_back({{"key", key.toStdString()}, {"value", wanted.value(key)}});
        QCOMPARE(OfficeSettings::fromJson(rows)->dispatch, wanted);
        QCOMPARE(*DispatchSettings::fromJson(rows), wanted);
    }

    void invalidValuesNameTheirKey_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char *key, const char *value) {
            QTest::addRow("%s %s", key, value) << QByteArray(key) << QByteArray(value);
        };
        row("dispatch_weights", R"({"distance": 101})");
        row("dispatch_weights", R"({"load": -1})");
        row("dispatch_weights", R"("all")");
        row("card_required", "1");
        row("auto_assign", R"({"day": true})");
        row("answer_minutes", R"({"day": -1, "week": 0, "month": 0})");
        row("answer_minutes", R"({"day": 1.5, "week": 0, "month": 0})");
        row("office_time_zone", "7");
        for (const char *value : {"-1", "61", "1.5", "\"10\"", "null", "99999999999"})
            row("grace_seconds", value);
    }
    void invalidValuesNameTheirKey()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, value);
        const nlohmann::json rows{{{"key", key.toStdString()}, {"value", nlohmann::json::parse(value.toStdString())}}};
        const auto settings = OfficeSettings::fromJson(rows);
        QVERIFY(!settings);
        QCOMPARE(settings.error().fields.first().field, QString::fromLatin1(key));
    }

    void aGracePeriodOutOfRangeNamesItsLimits()
    {
        const nlohmann::json rows{{{"key", "grace_seconds"}, {"value", 61}}};
        const auto settings = DispatchSettings::fromJson(rows);
        QVERIFY(!settings);
        QCOMPARE(settings.error().fields.first().detail, QStringLiteral("must be whole seconds from 0 to 60"));
        QVERIFY2(settings.error().message.contains(QStringLiteral("grace_seconds")),
                 qPrintable(settings.error().message));
    }

    void theGracePeriodRunsOut_data()
    {
        QTest::addColumn<int>("grace");
        QTest::addColumn<qint64>("passedMs");
        QTest::addColumn<int>("left");
        const auto row = [](const char *name, int grace, qint64 passed, int left) {
            QTest::newRow(name) << grace << passed << left;
        };
        row("at once", 10, 0, 10);
        row("a begun second counts", 10, 2001, 8);
        row("the last millisecond", 10, 9999, 1);
        row("over", 10, 10000, 0);
        row("long over", 10, 86'400'000, 0);
        row("none", 0, 0, 0);
        row("the longest", 60, 1, 60);
        row("a clock that is slow", 10, -300'000, 10);
    }
    void theGracePeriodRunsOut()
    {
        QFETCH(int, grace);
        QFETCH(qint64, passedMs);
        DispatchSettings settings;
        settings.graceSeconds = grace;
        const Timestamp assigned = *Timestamp::parse(u"2026-11-23T15:00:00Z");
        QTEST(settings.graceLeft(assigned, {assigned.micros + passedMs * 1000}), "left");
    }

    void theOfficesDayBegan_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("began");
        const auto row = [](const char *name, const char *zone, const char *now, const char *began) {
            QTest::newRow(name) << QByteArray(zone) << QString::fromLatin1(now) << QString::fromLatin1(began);
        };
        row("in winter", "America/New_York", "2026-11-23T04:59:59Z", "2026-11-22T05:00:00Z");
        row("at midnight", "America/New_York", "2026-11-23T05:00:00Z", "2026-11-23T05:00:00Z");
        row("in summer", "America/New_York", "2026-07-01T12:00:00Z", "2026-07-01T04:00:00Z");
        row("the day of 23 hours", "America/New_York", "2026-03-09T03:30:00Z", "2026-03-08T05:00:00Z");
        row("the day of 25 hours", "America/New_York", "2026-11-02T04:30:00Z", "2026-11-01T04:00:00Z");
        row("where midnight is left out", "America/Havana", "2026-03-08T12:00:00Z", "2026-03-08T05:00:00Z");
        row("Honolulu", "Pacific/Honolulu", "2026-11-23T09:59:00Z", "2026-11-22T10:00:00Z");
    }
    void theOfficesDayBegan()
    {
        QFETCH(QByteArray, zone);
        QFETCH(QString, now);
        QFETCH(QString, began);
        DispatchSettings settings;
        settings.timeZone = zone;
        QCOMPARE(settings.dayBegan(*Timestamp::parse(now)).toString(), Timestamp::parse(began)->toString());
    }

    void weeksBeginOnMondayInTheOfficesZone()
    {
        DispatchSettings settings;
        settings.timeZone = "America/Chicago";
        const auto week = [&settings](QStringView now) { return settings.weekBegan(*Timestamp::parse(now)); };
        QCOMPARE(week(u"2026-11-23T06:00:00Z"), *Timestamp::parse(u"2026-11-23T06:00:00Z"));
        QCOMPARE(week(u"2026-11-23T05:59:59Z"), *Timestamp::parse(u"2026-11-16T06:00:00Z")); // still Sunday
        QCOMPARE(settings.monthBegan(*Timestamp::parse(u"2026-12-01T05:59:59Z")),
                 *Timestamp::parse(u"2026-11-01T05:00:00Z"));
        QCOMPARE(settings.localTime(*Timestamp::parse(u"2026-11-23T05:30:00Z")).time(), QTime(23, 30));
    }

    void anUnknownZoneMeansTheLocalOne()
    {
        DispatchSettings settings;
        settings.timeZone = "Mars/Olympus";
        QCOMPARE(settings.zone(), QTimeZone::systemTimeZone());
    }
};

QTEST_GUILESS_MAIN(TestDispatchSettings)
#include "tst_dispatchsettings.moc"
