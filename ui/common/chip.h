#pragma once

#include "models/domain/leadstatus.h"
#include "models/domain/plumber.h"
#include "models/domain/urgency.h"
#include "ui/common/colors.h"

#include <QWidget>

class QPainter;

namespace pl::ui {

/// A word on a rounded coloured ground. Colour never stands alone: the word says the same.
struct Chip
{
    QString text;
    Tone Colors::*tone = &Colors::slate;
};

Chip chipOf(Urgency urgency);
Chip chipOf(LeadStatus status);
Chip chipOf(PlumberStatus status);

/// The chip's size beside text of `font`.
QSize chipSize(const Chip &chip, const QFont &font);
/// Paints it at the left of `cell`, vertically centred, elided when the cell is too narrow. `font` is that of the text
/// around it.
void paintChip(QPainter *painter, const QRect &cell, const Chip &chip, const Colors &colors, const QFont &font);

/// A chip as a widget.
class ChipLabel : public QWidget
{
    Q_OBJECT

public:
    explicit ChipLabel(QWidget *parent = nullptr);
    void setChip(const Chip &chip);
    QString text() const { return m_chip.text; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Chip m_chip;
};

} // namespace pl::ui
