#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>

class QPainter;

namespace pl::ui {

/// An icon of the program by its Lucide name ("inbox"), drawn in the colour of the text around it: it follows the
/// palette, greys when disabled, and is sharp at every scale. Empty when there is no such icon in resources/icons.
QIcon icon(const QString &name);

/// Draws it in any colour, filling `rect`.
void paintIcon(QPainter *painter, const QRect &rect, const QString &name, const QColor &color);

/// The same as a picture of `size` logical pixels.
QPixmap iconPixmap(const QString &name, int size, const QColor &color, qreal devicePixelRatio);

} // namespace pl::ui
