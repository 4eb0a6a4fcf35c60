#include "ui/widgets/elidedlabel.h"

#include "ui/style/colors.h"
#include "ui/style/shown.h"
#include "ui/widgets/plaintooltip.h"

#include <QPainter>

namespace pl::ui {
namespace {

constexpr int kWidest = 110; // in characters; leaves room for what is beside it

} // namespace

ElidedLabel::ElidedLabel(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString &text)
{
    m_text = text;
    setAccessibleName(text);
    updateToolTip();
    updateGeometry();
    update();
}

void ElidedLabel::setExplanation(const QString &text)
{
    m_explanation = text;
    updateToolTip();
}

void ElidedLabel::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

QSize ElidedLabel::sizeHint() const
{
    return {std::min(textWidth(), fontMetrics().averageCharWidth() * kWidest), fontMetrics().height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), fontMetrics().averageCharWidth() * 8), fontMetrics().height()};
}

int ElidedLabel::textWidth() const
{
    return fontMetrics().horizontalAdvance(shown(m_text)) + 1;
}

void ElidedLabel::updateToolTip()
{
    if (m_explanation.isEmpty())
        setPlainToolTip(this, textWidth() > width() ? m_text : QString());
    else
        setPlainToolTip(this, m_explanation);
}

void ElidedLabel::resizeEvent(QResizeEvent *)
{
    updateToolTip();
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &colors = colorsOf(this);
    painter.setPen(m_tone == Tone::Normal  ? colors.text
                   : m_tone == Tone::Quiet ? colors.secondText
                                           : colors.amber.text);
    painter.drawText(rect(), int(m_alignment | Qt::AlignVCenter | Qt::TextSingleLine),
                     elided(m_text, fontMetrics(), width()));
}

} // namespace pl::ui
