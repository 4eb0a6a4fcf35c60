#pragma once

#include <QFont>
#include <QRectF>

class QWidget;

namespace pl::ui {

// Nothing in the window has a fixed size in pixels: the drawings are measured at a font of 13 px, and everything grows
// with the font that the system gives.

/// `px13`, a length measured at 13 px text, at the size of this font; at least 1.
int scaledPx(const QFont &font, qreal px13);
int scaledPx(const QWidget *widget, qreal px13);

/// The same family, `factor` times as large.
QFont scaledFont(const QFont &font, qreal factor, QFont::Weight weight = QFont::Normal);

inline constexpr qreal kSmallText = 0.88;
inline constexpr qreal kTinyText = 0.8;
inline constexpr qreal kViewTitle = 1.23;
inline constexpr qreal kTitle = 1.38;

/// A frame one pixel wide along the rectangle's edge is drawn sharp along this.
inline QRectF crisp(const QRect &rect)
{
    return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
}

} // namespace pl::ui
