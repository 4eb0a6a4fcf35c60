#include "models/domain/leastcharge.h"

#include <QTest>

using namespace pl;

class TestLeastCharge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unchargeable_data()
    {
        QTest::addColumn<qint64>("cents");
        QTest::addColumn<std::optional<Urgency>>("urgency");
        QTest::newRow("free") << qint64(0) << std::optional<Urgency>();
        QTest::newRow("a cent") << qint64(1) << std::optional(Urgency::Day); // 1.5, rounded up
        QTest::newRow("too little at any time") << qint64(30) << std::optional(Urgency::Day);
        QTest::newRow("too little within a week") << qint64(49) << std::optional(Urgency::Week);
        QTest::newRow("too little within a month") << qint64(61) << std::optional(Urgency::Month);
        QTest::newRow("just enough") << qint64(62) << std::optional<Urgency>(); // 49.6
    }
    void unchargeable()
    {
        QFETCH(qint64, cents);
        QFETCH(std::optional<Urgency>, urgency);
        QVERIFY(unchargeableAt(cents, OfficeSettings()) == urgency);
    }
};

QTEST_GUILESS_MAIN(TestLeastCharge)
#include "tst_leastcharge.moc"
