#include "ui/style/stylefields.h"

#include "ui/style/colors.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QPainter>
#include <QStyleOption>
#include <QWidget>

namespace pl::ui {

namespace {

QColor borderOf(const QStyleOption *option, const QWidget *widget)
{
    const Colors &colors = colorsOf(option->palette);
    if (widget && widget->property("wrong").toBool())
        return colors.red.text;
    return option->state.testFlag(QStyle::State_HasFocus) ? colors.accent : colors.line;
}

void paintStep(QPainter *painter, const QRect &rect, bool up, bool possible, const Colors &colors)
{
    const int size = scaledPx(QFont(), 11);
    const QRect icon(rect.center().x() - size / 2, rect.center().y() - size / 2, size, size);
    QColor color = colors.secondText;
    color.setAlphaF(possible ? 1.0F : 0.4F);
    painter->save();
    if (up) {
        painter->translate(2 * icon.center().x() + 1, 2 * icon.center().y() + 1);
        painter->rotate(180);
    }
    paintIcon(painter, icon, QStringLiteral("chevron-down"), color);
    painter->restore();
}

} // namespace

void paintFieldFrame(const QStyleOption *option, QPainter *painter, const QWidget *widget)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(borderOf(option, widget));
    painter->setBrush(option->palette.color(QPalette::Base));
    const qreal radius = scaledPx(QFont(), 5);
    painter->drawRoundedRect(crisp(option->rect), radius, radius);
    painter->restore();
}

void paintCheckBox(const QStyleOption *option, QPainter *painter)
{
    const Colors &colors = colorsOf(option->palette);
    const bool on = option->state.testFlag(QStyle::State_On);
    const bool enabled = option->state.testFlag(QStyle::State_Enabled);
    const bool lit = option->state & (QStyle::State_MouseOver | QStyle::State_HasFocus);
    QColor border = lit ? colors.accent : colors.secondText;
    if (!lit)
        border.setAlphaF(0.6F);
    const QColor ground = !enabled ? colors.line : on ? colors.accent : colors.panel;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(on ? ground : border);
    painter->setBrush(ground);
    const qreal radius = scaledPx(QFont(), 3);
    painter->drawRoundedRect(crisp(option->rect), radius, radius);
    painter->restore();
    if (on)
        paintIcon(painter, option->rect.adjusted(1, 1, -1, -1), QStringLiteral("check"),
                  enabled ? colors.onAccent : colors.secondText);
}

void paintRadioButton(const QStyleOption *option, QPainter *painter)
{
    const Colors &colors = colorsOf(option->palette);
    const bool isOn = option->state.testFlag(QStyle::State_On);
    const bool isEnabled = option->state.testFlag(QStyle::State_Enabled);
    const qreal side = std::min(option->rect.width(), option->rect.height()) - 2;
    QRectF circle(0, 0, side, side);
    circle.moveCenter(QRectF(option->rect).center());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(isOn && isEnabled ? colors.accent : colors.secondText);
    painter->setBrush(colors.panel);
    painter->drawEllipse(circle);
    painter->setPen(Qt::NoPen);
    painter->setBrush(isEnabled ? colors.accent : colors.secondText);
    if (isOn)
        painter->drawEllipse(circle.adjusted(side / 4, side / 4, -side / 4, -side / 4));
    painter->restore();
}

void paintSpinBox(const QStyleOptionSpinBox *option, QPainter *painter, const QWidget *widget, const QStyle *style)
{
    paintFieldFrame(option, painter, widget);
    const Colors &colors = colorsOf(option->palette);
    const QRect up = style->subControlRect(QStyle::CC_SpinBox, option, QStyle::SC_SpinBoxUp, widget);
    const QRect down = style->subControlRect(QStyle::CC_SpinBox, option, QStyle::SC_SpinBoxDown, widget);
    paintStep(painter, up, true, option->stepEnabled & QAbstractSpinBox::StepUpEnabled, colors);
    paintStep(painter, down, false, option->stepEnabled & QAbstractSpinBox::StepDownEnabled, colors);
}

} // namespace pl::ui
