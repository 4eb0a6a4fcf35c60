#include "models/columns/leadorders.h"
#include "tests/models/columns/madeleads.h"
#include "tests/models/columns/plainoffice.h"

#include <QLocale>
#include <QTest>

using namespace pl;
using namespace pl::columns;
using pl::test::MadeLeads;
using pl::test::PlainOffice;

class TestPermutation : public QObject
{
    Q_OBJECT

private:
    static QList<QUuid> kept(const LeadColumns &columns, LeadOrders &orders, SortBy by, bool ascending)
    {
        QList<QUuid> ids;
        orders.forEach(by, ascending, [&](Row row) { ids += columns.id(row); });
        return ids;
    }

private Q_SLOTS:
    void cleanup() { QLocale::setDefault(QLocale::c()); }

    void anOrderIsKeptThroughChanges_data()
    {
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<int>("leads");
        QTest::newRow("C") << QLocale::c() << 600;
        QTest::newRow("English") << QLocale(QLocale::English, QLocale::UnitedStates) << 600;
        QTest::newRow("Czech") << QLocale(QLocale::Czech) << 300;
        QTest::newRow("few") << QLocale::c() << 3;
    }
    void anOrderIsKeptThroughChanges()
    {
        QFETCH(QLocale, locale);
        QFETCH(int, leads);
        QLocale::setDefault(locale);
        MadeLeads made(11, 30);
        LeadColumns columns;
        LeadOrders orders(columns);
        PlainOffice office;
        qint64 version = 1;
        for (int step = 0; step < 120; ++step) {
            const int changes = made.oneIn(6) ? leads : 1 + made.below(8);
            for (int i = 0; i < changes; ++i) {
                Lead lead = made.lead(made.below(leads));
                lead.version = ++version;
                if (made.oneIn(4)) {
                    columns.erase(lead.id);
                    office.leads.remove(lead.id);
                } else {
                    QVERIFY(columns.upsert(lead));
                    office.leads.insert(lead.id, lead);
                }
            }
            if (made.oneIn(10)) {
                const QUuid plumber = MadeLeads::plumberId(made.below(MadeLeads::kPlumbers));
                office.plumbers[plumber] = QString::fromUtf8(made.oneIn(2) ? "Zoë %1" : "bo %1").arg(made.below(20));
                columns.setPlumberName(plumber, office.plumbers[plumber]);
            }
            if (made.oneIn(30))
                office.minutes = {made.below(100), 1 + made.below(1'000), 10'000};
            columns.setMinutes(office.minutes);
            const auto by = static_cast<SortBy>(made.below(static_cast<int>(SortBy::Count)));
            const bool ascending = made.oneIn(2);
            const QList<QUuid> expected = office.sorted(by, ascending);
            if (kept(columns, orders, by, ascending) != expected)
                QFAIL(qPrintable(QStringLiteral("step %1, column %2").arg(step).arg(static_cast<int>(by))));
        }
    }

    void numbersOfTheUsAreShownAsEverywhere()
    {
        MadeLeads made(2);
        LeadColumns columns;
        const RowOrder order(columns, SortBy::Phone);
        std::string buffer;
        for (int i = 0; i < 2'000; ++i) {
            Lead lead = made.lead(i);
            if (made.oneIn(2))
                lead.phoneNumber = QStringLiteral("+1%1").arg(2'000'000'000LL + made.below(2'000'000'000) * 3LL);
            columns.upsert(lead);
            const std::string_view shown = order.text(columns.rowOf(lead.id), buffer);
            const bool isOfUs = lead.phoneNumber.startsWith(QStringLiteral("+1"));
            QCOMPARE(QString::fromUtf8(shown.data(), static_cast<qsizetype>(shown.size())),
                     isOfUs ? phoneForPeople(lead.phoneNumber) : lead.phoneNumber);
        }
    }
};

QTEST_APPLESS_MAIN(TestPermutation)
#include "tst_permutation.moc"
