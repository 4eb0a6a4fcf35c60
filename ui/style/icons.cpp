#include "ui/style/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

// Q_INIT_RESOURCE must be outside of any namespace.
static void initResources()
{
    Q_INIT_RESOURCE(resources);
}

namespace pl::ui {
namespace {

QByteArray svgOf(const QString &name)
{
    static const bool isReady = (initResources(), true);
    Q_UNUSED(isReady)
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

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

} // namespace

QIcon icon(const QString &name)
{
    return svgOf(name).isEmpty() ? QIcon() : QIcon(new LucideEngine(name));
}

QPixmap iconPixmap(const QString &name, int size, const QColor &color, qreal devicePixelRatio)
{
    const int pixels = qCeil(size * devicePixelRatio);
    const QString key = QStringLiteral("pl:%1:%2:%3").arg(name).arg(pixels).arg(color.rgba(), 0, 16);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = QPixmap(pixels, pixels);
        pixmap.fill(Qt::transparent);
        QByteArray svg = svgOf(name);
        svg.replace("currentColor", color.name().toLatin1());
        QPainter painter(&pixmap);
        painter.setOpacity(color.alphaF());
        QSvgRenderer(svg).render(&painter);
        painter.end();
        QPixmapCache::insert(key, pixmap);
    }
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

void paintIcon(QPainter *painter, const QRect &rect, const QString &name, const QColor &color)
{
    const int size = std::min(rect.width(), rect.height());
    const QPixmap pixmap = iconPixmap(name, size, color, painter->device()->devicePixelRatioF());
    painter->drawPixmap(rect.left() + (rect.width() - size) / 2, rect.top() + (rect.height() - size) / 2, pixmap);
}

} // namespace pl::ui
