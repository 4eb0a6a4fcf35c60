#include "ui/common/chip.h"

#include "ui/common/metrics.h"
#include "ui/common/shown.h"
#include "ui/common/words.h"

#include <QFontMetrics>
#include <QPainter>

namespace pl::ui {
namespace {

QFont chipFont(const QFont &font)
{
    return scaledFont(font, 0.9, QFont::DemiBold);
}

} // namespace

Chip chipOf(Urgency urgency)
{
    switch (urgency) {
    case Urgency::Day:
        return {urgencyText(urgency), &Colors::red};
    case Urgency::Week:
        return {urgencyText(urgency), &Colors::amber};
    case Urgency::Month:
        break;
    }
    return {urgencyText(urgency), &Colors::slate};
}

Chip chipOf(LeadStatus status)
{
    switch (status) {
    case LeadStatus::New:
        return {statusText(status), &Colors::blue};
    case LeadStatus::Assigned:
        return {statusText(status), &Colors::violet};
    case LeadStatus::Completed:
        break;
    }
    return {statusText(status), &Colors::green};
}

Chip chipOf(PlumberStatus status)
{
    switch (status) {
    case PlumberStatus::Active:
        return {QStringLiteral("Active"), &Colors::green};
    case PlumberStatus::Paused:
        return {QStringLiteral("Paused"), &Colors::amber};
    case PlumberStatus::Removed:
        break;
    }
    return {QStringLiteral("Removed"), &Colors::slate};
}

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

ChipLabel::ChipLabel(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ChipLabel::setChip(const Chip &chip)
{
    m_chip = chip;
    setAccessibleName(chip.text);
    updateGeometry();
    update();
}

QSize ChipLabel::sizeHint() const
{
    return chipSize(m_chip, font());
}

void ChipLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintChip(&painter, rect(), m_chip, colorsOf(this), font());
}

} // namespace pl::ui
