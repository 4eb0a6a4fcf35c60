#include "ui/common/elidedlabel.h"

#include "ui/common/colors.h"

#include <QPainter>

namespace pl::ui {

ElidedLabel::ElidedLabel(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString &text)
{
    m_text = text;
    setAccessibleName(text);
    settleToolTip();
    updateGeometry();
    update();
}

void ElidedLabel::setExplanation(const QString &text)
{
    m_explanation = text;
    settleToolTip();
}

void ElidedLabel::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_text) + 1, fontMetrics().height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), fontMetrics().averageCharWidth() * 8), fontMetrics().height()};
}

void ElidedLabel::settleToolTip()
{
    if (m_explanation.isEmpty())
        setToolTip(sizeHint().width() > width() ? m_text : QString());
    else
        setToolTip(m_explanation);
}

void ElidedLabel::resizeEvent(QResizeEvent *)
{
    settleToolTip();
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &colors = colorsOf(this);
    painter.setPen(m_tone == Tone::Normal  ? colors.text
                   : m_tone == Tone::Quiet ? colors.secondText
                                           : colors.amber.text);
    painter.drawText(rect(), int(m_alignment | Qt::AlignVCenter | Qt::TextSingleLine),
                     fontMetrics().elidedText(m_text, Qt::ElideRight, width()));
}

} // namespace pl::ui
