#include "ui/style/chip.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/theme.h"
#include "ui/widgets/chiplabel.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/rowtable.h"
#include "ui/words/chips.h"

#include <QAction>
#include <QApplication>
#include <QImage>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QStringListModel>
#include <QStyleOption>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

using namespace pl;
using namespace pl::ui;

namespace {

double channel(double value)
{
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) + 0.0722 * channel(color.blueF());
}

/// As WCAG 2 defines it.
double contrast(const QColor &a, const QColor &b)
{
    const double one = luminance(a) + 0.05;
    const double two = luminance(b) + 0.05;
    return std::max(one, two) / std::min(one, two);
}

/// The mean of all pixels that are there.
QColor inkOf(const QImage &image)
{
    qint64 red = 0;
    qint64 green = 0;
    qint64 blue = 0;
    qint64 weight = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            red += pixel.red() * pixel.alpha();
            green += pixel.green() * pixel.alpha();
            blue += pixel.blue() * pixel.alpha();
            weight += pixel.alpha();
        }
    }
    return weight == 0 ? QColor() : QColor(int(red / weight), int(green / weight), int(blue / weight));
}

} // namespace

class ThemeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTextCanBeRead_data()
    {
        QTest::addColumn<QColor>("ink");
        QTest::addColumn<QColor>("ground");
        for (const Colors &colors : {lightColors(), darkColors()}) {
            const char *name = colors.dark ? "dark" : "light";
            QTest::addRow("%s text on panel", name) << colors.text << colors.panel;
            QTest::addRow("%s second text on panel", name) << colors.secondText << colors.panel;
            QTest::addRow("%s second text on side bar", name) << colors.secondText << colors.side;
            QTest::addRow("%s second text on selection", name) << colors.secondText << colors.selection;
            QTest::addRow("%s primary button", name) << colors.onAccent << colors.accent;
            QTest::addRow("%s due now in a selected row", name) << colors.red.text << colors.selection;
            for (const Tone *tone :
                 {&colors.red, &colors.amber, &colors.slate, &colors.blue, &colors.violet, &colors.green})
                QTest::addRow("%s chip %s", name, qPrintable(tone->text.name())) << tone->text << tone->ground;
        }
    }
    void everyTextCanBeRead()
    {
        QFETCH(QColor, ink);
        QFETCH(QColor, ground);
        QVERIFY2(contrast(ink, ground) >= 4.5, qPrintable(QString::number(contrast(ink, ground))));
    }

    void appearanceChangesWhileRunningAndIsRemembered()
    {
        QTemporaryDir directory;
        QSettings settings(directory.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        QWidget widget;
        widget.show();
        {
            Theme theme(settings);
            const QSignalSpy changed(&theme, &Theme::appearanceChanged);
            QCOMPARE(theme.appearance(), Appearance::System);
            theme.setAppearance(Appearance::Dark);
            QVERIFY(theme.isDark());
            QTRY_VERIFY(colorsOf(&widget).dark);
            QCOMPARE(QApplication::palette().color(QPalette::Window), darkColors().panel);
            theme.setAppearance(Appearance::Light);
            QTRY_VERIFY(!colorsOf(&widget).dark);
            theme.setAppearance(Appearance::Light);
            QCOMPARE(changed.count(), 2);
            theme.setAppearance(Appearance::Dark);
        }
        const Theme again(settings);
        QCOMPARE(again.appearance(), Appearance::Dark);
        QTRY_VERIFY(colorsOf(&widget).dark);
    }

    /// Over numbers that end at the right, the head ends there, too; with the mark of the sorting in front.
    void headsStandWhereTheirNumbersDo()
    {
        QTemporaryDir directory;
        QSettings settings(directory.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        Theme theme(settings);
        theme.setAppearance(Appearance::Light);
        const auto inkBetween = [](Qt::Alignment side, QStyleOptionHeader::SortIndicator sorted) {
            QImage image(200, 30, QImage::Format_RGB32);
            QPainter painter(&image);
            QStyleOptionHeader option;
            option.rect = image.rect();
            option.text = QStringLiteral("Amount");
            option.textAlignment = side | Qt::AlignVCenter;
            option.sortIndicator = sorted;
            option.palette = QApplication::palette();
            QApplication::style()->drawControl(QStyle::CE_Header, &option, &painter);
            const QRgb ground = image.pixel(100, 2);
            std::pair<int, int> ink{image.width(), -1};
            for (int x = 0; x < image.width(); ++x)
                for (int y = 2; y < 28; ++y)
                    if (image.pixel(x, y) != ground)
                        ink = {std::min(ink.first, x), std::max(ink.second, x)};
            return ink;
        };
        const auto left = inkBetween(Qt::AlignLeft, QStyleOptionHeader::None);
        const auto right = inkBetween(Qt::AlignRight, QStyleOptionHeader::None);
        const auto sorted = inkBetween(Qt::AlignRight, QStyleOptionHeader::SortDown);
        QVERIFY(left.first < 20 && left.second < 100);
        QVERIFY(right.first > 100 && right.second > 180 && right.second < 195);
        QCOMPARE(sorted.second, right.second);
        QVERIFY(sorted.first < right.first);
    }

    void menuChoosesAndFollows()
    {
        QTemporaryDir directory;
        QSettings settings(directory.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        Theme theme(settings);
        QWidget window;
        const QMenu *menu = theme.createMenu(&window);
        const QList<QAction *> actions = menu->actions();
        QCOMPARE(actions.size(), 3);
        QVERIFY(actions[0]->isChecked());
        actions[2]->trigger();
        QCOMPARE(theme.appearance(), Appearance::Dark);
        theme.setAppearance(Appearance::Light);
        QVERIFY(actions[1]->isChecked());
        QVERIFY(!actions[2]->isChecked());
    }

    void iconsTakeAnyColor()
    {
        const QColor wanted(0xb4, 0x23, 0x18);
        const QImage image =
            iconPixmap(QStringLiteral("inbox"), 16, wanted, 2.0).toImage().convertToFormat(QImage::Format_ARGB32);
        QCOMPARE(image.size(), QSize(32, 32));
        const QColor ink = inkOf(image);
        QVERIFY(ink.isValid());
        QVERIFY(qAbs(ink.red() - wanted.red()) < 12 && qAbs(ink.green() - wanted.green()) < 12);
    }

    void iconsFollowThePalette()
    {
        QTemporaryDir directory;
        QSettings settings(directory.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        Theme theme(settings);
        const QIcon inbox = icon(QStringLiteral("inbox"));
        theme.setAppearance(Appearance::Light);
        const QColor light = inkOf(inbox.pixmap(24, 24).toImage());
        theme.setAppearance(Appearance::Dark);
        const QColor dark = inkOf(inbox.pixmap(24, 24).toImage());
        QVERIFY(light.lightness() < 80);
        QVERIFY(dark.lightness() > 180);
        QVERIFY(icon(QStringLiteral("no-such-icon")).isNull());
    }

    void chipsSayWhatTheirColorMeans()
    {
        QCOMPARE(chipOf(Urgency::Day).text, QStringLiteral("Today"));
        QCOMPARE(chipOf(Urgency::Day).tone, &Colors::red);
        QCOMPARE(chipOf(LeadStatus::Completed).tone, &Colors::green);
        QCOMPARE(chipOf(PlumberStatus::Paused).text, QStringLiteral("Paused"));
        ChipLabel label;
        label.setChip(chipOf(LeadStatus::New));
        QCOMPARE(label.accessibleName(), QStringLiteral("New"));
        const QSize small = chipSize(chipOf(Urgency::Week), QFont(QStringLiteral("DejaVu Sans"), 10));
        const QSize large = chipSize(chipOf(Urgency::Week), QFont(QStringLiteral("DejaVu Sans"), 20));
        QVERIFY(large.width() > small.width() * 3 / 2 && large.height() > small.height() * 3 / 2);
    }

    void theTextsSizeChangesInOpenWindows()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        const QFont system = QApplication::font();
        {
            Theme theme(settings);
            const qreal usual = QApplication::font().pointSizeF();
            QWidget window;
            auto *title = new QPushButton(QStringLiteral("Title"), &window);
            title->setFont(scaledFont(window.font(), 2));
            title->setFixedWidth(100);
            auto *rows = new QVBoxLayout(&window);
            rows->setContentsMargins(8, 8, 8, 8);
            rows->addWidget(title);
            window.show();
            theme.setFontPercent(125);
            QCOMPARE(QApplication::font().pointSizeF(), usual * 1.25);
            QTRY_COMPARE(window.font().pointSizeF(), usual * 1.25);
            QCOMPARE(title->font().pointSizeF(), usual * 2.5);
            QCOMPARE(title->width(), 125);
            QCOMPARE(rows->contentsMargins(), QMargins(10, 10, 10, 10));
            theme.setFontPercent(100);
            QCOMPARE(title->minimumWidth(), 100);
            QCOMPARE(rows->contentsMargins(), QMargins(8, 8, 8, 8));
            theme.setFontPercent(1000);
            QCOMPARE(theme.fontPercent(), Theme::kLargest);
        }
        QCOMPARE(QApplication::font().pointSizeF(), system.pointSizeF());
        QCOMPARE(Theme(settings).fontPercent(), Theme::kLargest);
    }

    void denseRowsAreLowerInOpenWindows()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        Theme theme(settings);
        QStringListModel model({QStringLiteral("a"), QStringLiteral("b")});
        RowTable table;
        table.setModel(&model);
        dressTable(&table, heightOfRow(&table));
        QListView list;
        list.setModel(&model);
        list.setItemDelegate(new RowDelegate(&list));
        table.show();
        list.show();
        QCOMPARE(table.rowHeight(0), scaledPx(&table, 34));
        theme.setDensity(Density::Compact);
        QCOMPARE(table.rowHeight(0), scaledPx(&table, 28));
        QTRY_COMPARE(list.visualRect(model.index(1)).height(), scaledPx(&list, 28));
        QCOMPARE(Theme(settings).density(), Density::Compact);
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
