#include "models/customer/persontraces.h"

#include <QTest>

using namespace pl;
using pl::customer::PersonTraces;

class TestPersonTraces : public QObject
{
    Q_OBJECT

    const PersonTraces m_traces{CustomerKey{QStringLiteral("+15125550143"), QStringLiteral("maria.g@example.com")}};

private Q_SLOTS:
    void findsThePerson_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<bool>("isThere");
        const auto row = [](const char *name, const char *sent, bool isThere) {
            QTest::newRow(name) << QByteArray(sent) << isThere;
        };
        row("E.164 in JSON", "{\"phone\":\"+15125550143\"}", true);
        row("as people write it", "call (512) 555-0143 please", true);
        row("dots", "phone=512.555.0143", true);
        row("in a form", "phone=%2B1+512-555-0143&x=1", true);
        row("brackets in a form", "phone=%28512%29%20555-0143", true);
        row("the address in capitals", "From: Maria.G@Example.COM", true);
        row("the address in a form", "email=maria.g%40example.com", true);
        row("the address in JSON's escapes", "{\"email\":\"maria.g\\u0040example.com\"}", true);
        row("another number", "(512) 555-0144", false);
        row("the digits apart", "512 and 555, then 0143", false);
        row("another address", "mariaxg@example.com", false);
        row("nothing", "", false);
        row("a broken escape at the end", "email=%4", false);
        row("a broken escape of JSON at the end", "\\u00", false);
    }
    void findsThePerson()
    {
        QFETCH(QByteArray, sent);
        QFETCH(bool, isThere);
        QCOMPARE(m_traces.isIn(sent), isThere);
    }

    void nobodyIsInNothing() { QVERIFY(!PersonTraces(CustomerKey()).isIn(QByteArray("anything 5125550143"))); }

    void knowsANumberOfAnotherCountry()
    {
        const PersonTraces traces(CustomerKey{QStringLiteral("+442079460123"), {}});
        QVERIFY(traces.isIn(QByteArray("+44 20 7946 0123")));
        QVERIFY(!traces.isIn(QByteArray("20 7946 0123")));
    }

    void knowsFurtherTexts()
    {
        const PersonTraces traces(CustomerKey(), {"LEAD-77"});
        QVERIFY(traces.isIn(QByteArray("{\"external_id\":\"lead-77\"}")));
        QVERIFY(!traces.isIn(QByteArray("lead-78")));
    }

    void tellsWhatToLookForOnADisk()
    {
        QCOMPARE(m_traces.onDisk(), (QByteArrayList{"+15125550143", "maria.g@example.com"}));
        QCOMPARE(PersonTraces(CustomerKey()).onDisk(), QByteArrayList());
    }
};

QTEST_GUILESS_MAIN(TestPersonTraces)
#include "tst_persontraces.moc"
