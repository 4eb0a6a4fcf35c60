#include "models/base/visibletext.h"

#include <QTest>

using namespace pl;
using namespace Qt::StringLiterals;

class TestVisibleText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesOut_data()
    {
        QTest::addColumn<uint>("point");
        for (const uint point :
             {0xadu,   0x34fu,  0x61cu,  0x115fu,  0x1160u,  0x17b4u,  0x180bu,  0x180fu,  0x200bu, 0x200du,
              0x200fu, 0x202au, 0x202eu, 0x2060u,  0x2066u,  0x206fu,  0x2800u,  0x3164u,  0xfe00u, 0xfe0fu,
              0xfeffu, 0xffa0u, 0xfff8u, 0x1bca0u, 0x1d173u, 0x1d17au, 0xe0001u, 0xe0041u, 0xe0fffu})
            QTest::addRow("U+%04X", point) << point;
    }
    void takesOut()
    {
        QFETCH(uint, point);
        const char32_t unseen = point;
        const QString text = QString::fromUcs4(&unseen, 1);
        QCOMPARE(withoutInvisible(text), QString());
        QCOMPARE(withoutInvisible(u"Ma"_s + text + u"ria"_s + text), QStringLiteral("Maria"));
        QCOMPARE(withoutInvisible(u"Zoë"_s + text + u"😀"_s), QString::fromUtf8("Zoë😀"));
    }

    void leavesTheRest()
    {
        for (const char *text : {"", "Maria", "Żaneta Wójcik", "李", "😀", "a\tb\nc", "Nguyễn", "\u2019\u2013\u00a0"})
            QCOMPARE(withoutInvisible(QString::fromUtf8(text)), QString::fromUtf8(text));
        // The neighbors of what goes.
        for (const char32_t point :
             {0xacu, 0xaeu, 0x200au, 0x2010u, 0x2029u, 0x202fu, 0x2070u, 0x2801u, 0x3163u, 0x3165u, 0xfdffu, 0xfe10u,
              0xfefeu, 0xff9fu, 0xffa1u, 0xfff9u, 0x1d172u, 0xdffffu, 0xe1000u}) {
            const QString text = QString::fromUcs4(&point, 1);
            QCOMPARE(withoutInvisible(text), text);
        }
    }

    void valuesAndTheirNames()
    {
        using nlohmann::json;
        const json sent = {{"te\u200bxt", "y\u2060es"}, {"list", {"\ufeffa", 1, true, nullptr}}, {"n", 2.5}};
        QVERIFY(withoutInvisible(sent) == json({{"text", "yes"}, {"list", {"a", 1, true, nullptr}}, {"n", 2.5}}));
        QVERIFY(withoutInvisible(json()).is_null());
    }
};

QTEST_GUILESS_MAIN(TestVisibleText)
#include "tst_visibletext.moc"
