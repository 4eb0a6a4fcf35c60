#include "models/domain/ziptimezones.h"
#include "server/notify/quiethours.h"

#include <QTest>
#include <QTimeZone>

using namespace pl;
using namespace pl::notify;

class TestQuietHours : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsTheZones_data();
    void knowsTheZones();
    void waitsForTheMorning_data();
    void waitsForTheMorning();
    void alwaysEndsInTheDay();
};

void TestQuietHours::knowsTheZones_data()
{
    QTest::addColumn<QString>("zip");
    QTest::addColumn<QByteArray>("zones");
    const auto row = [](const char *name, const char *zip, const char *zones) {
        QTest::newRow(name) << QString::fromLatin1(zip) << QByteArray(zones);
    };
    row("New York", "10001", "America/New_York");
    row("Austin, ZIP+4", "78701-1234", "America/Chicago");
    row("Denver", "80202", "America/Denver");
    row("Phoenix", "85001", "America/Phoenix");
    row("San Francisco, blanks", " 94110 ", "America/Los_Angeles");
    row("Honolulu", "96813", "Pacific/Honolulu");
    row("San Juan", "00901", "America/Puerto_Rico");
    row("a border", "37310", "America/Chicago,America/New_York");
    row("nothing", "", "America/New_York,America/Los_Angeles");
    row("words", "none", "America/New_York,America/Los_Angeles");
    row("no such prefix", "00001", "America/New_York,America/Los_Angeles");
}

void TestQuietHours::knowsTheZones()
{
    QFETCH(QString, zip);
    QFETCH(QByteArray, zones);
    QCOMPARE(zipTimeZones(zip).join(','), zones);
}

void TestQuietHours::waitsForTheMorning_data()
{
    QTest::addColumn<QString>("zip");
    QTest::addColumn<QString>("now");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *zip, const char *now, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(zip) << QString::fromLatin1(now) << QString::fromLatin1(expected);
    };
    row("noon in Austin", "78701", "2026-11-20T18:00:00Z", "2026-11-20T18:00:00Z");
    row("8:00 sharp", "78701", "2026-11-20T14:00:00Z", "2026-11-20T14:00:00Z");
    row("a second before", "78701", "2026-11-20T13:59:59Z", "2026-11-20T14:00:00Z");
    row("a second before 21:00", "78701", "2026-11-21T02:59:59Z", "2026-11-21T02:59:59Z");
    row("21:00 sharp", "78701", "2026-11-21T03:00:00Z", "2026-11-21T14:00:00Z");
    row("after midnight", "78701", "2026-11-21T07:30:00Z", "2026-11-21T14:00:00Z");
    row("the night to summer time", "78701", "2026-03-08T05:00:00Z", "2026-03-08T13:00:00Z");
    row("the night from summer time", "78701", "2026-11-01T04:00:00Z", "2026-11-01T14:00:00Z");
    row("nowhere: 8:00 in the east is too early", "", "2026-11-20T13:00:00Z", "2026-11-20T16:00:00Z");
    row("nowhere: 18:00 in the west is too late", "", "2026-11-21T02:00:00Z", "2026-11-21T16:00:00Z");
}

void TestQuietHours::waitsForTheMorning()
{
    QFETCH(QString, zip);
    QFETCH(QString, now);
    QFETCH(QString, expected);
    QCOMPARE(textAllowedFrom(*Timestamp::parse(now), zip).toString(), Timestamp::parse(expected)->toString());
}

void TestQuietHours::alwaysEndsInTheDay()
{
    const Timestamp begin = *Timestamp::parse(u"2026-01-01T00:00:00Z");
    for (const char *zip : {"10001", "94110", "96813", "99501", "37310", "00901", ""})
        for (int minutes = 0; minutes < 366 * 24 * 60; minutes += 97) {
            const Timestamp now = begin.addSeconds(minutes * 60);
            const Timestamp from = textAllowedFrom(now, QString::fromLatin1(zip));
            QVERIFY(from >= now && now.secondsTo(from) < 24 * 3600);
            for (const QByteArray &zone : zipTimeZones(QString::fromLatin1(zip))) {
                const int hour = from.toDateTime().toTimeZone(QTimeZone(zone)).time().hour();
                QVERIFY2(hour >= 8 && hour < 21, qPrintable(now.toString()));
            }
        }
}

QTEST_GUILESS_MAIN(TestQuietHours)
#include "tst_quiethours.moc"
