#include "ui/alerts/countedicon.h"

#include "ui/style/colors.h"
#include "ui/style/icons.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

namespace pl::ui {
namespace {

constexpr std::array kSizes{16, 22, 24, 32, 48, 64};
constexpr int kWholeUpTo = 24;
constexpr qreal kCorner = 0.66; // of a larger icon's side

/// As large as fits into `room`, as outlines: at these sizes, hinted text would touch the edge.
QPainterPath numberPath(const QString &number, const QRectF &room)
{
    QFont font;
    font.setBold(true);
    font.setPixelSize(64);
    QPainterPath path;
    path.addText(0, 0, font, number);
    const QRectF bounds = path.boundingRect();
    const qreal scale = std::min(room.width() / bounds.width(), room.height() / bounds.height());
    QTransform place;
    place.translate(room.center().x(), room.center().y());
    place.scale(scale, scale);
    place.translate(-bounds.center().x(), -bounds.center().y());
    return place.map(path);
}

QPixmap countedPixmap(int size, const QString &number)
{
    QPixmap pixmap = iconPixmap(QStringLiteral("plumber-leads"), size, Qt::black, 1.0);
    if (number.isEmpty())
        return pixmap;
    const qreal side = size <= kWholeUpTo ? size : size * kCorner;
    const QRectF ground(size - side, size - side, side, side);
    if (size <= kWholeUpTo)
        pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(lightColors().red.text); // on any tray, light or dark
    painter.drawRoundedRect(ground, side * 0.22, side * 0.22);
    const qreal edge = std::max(1.0, side * 0.12);
    painter.fillPath(numberPath(number, ground.adjusted(edge, edge * 1.5, -edge, -edge * 1.5)), Qt::white);
    return pixmap;
}

} // namespace

QIcon countedIcon(int count)
{
    const QString number = count <= 0 ? QString() : count > 99 ? QStringLiteral("99+") : QString::number(count);
    QIcon icon;
    for (const int size : kSizes)
        icon.addPixmap(countedPixmap(size, number));
    return icon;
}

} // namespace pl::ui
