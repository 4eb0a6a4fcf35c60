#include "ui/style/chipcache.h"
#include "ui/style/shown.h"
#include "ui/style/textcache.h"

#include <QPainter>
#include <QTest>

using namespace pl::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr QSize kCanvas(240, 40);
constexpr QRect kFullRoom(10, 2, 200, 33);

/// Names and services as customers write them, and what was never meant to be a name.
const QStringList kTexts{
    u"Maria Gonzalez"_s,
    u"(512) 555-0143"_s,
    u"\u017Baneta W\u00F3jcik"_s,
    u"AVAVA To. fi ffl"_s,
    u"Water Heater Installation and Everything Around It"_s,
    u"Nguy\u1EC5n Th\u1ECB Minh Khai"_s,
    u"\u0395\u03BB\u03AD\u03BD\u03B7 \u03A0\u03B1\u03C0\u03B1\u03B4\u03BF\u03C0\u03BF\u03CD\u03BB\u03BF\u03C5"_s,
    u"\u041E\u043B\u044C\u0433\u0430 \u041A\u0443\u0437\u043D\u0435\u0446\u043E\u0432\u0430"_s,
    u"\u0645\u062D\u0645\u062F \u0639\u0644\u064A"_s,
    u"\u05D3\u05D5\u05D3 \u05DB\u05D4\u05DF"_s,
    u"Ann \u05D3\u05D5\u05D3 12 and many more words"_s,
    u"\u5C71\u7530\u592A\u90CE"_s,
    u"\uAE40\uBBFC\uC218"_s,
    u"\u0928\u0930\u0947\u0902\u0926\u094D\u0930"_s,
    u"\u0E2A\u0E21\u0E0A\u0E32\u0E22"_s,
    u"e\u0301a\u0308x"_s,
    u"\U0001F642 smile"_s,
    u"a\u200Db"_s,
    u"\u202Eevil"_s,
    u"tab\there"_s,
    u"line\nbreak"_s,
    u"one\u009Canother much longer wording of it"_s,
    u"  leading and trailing  "_s,
    u"\uFFFF\uE000"_s,
    QString(),
    QString(700, u'x'),
};

QImage canvas(qreal scale, const QColor &ground)
{
    QImage image(kCanvas * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    image.fill(ground);
    return image;
}

/// The largest difference of a color's part in any pixel.
int distance(const QImage &one, const QImage &other)
{
    int most = one.size() == other.size() ? 0 : 255;
    for (int y = 0; y < one.height() && most < 255; ++y)
        for (int x = 0; x < one.width(); ++x) {
            const QRgb a = one.pixel(x, y);
            const QRgb b = other.pixel(x, y);
            most = std::max(
                {most, std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)), std::abs(qBlue(a) - qBlue(b))});
        }
    return most;
}

QFont fontOf(int pixels, QFont::Weight weight, bool isStruckOut)
{
    QFont font;
    font.setPixelSize(pixels);
    font.setWeight(weight);
    font.setStrikeOut(isStruckOut);
    return font;
}

} // namespace

/// What tables draw from caches looks as if it was painted, and is laid out once.
class CellCachesTest : public QObject
{
    Q_OBJECT

    static constexpr int kRounding = 3; ///< of a position between two pixels

    static QImage painted(const QString &text, const QFont &font, qreal scale, const Colors &colors, int width,
                          Qt::LayoutDirection direction, TextCache *cache)
    {
        QImage image = canvas(scale, colors.panel);
        QPainter painter(&image);
        painter.setLayoutDirection(direction);
        painter.setFont(font);
        painter.setPen(colors.text);
        const QRect room(kFullRoom.topLeft(), QSize(width, kFullRoom.height()));
        if (cache)
            cache->draw(&painter, room, text);
        else
            painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                             elided(text, QFontMetrics(font), width));
        return image;
    }

    static QImage paintedChip(const Chip &chip, const QFont &font, qreal scale, const Colors &colors, int width,
                              ChipCache *cache)
    {
        QImage image = canvas(scale, colors.selection);
        QPainter painter(&image);
        const QRect cell(kFullRoom.topLeft(), QSize(width, kFullRoom.height()));
        if (cache)
            cache->draw(&painter, cell, chip, colors, font, colors.selection);
        else
            paintChip(&painter, cell, chip, colors, font);
        return image;
    }

    static void addLooks()
    {
        QTest::addColumn<qreal>("scale");
        QTest::addColumn<bool>("dark");
        for (const qreal scale : {1.0, 1.5, 2.0})
            for (const bool dark : {false, true})
                QTest::addRow("%s, %g pixels", dark ? "dark" : "light", scale) << scale << dark;
    }

