#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>

class QPainter;

namespace pl::ui {

/// An icon of the program by its Lucide name ("inbox"), drawn in the color of the text around it. It follows the
/// palette, is gray when disabled, and is sharp at every scale. Empty when there is no such icon in resources/icons.
QIcon icon(const QString &name);

/// The program's own icon, in its colors, for windows.
QIcon programIcon();

/// Draws the icon in any color, filling `rect`, on whole pixels of the device.
void paintIcon(QPainter *painter, const QRect &rect, const QString &name, const QColor &color);

/// The icon as a pixmap of `size` logical pixels, rounded to whole ones of the device. "plumber-leads", the program's
/// own, keeps its colors. Transparent when there is no such icon.
QPixmap iconPixmap(const QString &name, int size, const QColor &color, qreal devicePixelRatio);

} // namespace pl::ui
