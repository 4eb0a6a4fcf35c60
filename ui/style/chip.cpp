#include "ui/style/chip.h"

#include "ui/style/metrics.h"
#include "ui/style/shown.h"

#include <QFontMetrics>
#include <QPainter>

namespace pl::ui {
namespace {

QFont chipFont(const QFont &font)
{
    return scaledFont(font, 0.9, QFont::DemiBold);
}

} // namespace

QSize chipSize(const Chip &chip, const QFont &font)
{
    const QFontMetrics metrics(chipFont(font));
    return {metrics.horizontalAdvance(chip.text) + scaledPx(font, 16), metrics.height() + scaledPx(font, 4)};
}

void paintChip(QPainter *painter, const QRect &cell, const Chip &chip, const Colors &colors, const QFont &font)
{
    const QSize wanted = chipSize(chip, font);
    const int width = std::min(wanted.width(), cell.width());
    const QRect rect(cell.left(), cell.top() + (cell.height() - wanted.height()) / 2, width, wanted.height());
    const Tone &tone = colors.*chip.tone;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(tone.ground);
    painter->drawRoundedRect(rect, rect.height() / 2.0, rect.height() / 2.0);
    painter->setPen(tone.text);
    painter->setFont(chipFont(font));
    const int inset = scaledPx(font, width < wanted.width() ? 4 : 8);
    const QRect inner = rect.adjusted(inset, 0, -inset, 0);
    painter->drawText(inner, Qt::AlignCenter, elided(chip.text, QFontMetrics(painter->font()), inner.width() + 1));
    painter->restore();
}

} // namespace pl::ui