private Q_SLOTS:
    void textsLookAsPainted_data() { addLooks(); }
    void textsLookAsPainted()
    {
        QFETCH(qreal, scale);
        QFETCH(bool, dark);
        const Colors &colors = dark ? darkColors() : lightColors();
        TextCache cache;
        for (const auto direction : {Qt::LeftToRight, Qt::RightToLeft})
            for (const QFont &font : {fontOf(13, QFont::Normal, false), fontOf(13, QFont::DemiBold, false),
                                      fontOf(17, QFont::Normal, true)})
                for (const int width : {200, 60, 6})
                    for (const QString &text : kTexts) {
                        const QImage wanted = painted(text, font, scale, colors, width, direction, nullptr);
                        const QByteArray what = text.toUtf8() + ", " + QByteArray::number(width);
                        for (int time = 0; time < 2; ++time) {
                            const QImage drawn = painted(text, font, scale, colors, width, direction, &cache);
                            QVERIFY2(distance(drawn, wanted) <= kRounding, what.constData());
                        }
                    }
    }

    void theTestSeesADifference()
    {
        const Colors &colors = lightColors();
        const QFont font = fontOf(13, QFont::Normal, false);
        const auto image = [&](const QString &text) {
            return painted(text, font, 1, colors, 200, Qt::LeftToRight, nullptr);
        };
        QVERIFY(distance(image(u"Ann Lee"_s), image(u"Ann Lea"_s)) > 50);
        QCOMPARE(distance(image(u"Ann Lee"_s), image(u"Ann Lee"_s)), 0);
    }

    void aTextIsLaidOutOnce()
    {
        TextCache cache;
        const Colors &colors = lightColors();
        const QFont font = fontOf(13, QFont::Normal, false);
        const auto draw = [&](const QString &text, const QFont &with, int width) {
            painted(text, with, 1, colors, width, Qt::LeftToRight, &cache);
            return cache.layouts();
        };
        QCOMPARE(draw(u"Ann Lee"_s, font, 200), 1);
        QCOMPARE(draw(u"Ann Lee"_s, font, 200), 1);
        QCOMPARE(draw(u"Ann Lee"_s, font, 190), 1); // fits as well
        QCOMPARE(draw(u"Bob"_s, font, 190), 2);
        const int bold = draw(u"Ann Lee"_s, fontOf(13, QFont::DemiBold, false), 200);
        QCOMPARE(bold, 3);
        QCOMPARE(draw(u"Ann Lee"_s, font, 20), 4); // cut
        QCOMPARE(draw(u"Ann Lee"_s, font, 20), 4);
        QCOMPARE(draw(u"\u0645\u062D\u0645\u062F"_s, font, 200), 5); // by Qt, and once, too
        QCOMPARE(draw(u"\u0645\u062D\u0645\u062F"_s, font, 200), 5);
        cache.clear();
        QCOMPARE(draw(u"Ann Lee"_s, font, 200), 6);
    }

    void memoryIsBoundedAndTheOldestGoFirst()
    {
        TextCache cache(20'000);
        const QFont font = fontOf(13, QFont::Normal, false);
        const auto draw = [&](const QString &text) {
            painted(text, font, 1, lightColors(), 200, Qt::LeftToRight, &cache);
            return cache.layouts();
        };
        draw(u"kept"_s);
        for (int i = 0; i < 1'000; ++i) {
            draw(u"number %1"_s.arg(i));
            draw(u"kept"_s); // the newest again and again
            QVERIFY(cache.bytes() <= 20'000);
        }
        QCOMPARE(cache.layouts(), 1'001);
        QCOMPARE(draw(u"number 999"_s), 1'001);
        QCOMPARE(draw(u"number 0"_s), 1'002);
    }

    void chipsLookAsPainted_data() { addLooks(); }
    void chipsLookAsPainted()
    {
        QFETCH(qreal, scale);
        QFETCH(bool, dark);
        const Colors &colors = dark ? darkColors() : lightColors();
        ChipCache cache;
        for (const auto tone : {&Colors::red, &Colors::amber, &Colors::slate, &Colors::violet, &Colors::green})
            for (const int width : {200, 60, 30, 5, 0})
                for (const QString &text : {u"Today"_s, u"This month"_s, u"\u0645\u062D\u0645\u062F"_s})
                    for (int time = 0; time < 2; ++time) {
                        const Chip chip{text, tone};
                        const QFont font = fontOf(13, QFont::Normal, false);
                        QVERIFY(distance(paintedChip(chip, font, scale, colors, width, &cache),
                                         paintedChip(chip, font, scale, colors, width, nullptr)) <= kRounding);
                    }
    }

    void aChipIsPaintedOnce()
    {
        ChipCache cache;
        const QFont font = fontOf(13, QFont::Normal, false);
        const Chip today{u"Today"_s, &Colors::red};
        const auto draw = [&](const Chip &chip, qreal scale, const Colors &colors) {
            paintedChip(chip, font, scale, colors, 200, &cache);
            return cache.paintings();
        };
        QCOMPARE(draw(today, 1, lightColors()), 1);
        QCOMPARE(draw(today, 1, lightColors()), 1);
        QCOMPARE(draw(today, 2, lightColors()), 2);
        QCOMPARE(draw(today, 2, lightColors()), 2);
        QCOMPARE(draw(today, 2, darkColors()), 3);
        QCOMPARE(draw({u"Today"_s, &Colors::slate}, 2, darkColors()), 4);
        QVERIFY(cache.bytes() > 0);
        cache.clear();
        QCOMPARE(draw(today, 1, lightColors()), 5);
        QCOMPARE(cache.size(today, font), chipSize(today, font));
    }

    void chipsBetweenPixelsAreNotKept()
    {
        ChipCache cache;
        const QFont font = fontOf(13, QFont::Normal, false);
        paintedChip({u"Today"_s, &Colors::red}, font, 1.5, lightColors(), 200, &cache);
        paintedChip({u"Today"_s, &Colors::red}, font, 1.5, lightColors(), 200, &cache);
        QCOMPARE(cache.paintings(), 2);
        QCOMPARE(cache.bytes(), 0);
    }
};

QTEST_MAIN(CellCachesTest)
#include "tst_cellcaches.moc"
