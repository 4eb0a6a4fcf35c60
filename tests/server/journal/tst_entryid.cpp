#include "server/journal/entryid.h"

#include <QSet>
#include <QTest>

using namespace pl;
using journal::newEntryId;
using journal::sequenceAt;
using journal::sequenceOf;

class TestEntryId : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isVersion7()
    {
        const QUuid id = newEntryId(sequenceAt({qint64(1'700'000'000'123) * 1000 + 999}));
        const QByteArray text = id.toByteArray(QUuid::WithoutBraces);
        QVERIFY2(text.startsWith("018bcfe5-687b-7ffb-"), text); // 999 of 1000 are 4091 of 4096
        QCOMPARE(id.variant(), QUuid::DCE);
    }

    void followsTheTime()
    {
        qint64 before = -1;
        for (qint64 micros = 0; micros < 3000; ++micros) {
            const qint64 sequence = sequenceAt({1'700'000'000'000'000 + micros});
            QVERIFY2(sequence > before, QByteArray::number(micros));
            before = sequence;
        }
        QVERIFY(newEntryId(before).toRfc4122() < newEntryId(before + 1).toRfc4122());
        QCOMPARE(sequenceAt({-1}), 0);
    }

    void containsTheSequence_data()
    {
        QTest::addColumn<qint64>("sequence");
        QTest::newRow("first") << qint64(0);
        QTest::newRow("now") << sequenceAt(Timestamp::now());
        QTest::newRow("last") << (qint64(1) << 60) - 1;
    }

    void containsTheSequence()
    {
        QFETCH(qint64, sequence);
        QCOMPARE(sequenceOf(newEntryId(sequence)), sequence);
    }

    void isUnique()
    {
        QSet<QUuid> ids;
        for (int i = 0; i < 10'000; ++i)
            ids.insert(newEntryId(1));
        QCOMPARE(ids.size(), 10'000);
    }
};

QTEST_GUILESS_MAIN(TestEntryId)
#include "tst_entryid.moc"
