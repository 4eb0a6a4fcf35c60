#include "models/domain/smstext.h"

#include <QTest>

using namespace pl;
using namespace Qt::StringLiterals;

class TestSmsText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cutsAtWholeCharacters_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("most");
        QTest::addColumn<QString>("expected");
        QTest::newRow("short") << u"abc"_s << 3 << u"abc"_s;
        QTest::newRow("plain") << u"abcd"_s << 3 << u"abc"_s;
        QTest::newRow("surrogates") << QString::fromUtf8("a😀😀b") << 2 << QString::fromUtf8("a😀");
        QTest::newRow("an accent of its own") << u"ae\u0308b"_s << 2 << u"ae\u0308"_s;
        QTest::newRow("a family") << QString::fromUtf8("👨‍👩‍👧x") << 1
                                  << QString::fromUtf8("👨‍👩‍👧");
        QTest::newRow("a flag") << QString::fromUtf8("🇺🇸🇺🇸") << 1 << QString::fromUtf8("🇺🇸");
        QTest::newRow("nothing") << u"abc"_s << 0 << QString();
    }
    void cutsAtWholeCharacters()
    {
        QFETCH(QString, text);
        QFETCH(int, most);
        QTEST(firstCharacters(text, most), "expected");
    }

    void plainPunctuation()
    {
        QCOMPARE(withPlainPunctuation(u"“Kit’s” – sink\u00a0… •"_s), u"\"Kit's\" - sink ... *"_s);
        QCOMPARE(withPlainPunctuation(u"Zoë Nguyễn 李"_s), u"Zoë Nguyễn 李"_s);
        QVERIFY(isGsmText(withPlainPunctuation(u"‘Water heater’ — repair"_s)));
    }

    void segments_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("expected");
        const QString smile = QString::fromUtf8("😀");
        QTest::newRow("none") << QString() << 0;
        QTest::newRow("160 plain") << QString(160, u'a') << 1;
        QTest::newRow("161 plain") << QString(161, u'a') << 2;
        QTest::newRow("306 plain") << QString(306, u'a') << 2;
        QTest::newRow("307 plain") << QString(307, u'a') << 3;
        QTest::newRow("its own accents") << QString(160, u'é') << 1;
        QTest::newRow("80 that take two") << QString(80, u'€') << 1;
        QTest::newRow("81 that take two") << QString(81, u'€') << 2;
        // 152 + 2 would go over the edge of 153: the sign goes to the next message.
        QTest::newRow("no sign in two parts") << QString(152, u'a') + u'€' + QString(152, u'a') << 3;
        QTest::newRow("70 of another alphabet") << QString(70, u'ł') << 1;
        QTest::newRow("71 of another alphabet") << QString(71, u'ł') << 2;
        QTest::newRow("135 of another alphabet") << QString(135, u'ł') << 3;
        QTest::newRow("35 smiles") << smile.repeated(35) << 1;
        QTest::newRow("36 smiles") << smile.repeated(36) << 2;
        QTest::newRow("no smile in two parts") << smile.repeated(67) << 3; // 33 in each
    }
    void segments()
    {
        QFETCH(QString, text);
        QTEST(smsSegments(text), "expected");
    }
};

QTEST_GUILESS_MAIN(TestSmsText)
#include "tst_smstext.moc"
