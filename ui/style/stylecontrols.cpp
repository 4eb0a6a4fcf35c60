#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/style/style.h"
#include "ui/style/stylefields.h"

#include <QPainter>
#include <QPushButton>
#include <QStyleOption>

// The larger controls: header sections, menu bar items, button labels, scroll bars, combo boxes.

namespace pl::ui {
namespace {

void headerSection(const QStyleOptionHeader *option, QPainter *painter)
{
    const Colors &colors = colorsOf(option->palette);
    const bool over = option->state.testFlag(QStyle::State_MouseOver) && option->state.testFlag(QStyle::State_Enabled);
    painter->fillRect(option->rect, over ? colors.hover : colors.panel);
    painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), colors.line);
}

void headerLabel(const QStyleOptionHeader *option, QPainter *painter, const QFont &font)
{
    const Colors &colors = colorsOf(option->palette);
    const bool sorted = option->sortIndicator != QStyleOptionHeader::None;
    const QFont bold = scaledFont(font, 0.96, QFont::Medium);
    const QFontMetrics metrics(bold);
    // Over right-aligned numbers the text is right-aligned too, and the sort mark is at its left.
    const bool atRight = option->textAlignment.testFlag(Qt::AlignRight);
    const QRect rect = option->rect.adjusted(scaledPx(font, 10), 0, -scaledPx(font, atRight ? 10 : 4), 0);
    const int mark = scaledPx(font, 12);
    const QString text = elided(option->text, metrics, rect.width() - (sorted ? mark : 0));
    painter->save();
    painter->setFont(bold);
    painter->setPen(sorted ? colors.text : colors.secondText);
    painter->drawText(rect, Qt::AlignVCenter | (atRight ? Qt::AlignRight : Qt::AlignLeft), text);
    if (sorted) {
        const int length = metrics.horizontalAdvance(text);
        const int x = atRight ? rect.right() - length - mark : rect.left() + length + scaledPx(font, 4);
        // Qt's SortDown means ascending.
        const bool ascending = option->sortIndicator == QStyleOptionHeader::SortDown;
        const qreal half = scaledPx(font, 3.5);
        const qreal y = rect.center().y() + 0.5;
        const qreal tip = ascending ? y - half : y + half;
        const qreal base = ascending ? y + half : y - half;
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(colors.text);
        painter->drawPolygon(QPolygonF({{x + half, tip}, {x + 2 * half, base}, {x * 1.0, base}}));
    }
    painter->restore();
}

void menuBarItem(const QStyleOptionMenuItem *option, QPainter *painter, const QStyle *style, const QFont &font)
{
    const Colors &colors = colorsOf(option->palette);
    const bool lit = option->state.testFlag(QStyle::State_Selected);
    if (lit) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(option->state.testFlag(QStyle::State_Sunken) ? colors.selection : colors.hover);
        const qreal radius = scaledPx(font, 5);
        painter->drawRoundedRect(option->rect.adjusted(0, 1, 0, -1), radius, radius);
        painter->restore();
    }
    QPalette palette = option->palette;
    palette.setColor(QPalette::ButtonText, lit ? colors.text : colors.secondText);
    int flags = Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine;
    if (!style->styleHint(QStyle::SH_UnderlineShortcut, option))
        flags |= Qt::TextHideMnemonic;
    style->drawItemText(painter, option->rect, flags, palette, option->state.testFlag(QStyle::State_Enabled),
                        option->text, QPalette::ButtonText);
}

QStyleOptionButton primaryLabel(const QStyleOptionButton &option, const QWidget *widget)
{
    QStyleOptionButton copy(option);
    const Colors &colors = colorsOf(option.palette);
    const bool primary =
        option.features.testFlag(QStyleOptionButton::DefaultButton) || (widget && widget->property("primary").toBool());
    if (primary && option.state.testFlag(QStyle::State_Enabled))
        copy.palette.setColor(QPalette::ButtonText, colors.onAccent);
    else if (widget && widget->property("link").toBool() && option.state.testFlag(QStyle::State_Enabled))
        copy.palette.setColor(QPalette::ButtonText, colors.blue.text);
    return copy;
}

