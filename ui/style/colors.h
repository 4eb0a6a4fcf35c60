#pragma once

#include <QColor>
#include <QPalette>

class QWidget;

namespace pl::ui {

/// A colour with a meaning, and the ground it is written on as a chip.
struct Tone
{
    QColor text;
    QColor ground;
};

/// The colours of one appearance. Every text on its ground has a contrast of at least 4.5 : 1.
struct Colors
{
    bool dark;
    QColor ground; ///< behind fields
    QColor side;   ///< side bar, status line, avatars
    QColor panel;  ///< everything else
    QColor line;   ///< borders and separators
    QColor text;
    QColor secondText;
    QColor accent;    ///< the ground of the one primary action
    QColor onAccent;  ///< text on it
    QColor selection; ///< ground of a selected row
    QColor hover;     ///< ground under the mouse
    QColor live;      ///< the dot that says "live"
    Tone red;
    Tone amber;
    Tone slate;
    Tone blue; ///< also text and ground of what is chosen (side bar, filter chips)
    Tone violet;
    Tone green;
};

const Colors &lightColors();
const Colors &darkColors();

/// The colours that belong to a palette set by Theme: a widget asks with its own palette, so nobody has to be told when
/// the appearance changes.
const Colors &colorsOf(const QPalette &palette);
const Colors &colorsOf(const QWidget *widget);

/// The palette of Qt's own widgets in these colours.
QPalette paletteOf(const Colors &colors);

} // namespace pl::ui
