#include "ui/leads/distancebar.h"

#include "ui/style/metrics.h"

#include <QPainter>

namespace pl::ui {

void paintDistanceBar(QPainter *painter, const QRect &rect, std::optional<double> miles, int radiusMiles,
                      const Colors &colors)
{
    const double whole = std::max({double(radiusMiles), miles.value_or(0), 1.0});
    const double thick = std::max(2.0, rect.height() / 3.0);
    const double dot = rect.height();
    const double room = rect.width() - dot;
    const QRectF line(rect.left() + dot / 2, rect.center().y() - thick / 2 + 0.5, room * radiusMiles / whole, thick);
    const bool beyond = miles && *miles > radiusMiles;
    painter->setPen(Qt::NoPen);
    painter->setBrush(colors.line);
    painter->drawRoundedRect(line, thick / 2, thick / 2);
    if (!miles)
        return;
    const Tone &tone = beyond ? colors.amber : colors.green;
    const double x = line.left() + room * *miles / whole;
    painter->setBrush(tone.text);
    if (!beyond)
        painter->drawRoundedRect(QRectF(line.left(), line.top(), x - line.left(), thick), thick / 2, thick / 2);
    painter->drawEllipse(QRectF(x - dot / 2, rect.top(), dot, dot));
}

DistanceBar::DistanceBar(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("distanceBar"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void DistanceBar::present(const Candidate &candidate)
{
    m_miles = candidate.miles;
    m_radius = candidate.radiusMiles;
    update();
}

QSize DistanceBar::sizeHint() const
{
    return {scaledPx(this, 120), scaledPx(this, 7)};
}

void DistanceBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintDistanceBar(&painter, rect(), m_miles, m_radius, colorsOf(this));
}

} // namespace pl::ui