void scrollBar(const QStyleOptionSlider *option, QPainter *painter, const QRect &slider)
{
    const Colors &colors = colorsOf(option->palette);
    painter->fillRect(option->rect, colors.panel);
    if (option->maximum <= option->minimum)
        return;
    QColor thumb = colors.secondText;
    const bool held = option->state.testFlag(QStyle::State_Sunken);
    const bool over = option->state.testFlag(QStyle::State_MouseOver);
    thumb.setAlphaF(held ? 0.75F : over ? 0.6F : 0.35F);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(thumb);
    const QRectF inner = QRectF(slider).adjusted(2.5, 2.5, -2.5, -2.5);
    const qreal radius = std::min(inner.width(), inner.height()) / 2;
    painter->drawRoundedRect(inner, radius, radius);
    painter->restore();
}

void comboBox(const QStyleOptionComboBox *option, QPainter *painter, const QWidget *widget)
{
    const Colors &colors = colorsOf(option->palette);
    const bool focus = option->state.testFlag(QStyle::State_HasFocus);
    const bool wrong = widget && widget->property("wrong").toBool();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(wrong ? colors.red.text : focus ? colors.accent : colors.line);
    painter->setBrush(option->palette.color(QPalette::Base));
    const qreal radius = scaledPx(QFont(), 5);
    painter->drawRoundedRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter->restore();
    const int size = scaledPx(QFont(), 14);
    const QRect arrow(option->rect.right() - size - scaledPx(QFont(), 6), option->rect.center().y() - size / 2, size,
                      size);
    paintIcon(painter, arrow, QStringLiteral("chevron-down"), colors.secondText);
}

} // namespace

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    const QFont font = widget ? widget->font() : painter->font();
    if (element == CE_Header) {
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            headerSection(header, painter);
            headerLabel(header, painter, font);
            return;
        }
    }
    if (element == CE_HeaderEmptyArea) {
        const Colors &colors = colorsOf(option->palette);
        painter->fillRect(option->rect, colors.panel);
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), colors.line);
        return;
    }
    if (element == CE_MenuBarItem) {
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            menuBarItem(item, painter, this, font);
            return;
        }
    }
    if (element == CE_MenuBarEmptyArea)
        return;
    if (element == CE_Splitter) {
        painter->fillRect(option->rect, colorsOf(option->palette).line);
        return;
    }
    if (element == CE_PushButtonLabel) {
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            const QStyleOptionButton copy = primaryLabel(*button, widget);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            scrollBar(slider, painter, subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget));
            return;
        }
    }
    if (control == CC_ComboBox) {
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            comboBox(combo, painter, widget);
            return;
        }
    }
    if (control == CC_SpinBox) {
        if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option)) {
            paintSpinBox(spin, painter, widget, this);
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl subControl,
                            const QWidget *widget) const
{
    if (control == CC_ComboBox && subControl == SC_ComboBoxEditField) {
        const int padding = scaledPx(QFont(), 4);
        return QProxyStyle::subControlRect(control, option, subControl, widget).adjusted(padding, 0, 0, 0);
    }
    if (control != CC_ScrollBar || subControl == SC_ScrollBarGroove)
        return control == CC_ScrollBar ? option->rect
                                       : QProxyStyle::subControlRect(control, option, subControl, widget);
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (!slider)
        return QProxyStyle::subControlRect(control, option, subControl, widget);
    // No arrow buttons: the thumb uses the whole length.
    const bool upright = slider->orientation == Qt::Vertical;
    const int length = upright ? slider->rect.height() : slider->rect.width();
    const qint64 range = qint64(slider->maximum) - slider->minimum;
    const int least = pixelMetric(PM_ScrollBarSliderMin, option, widget);
    const int thumb =
        range <= 0
            ? length
            : std::min(length, std::max(least, int(qint64(slider->pageStep) * length / (range + slider->pageStep))));
    const int start = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition, length - thumb,
                                              slider->upsideDown);
    int from = 0;
    int size = 0;
    switch (int(subControl)) {
    case SC_ScrollBarSlider:
        from = start;
        size = thumb;
        break;
    case SC_ScrollBarSubPage:
        size = start;
        break;
    case SC_ScrollBarAddPage:
        from = start + thumb;
        size = length - from;
        break;
    default:
        return {};
    }
    const QRect &all = slider->rect;
    return upright ? QRect(all.left(), all.top() + from, all.width(), size)
                   : visualRect(slider->direction, all, QRect(all.left() + from, all.top(), size, all.height()));
}

} // namespace pl::ui
