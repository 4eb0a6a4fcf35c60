#pragma once

#include <QFont>
#include <QRectF>

class QWidget;

namespace pl::ui {

// Nothing in the window has a fixed size in pixels. Lengths are given for a 13 px font and scale with the system's
// font.

/// `px13`, a length at 13 px text, scaled to this font; at least 1.
int scaledPx(const QFont &font, qreal px13);
int scaledPx(const QWidget *widget, qreal px13);

/// The height of a row of a table or list, which is a choice of the person's (Theme::density).
int heightOfRow(const QWidget *widget);

/// The same font, `factor` times as large.
QFont scaledFont(const QFont &font, qreal factor, QFont::Weight weight = QFont::Normal);

inline constexpr qreal kSmallText = 0.88;
inline constexpr qreal kTinyText = 0.8;
inline constexpr qreal kViewTitle = 1.23;
inline constexpr qreal kTitle = 1.38;

/// Where to draw a sharp one-pixel frame along the rectangle's inner edge.
inline QRectF crisp(const QRect &rect)
{
    return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
}

} // namespace pl::ui
