#include "models/domain/zipplaces.h"

#include <QTest>

using namespace pl;

namespace {

double miles(const char *from, const char *to)
{
    const auto a = zipPlace(QString::fromLatin1(from));
    const auto b = zipPlace(QString::fromLatin1(to));
    return a && b ? milesBetween(*a, *b) : -1;
}

} // namespace

class TestZipPlaces : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Great-circle distances of the Census Bureau's points, computed with the haversine formula elsewhere.
    void distances_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<double>("expected");
        QTest::newRow("Austin, across the river") << QByteArray("78701") << QByteArray("78704") << 2.33;
        QTest::newRow("New York to Los Angeles") << QByteArray("10001") << QByteArray("90001") << 2448.35;
        QTest::newRow("Honolulu to Anchorage") << QByteArray("96813") << QByteArray("99501") << 2783.81;
        QTest::newRow("San Juan to Miami") << QByteArray("00901") << QByteArray("33130") << 1032.63;
        QTest::newRow("to itself") << QByteArray("60601") << QByteArray("60601") << 0.0;
    }
    void distances()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(double, expected);
        const double found = miles(from, to);
        QVERIFY2(std::abs(found - expected) < 0.05 + expected / 1000, qPrintable(QString::number(found)));
        QCOMPARE(miles(to, from), found);
    }

    void written_data()
    {
        QTest::addColumn<QString>("zip");
        QTest::addColumn<bool>("known");
        QTest::addColumn<bool>("approximate");
        const auto row = [](const char *name, const char *zip, bool known, bool approximate = false) {
            QTest::newRow(name) << QString::fromLatin1(zip) << known << approximate;
        };
        row("five digits", "78701", true);
        row("ZIP+4", "78701-1234", true);
        row("blanks around it", " 78701 ", true);
        row("leading zero", "02108", true);
        row("a post-office box's ZIP", "78760", true, true);
        row("its ZIP+4", "78760-0001", true, true);
        row("soldiers abroad", "09012", false);
        row("no such area", "00000", false);
        row("four digits", "7870", false);
        row("six digits", "787011", false);
        row("letters", "ABCDE", false);
        row("half a ZIP+4", "78701-12", false);
        row("letters behind", "78701-abcd", false);
        row("nothing", "", false);
    }
    void written()
    {
        QFETCH(QString, zip);
        QFETCH(bool, known);
        QFETCH(bool, approximate);
        const auto place = zipPlace(zip);
        QCOMPARE(place.has_value(), known);
        if (known)
            QCOMPARE(place->approximate, approximate);
    }

    void anAreaIsAmongItsZips()
    {
        QVERIFY(miles("78760", "78701") < 25);
        QCOMPARE(*zipPlace(u"78760"), *zipPlace(u"78799"));
    }

    void everyPlaceIsOnTheEarthAndInTheCountry()
    {
        int exact = 0;
        for (int zip = 0; zip < 100'000; ++zip) {
            const auto place = zipPlace(QStringLiteral("%1").arg(zip, 5, 10, QLatin1Char('0')));
            if (!place)
                continue;
            exact += !place->approximate;
            QVERIFY(std::abs(std::hypot(place->x, place->y, place->z) - 1) < 1e-5);
            // Between American Samoa and the north of Alaska.
            QVERIFY2(place->z > -0.26 && place->z < 0.95, qPrintable(QString::number(zip)));
        }
        QCOMPARE(exact, 33791);
    }
};

QTEST_GUILESS_MAIN(TestZipPlaces)
#include "tst_zipplaces.moc"
