#include "ui/style/iconmasks.h"
#include "ui/style/icons.h"

#include <QDir>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QPalette>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include <array>

using namespace pl::ui;

namespace {

const QColor kTint(0xb4, 0x23, 0x18);
constexpr std::array kDisplayScales{1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0};
/// Which the window asks for.
constexpr std::array kWindowSizes{14, 15, 16, 17, 22, 30, 32};

/// Every Lucide icon of the resources, and the program's own.
QStringList drawnIcons()
{
    QStringList names;
    const QDir folder(QStringLiteral(PL_TEST_DATA "/../resources/icons"));
    for (const QString &file : folder.entryList({QStringLiteral("*.svg")}))
        names += file.chopped(4);
    return names;
}

QImage pixelsOf(const QString &name, int size, qreal scale)
{
    return iconPixmap(name, size, kTint, scale).toImage().convertToFormat(QImage::Format_ARGB32);
}

/// Of a copy in ARGB32: how many pixels show something, and whether all that are solid have this color.
std::pair<int, bool> inkIn(const QImage &image, QRgb color)
{
    int shown = 0;
    bool isTinted = true;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QRgb pixel = image.pixel(x, y);
            shown += qAlpha(pixel) > 0 ? 1 : 0;
            isTinted = isTinted && (qAlpha(pixel) < 255 || pixel == color);
        }
    return {shown, isTinted};
}

QImage alphaOf(const QImage &image)
{
    return image.convertToFormat(QImage::Format_Alpha8);
}

#ifndef Q_OS_WIN // the icons are drawn where the program is built, which is another system
/// What rsvg-convert makes of this one file.
QImage drawnAlone(const QString &name, int pixels)
{
    QProcess converter;
    converter.start(QStandardPaths::findExecutable(QStringLiteral("rsvg-convert")),
                    {QStringLiteral("--width"), QString::number(pixels), QStringLiteral("--height"),
                     QString::number(pixels), QStringLiteral(PL_TEST_DATA "/../resources/icons/%1.svg").arg(name)});
    return converter.waitForFinished() ? QImage::fromData(converter.readAllStandardOutput(), "PNG") : QImage();
}
#endif

} // namespace

class IconsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyIconIsSharpAtEveryScale_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : drawnIcons())
            QTest::newRow(qPrintable(name)) << name;
        QVERIFY(drawnIcons().size() > 40);
    }

    void everyIconIsSharpAtEveryScale()
    {
        QFETCH(const QString, name);
        const bool hasOwnColors = name == QStringLiteral("plumber-leads");
        QVERIFY(!icon(name).isNull());
        for (const qreal scale : kDisplayScales)
            for (const int size : kWindowSizes) {
                const QImage image = pixelsOf(name, size, scale);
                const auto [shown, isTinted] = inkIn(image, kTint.rgba());
                const QByteArray what = QByteArray::number(size) + " at " + QByteArray::number(scale);
                QVERIFY2(image.size() == QSize(qRound(size * scale), qRound(size * scale)), what.constData());
                QVERIFY2(shown > image.width() / 2, what.constData());
                QVERIFY2(isTinted || hasOwnColors, what.constData());
            }
    }

#ifndef Q_OS_WIN
    /// Each is where the window looks for it in the picture of all, and nothing is scaled.
    void everyIconIsWhatWasDrawn_data() { everyIconIsSharpAtEveryScale_data(); }
    void everyIconIsWhatWasDrawn()
    {
        QFETCH(const QString, name);
        for (const qreal scale : {1.0, 2.0}) {
            QImage alone = drawnAlone(name, qRound(16 * scale));
            QVERIFY2(!alone.isNull(), "rsvg-convert made no picture");
            alone.setDevicePixelRatio(scale);
            QCOMPARE(alphaOf(pixelsOf(name, 16, scale)), alphaOf(alone));
        }
    }
#endif

    /// A size that was not drawn comes from the next larger one.
    void otherSizesAreScaledDown()
    {
        const QImage image = iconMask(QStringLiteral("inbox"), 53);
        QCOMPARE(image.size(), QSize(53, 53));
        const QImage larger = iconMask(QStringLiteral("inbox"), 56);
        const QImage scaled = larger.scaled(53, 53, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        QCOMPARE(alphaOf(image), alphaOf(scaled));
        QVERIFY(iconMask(QStringLiteral("inbox"), 200).width() == 200);
    }

    /// At 125 %, 10 logical pixels are twelve and a half.
    void paintedIconsStandOnWholePixels()
    {
        for (const int left : {8, 9, 10, 11}) {
            QImage image(60, 60, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::transparent);
            image.setDevicePixelRatio(1.25);
            QPainter painter(&image);
            paintIcon(&painter, QRect(left, left, 16, 16), QStringLiteral("inbox"), kTint);
            painter.end();
            const int at = qRound(left * 1.25);
            image.setDevicePixelRatio(1);
            QCOMPARE(alphaOf(image.copy(at, at, 20, 20)), alphaOf(pixelsOf(QStringLiteral("inbox"), 20, 1.0)));
        }
    }

    void selectedAndDisabledIconsHaveTheirColors()
    {
        const QPalette palette = QGuiApplication::palette();
        const QIcon inbox = icon(QStringLiteral("inbox"));
        for (const auto &[mode, color] :
             {std::pair(QIcon::Normal, palette.color(QPalette::ButtonText)),
              std::pair(QIcon::Selected, palette.color(QPalette::HighlightedText)),
              std::pair(QIcon::Disabled, palette.color(QPalette::Disabled, QPalette::ButtonText))}) {
            const QImage image = inbox.pixmap(QSize(32, 32), 1.0, mode).toImage();
            const QImage wanted = iconPixmap(QStringLiteral("inbox"), 32, color, 1.0).toImage();
            QCOMPARE(image.convertToFormat(QImage::Format_ARGB32), wanted.convertToFormat(QImage::Format_ARGB32));
        }
    }

    void theProgramHasAnIconForWindows()
    {
        const QIcon program = programIcon();
        for (const int size : {16, 32, 48, 256})
            QVERIFY(program.availableSizes().contains(QSize(size, size)));
        const QImage image = program.pixmap(QSize(48, 48), 1.0).toImage();
        QVERIFY(QColor(image.pixel(24, 6)).blue() > 180); // its ground
    }

    void anUnknownIconIsNothing()
    {
        QVERIFY(icon(QStringLiteral("no-such-icon")).isNull());
        QCOMPARE(inkIn(pixelsOf(QStringLiteral("no-such-icon"), 16, 1.0), 0).first, 0);
    }
};

QTEST_MAIN(IconsTest)
#include "tst_icons.moc"
