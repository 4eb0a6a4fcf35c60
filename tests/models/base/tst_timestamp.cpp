#include "models/base/timestamp.h"

#include <QTest>

using pl::Timestamp;

class TestTimestamp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("micros");
        QTest::newRow("epoch") << "1970-01-01T00:00:00Z" << qint64(0);
        QTest::newRow("microseconds") << "2026-11-20T12:00:00.123456+00:00" << qint64(1'795'176'000'123'456);
        QTest::newRow("one digit of fraction") << "2026-11-20T12:00:00.5Z" << qint64(1'795'176'000'500'000);
        QTest::newRow("seventh digit rounds") << "2026-11-20T12:00:00.1234565Z" << qint64(1'795'176'000'123'457);
        QTest::newRow("offset east") << "2026-11-20T13:30:00+01:30" << qint64(1'795'176'000'000'000);
        QTest::newRow("offset west, hours only") << "2026-11-20T06:00:00-06" << qint64(1'795'176'000'000'000);
        QTest::newRow("a space for the T") << "2026-11-20 12:00:00+00" << qint64(1'795'176'000'000'000);
        QTest::newRow("no offset is UTC") << "2026-11-20T12:00:00" << qint64(1'795'176'000'000'000);
        QTest::newRow("no seconds") << "2026-11-20T12:00Z" << qint64(1'795'176'000'000'000);
        QTest::newRow("a day alone") << "2026-11-20" << qint64(1'795'132'800'000'000);
        QTest::newRow("before the epoch") << "1969-12-31T23:59:59.75Z" << qint64(-250'000);
    }
    void reads()
    {
        QFETCH(QString, text);
        QFETCH(qint64, micros);
        const auto at = Timestamp::parse(text);
        QVERIFY(at.has_value());
        QCOMPARE(at->micros, micros);
        QCOMPARE(Timestamp::parse(at->toString()), at);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", "yesterday", "2026-02-30T00:00:00Z", "2026-11-20T24:00:00Z",
                                 "2026-11-20T12:60:00Z", "2026-11-20T12:00:00.Z", "2026-11-20T12:00:00+",
                                 "2026-11-20T12:00:00Zx", "20261120", "2026-11-20T12:00:00+99:00"})
            QTest::newRow(*text ? text : "empty") << QString::fromLatin1(text);
    }
    void refuses()
    {
        QFETCH(QString, text);
        QVERIFY(!Timestamp::parse(text));
    }

    void writesAsPostgrest()
    {
        QCOMPARE((Timestamp{1'795'176'000'123'456}).toString(), QStringLiteral("2026-11-20T12:00:00.123456+00:00"));
        QCOMPARE((Timestamp{1'795'176'000'500'000}).toString(), QStringLiteral("2026-11-20T12:00:00.5+00:00"));
        QCOMPARE((Timestamp{1'795'176'000'000'000}).toString(), QStringLiteral("2026-11-20T12:00:00+00:00"));
        QCOMPARE((Timestamp{-250'000}).toString(), QStringLiteral("1969-12-31T23:59:59.75+00:00"));
        QCOMPARE((Timestamp{-62'135'596'800'000'000}).toString(), QStringLiteral("0001-01-01T00:00:00+00:00"));
        QCOMPARE((Timestamp{951'782'400'000'001}).toString(), QStringLiteral("2000-02-29T00:00:00.000001+00:00"));
        QCOMPARE((Timestamp{253'402'300'799'000'000}).toString(), QStringLiteral("9999-12-31T23:59:59+00:00"));
        QCOMPARE((Timestamp{253'402'300'800'100'000}).toString(), QStringLiteral("10000-01-01T00:00:00.1+00:00"));
    }
};

QTEST_GUILESS_MAIN(TestTimestamp)
#include "tst_timestamp.moc"
