#include "server/journal/entryid.h"

#include <QSet>
#include <QTest>

using namespace pl;
using journal::newEntryId;

class TestEntryId : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isVersion7()
    {
        const QUuid id = newEntryId({qint64(1'700'000'000'123) * 1000 + 999});
        const QByteArray text = id.toByteArray(QUuid::WithoutBraces);
        QVERIFY2(text.startsWith("018bcfe5-687b-7"), text);
        QCOMPARE(id.variant(), QUuid::DCE);
    }

    void followsTheTime()
    {
        const QByteArray earlier = newEntryId({1'000'000}).toRfc4122();
        const QByteArray later = newEntryId({1'001'000}).toRfc4122();
        QVERIFY(earlier < later);
    }

    void isNewEachTime()
    {
        QSet<QUuid> ids;
        for (int i = 0; i < 10'000; ++i)
            ids.insert(newEntryId({1}));
        QCOMPARE(ids.size(), 10'000);
    }
};

QTEST_GUILESS_MAIN(TestEntryId)
#include "tst_entryid.moc"
