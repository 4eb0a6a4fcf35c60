#include "ui/style/icons.h"

#include "ui/style/iconmasks.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>

#include <cmath>

namespace pl::ui {
namespace {

const QString kProgram = QStringLiteral("plumber-leads");

/// Looks up its color when it paints, so the icon follows the palette.
class LucideEngine : public QIconEngine
{
public:
    explicit LucideEngine(QString name) : m_name(std::move(name)) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        paintIcon(painter, rect, m_name, colorFor(mode));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return iconPixmap(m_name, std::min(size.width(), size.height()), colorFor(mode), 1.0);
    }

    QIconEngine *clone() const override { return new LucideEngine(m_name); }
    QString key() const override { return QStringLiteral("lucide"); }
    QString iconName() override { return m_name; }

private:
    static QColor colorFor(QIcon::Mode mode)
    {
        const QPalette palette = QGuiApplication::palette();
        switch (mode) {
        case QIcon::Disabled:
            return palette.color(QPalette::Disabled, QPalette::ButtonText);
        case QIcon::Selected:
            return palette.color(QPalette::HighlightedText);
        case QIcon::Normal:
        case QIcon::Active:
            break;
        }
        return palette.color(QPalette::ButtonText);
    }

    QString m_name;
};

QImage tinted(QImage mask, const QColor &color)
{
    QPainter painter(&mask);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(mask.rect(), color);
    return mask;
}

QImage pictureOf(const QString &name, int pixels, const QColor &color)
{
    if (name == kProgram)
        return programPicture(pixels);
    return hasIconMask(name) ? tinted(iconMask(name, pixels), color) : QImage();
}

QPixmap transparentPixmap(int pixels)
{
    QPixmap pixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    return pixmap;
}

/// The nearest whole pixel of the device, where Qt copies a picture; between two it would blur or cut it.
QPointF onWholePixel(const QPainter &painter, const QPointF &at)
{
    const QTransform &toDevice = painter.deviceTransform();
    if (toDevice.type() > QTransform::TxScale)
        return at;
    const QPointF device = toDevice.map(at);
    return toDevice.inverted().map(QPointF(std::round(device.x()), std::round(device.y())));
}

} // namespace

QIcon icon(const QString &name)
{
    return hasIconMask(name) || name == kProgram ? QIcon(new LucideEngine(name)) : QIcon();
}

QIcon programIcon()
{
    QIcon icon;
    for (const int size : programPictureSizes())
        icon.addPixmap(QPixmap::fromImage(programPicture(size)));
    return icon;
}

QPixmap iconPixmap(const QString &name, int size, const QColor &color, qreal devicePixelRatio)
{
    const int pixels = std::max(1, qRound(size * devicePixelRatio));
    const QString key = QStringLiteral("pl:%1:%2:%3").arg(name).arg(pixels).arg(color.rgba(), 0, 16);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        const QImage picture = pictureOf(name, pixels, color);
        pixmap = picture.isNull() ? transparentPixmap(pixels) : QPixmap::fromImage(picture);
        QPixmapCache::insert(key, pixmap);
    }
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

void paintIcon(QPainter *painter, const QRect &rect, const QString &name, const QColor &color)
{
    const int size = std::min(rect.width(), rect.height());
    const QPixmap pixmap = iconPixmap(name, size, color, painter->device()->devicePixelRatioF());
    const QPoint at(rect.left() + (rect.width() - size) / 2, rect.top() + (rect.height() - size) / 2);
    painter->drawPixmap(onWholePixel(*painter, QPointF(at)), pixmap);
}

} // namespace pl::ui
