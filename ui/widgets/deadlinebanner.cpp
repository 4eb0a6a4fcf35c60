#include "ui/widgets/deadlinebanner.h"

#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/plaintooltip.h"

#include <QPainter>

namespace pl::ui {

DeadlineBanner::DeadlineBanner(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("deadlineBanner"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void DeadlineBanner::present(const QString &iconName, const QString &sentence, Tone Colors::*tone)
{
    m_icon = iconName;
    m_sentence = sentence;
    m_tone = tone;
    setAccessibleName(sentence);
    setPlainToolTip(this, sentence);
    update();
}

QSize DeadlineBanner::sizeHint() const
{
    return {scaledPx(this, 200), scaledPx(this, 34)};
}

QSize DeadlineBanner::minimumSizeHint() const
{
    return {0, sizeHint().height()};
}

void DeadlineBanner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tone &tone = colorsOf(this).*m_tone;
    painter.setPen(Qt::NoPen);
    painter.setBrush(tone.ground);
    const qreal radius = scaledPx(this, 6);
    painter.drawRoundedRect(rect(), radius, radius);
    const int size = scaledPx(this, 15);
    paintIcon(&painter, QRect(scaledPx(this, 10), (height() - size) / 2, size, size), m_icon, tone.text);
    painter.setPen(tone.text);
    painter.setFont(scaledFont(font(), 1.0, QFont::DemiBold));
    const QRect room = rect().adjusted(scaledPx(this, 33), 0, -scaledPx(this, 8), 0);
    painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft,
                     elided(m_sentence, QFontMetrics(painter.font()), room.width()));
}

} // namespace pl::ui
