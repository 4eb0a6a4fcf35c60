#include "models/domain/officesettings.h"

#include <QTest>

using namespace pl;
using nlohmann::json;

class TestOfficeSettings : public QObject
{
    Q_OBJECT

private:
    static QList<Service> services()
    {
        return {{QStringLiteral("Leak Detection & Repair"), QStringLiteral("Emergency"), 4000, true, 1},
                {QStringLiteral("Odd"), QStringLiteral("Emergency"), 2501, true, 1},
                {QStringLiteral("Old"), QStringLiteral("Emergency"), 9900, false, 1}};
    }

private Q_SLOTS:
    void price_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<int>("urgency");
        QTest::addColumn<qint64>("cents");
        QTest::newRow("today") << "Leak Detection & Repair" << 0 << qint64(6000);
        QTest::newRow("this week") << "Leak Detection & Repair" << 1 << qint64(4000);
        QTest::newRow("this month") << "Leak Detection & Repair" << 2 << qint64(3200);
        QTest::newRow("half a cent is rounded up") << "Odd" << 0 << qint64(3752);
        QTest::newRow("unknown service") << "Roofing" << 1 << qint64(2500);
        QTest::newRow("inactive service") << "Old" << 1 << qint64(2500);
    }
    void price()
    {
        QFETCH(QString, service);
        QFETCH(int, urgency);
        QFETCH(qint64, cents);
        QCOMPARE(OfficeSettings().leadPriceCents(services(), service, static_cast<Urgency>(urgency)), cents);
    }

    void testsAndNumbersThatNobodyCanHaveAreFree()
    {
        Lead lead;
        lead.serviceNeeded = QStringLiteral("Odd");
        const auto price = [&lead] { return OfficeSettings().leadPriceCents(services(), lead); };
        QCOMPARE(price(), 2501);
        lead.hasRealPhone = true;
        QCOMPARE(price(), 2501);
        lead.hasRealPhone = false;
        QCOMPARE(price(), 0);
        lead.hasRealPhone.reset();
        lead.isTest = true;
        QCOMPARE(price(), 0);
    }

    void readsTheOfficesRules()
    {
        const json rows =
            json::array({{{"key", "urgency_factor"}, {"value", {{"day", 2}, {"week", 1.25}, {"month", 0.5}}}},
                         {{"key", "default_price_cents"}, {"value", 1000}},
                         {{"key", "currency"}, {"value", "eur"}},
                         {{"key", "sla_minutes"}, {"value", {{"day", 60}, {"week", 600}, {"month", 6000}}}},
                         {{"key", "something_new"}, {"value", true}}});
        const Result<OfficeSettings> settings = OfficeSettings::fromJson(rows);
        QVERIFY(settings.ok());
        QCOMPARE(settings->factorMillionths(Urgency::Week), 1'250'000);
        QCOMPARE(settings->minutesToAssign(Urgency::Day), 60);
        QCOMPARE(settings->currency, QStringLiteral("eur"));
        QCOMPARE(settings->leadPriceCents({}, QStringLiteral("x"), Urgency::Day), 2000);
    }

    void namesTheWrongKey()
    {
        const json rows = json::array({{{"key", "urgency_factor"}, {"value", {{"day", 2}}}},
                                       {{"key", "default_price_cents"}, {"value", "cheap"}}});
        const Result<OfficeSettings> settings = OfficeSettings::fromJson(rows);
        QVERIFY(!settings.ok());
        QCOMPARE(settings.error().fields.size(), 2);
        QCOMPARE(settings.error().fields[0].field, QStringLiteral("urgency_factor"));
        QCOMPARE(settings.error().fields[1].field, QStringLiteral("default_price_cents"));
    }
};

QTEST_GUILESS_MAIN(TestOfficeSettings)
#include "tst_officesettings.moc"
