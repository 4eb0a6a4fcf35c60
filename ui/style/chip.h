#pragma once

#include "ui/style/colors.h"

#include <QString>

class QFont;
class QPainter;
class QRect;
class QSize;

namespace pl::ui {

/// A word on a rounded, colored background. The word alone says enough, so nobody depends on the color.
struct Chip
{
    QString text;
    Tone Colors::*tone = &Colors::slate;
};

/// The chip's size beside text of `font`.
QSize chipSize(const Chip &chip, const QFont &font);
/// Paints it at the left of `cell`, vertically centered, elided when the cell is too narrow. `font` is that of the text
/// around it.
void paintChip(QPainter *painter, const QRect &cell, const Chip &chip, const Colors &colors, const QFont &font);

} // namespace pl::ui
