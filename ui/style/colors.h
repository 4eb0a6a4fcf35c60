#pragma once

#include <QColor>
#include <QPalette>

class QWidget;

namespace pl::ui {

/// A color with a meaning, and the background of a chip written in it.
struct Tone
{
    QColor text;
    QColor ground;
};

/// The colors of one appearance. Every text has a contrast of at least 4.5 : 1 to its background.
struct Colors
{
    bool dark;
    QColor ground; ///< behind fields
    QColor side;   ///< side bar, status line, avatars
    QColor panel;  ///< everything else
    QColor line;   ///< borders and separators
    QColor text;
    QColor secondText;
    QColor accent;    ///< background of the primary action
    QColor onAccent;  ///< text on it
    QColor selection; ///< background of a selected row
    QColor hover;     ///< background under the mouse
    QColor live;      ///< the dot that says "live"
    Tone red;
    Tone amber;
    Tone slate;
    Tone blue; ///< also text and background of what is chosen (side bar, filter chips)
    Tone violet;
    Tone green;
};

const Colors &lightColors();
const Colors &darkColors();

/// The colors that go with a palette set by Theme. Widgets look them up by their own palette when they paint, so they
/// follow a change of appearance without being notified.
const Colors &colorsOf(const QPalette &palette);
const Colors &colorsOf(const QWidget *widget);

/// Between the two: `share` 0 is `one`, 1 is `other`.
QColor mixed(const QColor &one, const QColor &other, qreal share);

/// The palette for Qt's own widgets in these colors.
QPalette paletteOf(const Colors &colors);

} // namespace pl::ui
