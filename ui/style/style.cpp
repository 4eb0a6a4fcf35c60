#include "ui/style/style.h"

#include "ui/style/metrics.h"
#include "ui/style/stylefields.h"

#include <QPainter>
#include <QStyleOption>
#include <QWidget>

namespace pl::ui {
namespace {

qreal radiusOf(const QStyleOption *option)
{
    return scaledPx(QFont(), 5) + 0.0 * option->rect.width();
}

void box(QPainter *painter, const QRectF &rect, qreal radius, const QColor &ground, const QPen &pen)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(pen);
    painter->setBrush(ground);
    painter->drawRoundedRect(rect, radius, radius);
    painter->restore();
}

bool isPrimary(const QStyleOption *option, const QWidget *widget)
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    return (button && button->features.testFlag(QStyleOptionButton::DefaultButton)) ||
           (widget && widget->property("primary").toBool());
}

void buttonPanel(const QStyleOption *option, QPainter *painter, const QWidget *widget)
{
    if (widget && widget->property("link").toBool())
        return;
    const Colors &colors = colorsOf(option->palette);
    const bool enabled = option->state.testFlag(QStyle::State_Enabled);
    const bool over = enabled && option->state.testFlag(QStyle::State_MouseOver);
    const bool down = option->state & (QStyle::State_Sunken | QStyle::State_On);
    QColor ground = down ? colors.selection : over ? colors.hover : colors.panel;
    QColor border = colors.line;
    if (isPrimary(option, widget) && enabled) {
        ground = down ? colors.accent.darker(112) : over ? colors.accent.lighter(108) : colors.accent;
        border = ground;
    }
    if (option->state.testFlag(QStyle::State_HasFocus) && option->state.testFlag(QStyle::State_KeyboardFocusChange))
        border = isPrimary(option, widget) ? colors.text : colors.accent;
    box(painter, crisp(option->rect), radiusOf(option), ground, border);
}

} // namespace

void makePrimary(QWidget *button)
{
    button->setProperty("primary", true);
}

Style::Style() : QProxyStyle(QStringLiteral("Fusion")) {} // no-tr: a name in Qt

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    const Colors &colors = colorsOf(option->palette);
    switch (int(element)) {
    case PE_PanelButtonCommand:
        buttonPanel(option, painter, widget);
        return;
    case PE_PanelButtonTool: {
        const bool lit = option->state & (State_Sunken | State_On);
        if (option->state.testFlag(State_Enabled) && (lit || option->state.testFlag(State_MouseOver)))
            box(painter, crisp(option->rect), radiusOf(option), lit ? colors.selection : colors.hover, Qt::NoPen);
        if (!option->state.testFlag(State_AutoRaise) && !lit)
            box(painter, crisp(option->rect), radiusOf(option), Qt::transparent, colors.line);
        return;
    }
    case PE_FrameFocusRect:
        if (option->state.testFlag(State_KeyboardFocusChange))
            box(painter, crisp(option->rect), radiusOf(option), Qt::transparent, colors.accent);
        return;
    case PE_PanelLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (!frame || frame->lineWidth == 0)
            return;
        const bool sunken = widget && widget->property("sunken").toBool();
        const QColor ground = sunken ? colors.ground : option->palette.color(QPalette::Base);
        const bool focus = option->state.testFlag(State_HasFocus);
        const bool wrong = widget && widget->property("wrong").toBool();
        box(painter, crisp(option->rect), radiusOf(option), ground,
            wrong   ? colors.red.text
            : focus ? colors.accent
                    : colors.line);
        return;
    }
    case PE_FrameLineEdit:
        return;
    case PE_Frame:
        paintFieldFrame(option, painter, widget);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        paintCheckBox(option, painter);
        return;
    case PE_IndicatorRadioButton:
        paintRadioButton(option, painter);
        return;
    case PE_PanelMenu:
    case PE_FrameMenu:
        painter->fillRect(option->rect, element == PE_PanelMenu ? colors.panel : QColor(Qt::transparent));
        painter->setPen(colors.line);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_PanelScrollAreaCorner:
        painter->fillRect(option->rect, colors.panel);
        return;
    case PE_FrameStatusBarItem:
    case PE_PanelStatusBar:
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    if (element != SE_LineEditContents || !frame || frame->lineWidth == 0)
        return rect;
    const int padding = scaledPx(QFont(), 4);
    return rect.adjusted(padding, 0, -padding, 0);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    const QFont font = widget ? widget->font() : QFont();
    if (metric == kRowHeight)
        return scaledPx(font, m_compact ? 28 : 34);
    switch (int(metric)) {
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_MenuPanelWidth:
    case PM_SplitterWidth:
        return metric == PM_SplitterWidth || metric == PM_MenuPanelWidth ? 1 : 0;
    case PM_DefaultFrameWidth:
        return 2; // keeps a frame's rounded corners free
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
        return scaledPx(font, 16);
    case PM_MenuHMargin:
    case PM_MenuVMargin:
        return scaledPx(font, 4);
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ListViewIconSize:
        return scaledPx(font, 16);
    case PM_ScrollBarExtent:
        return scaledPx(font, 11);
    case PM_ScrollBarSliderMin:
        return scaledPx(font, 32);
    case PM_MenuBarPanelWidth:
        return 0;
    case PM_MenuBarItemSpacing:
        return scaledPx(font, 2);
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return scaledPx(font, 8);
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *returnData) const
{
    switch (int(hint)) {
    case SH_ItemView_ShowDecorationSelected:
    case SH_Menu_MouseTracking:
    case SH_ToolTip_WakeUpDelay:
        return hint == SH_ToolTip_WakeUpDelay ? 500 : 1;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_UnderlineShortcut:                // Alt and the letter work anyway
    case SH_DialogButtonBox_ButtonsHaveIcons: // would mix the desktop's icons with ours
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                              const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    const QFont font = widget ? widget->font() : QFont();
    const int control = scaledPx(font, 28);
    switch (int(type)) {
    case CT_PushButton:
        if (widget && widget->property("link").toBool())
            return {size.width() + scaledPx(font, 4), size.height() + scaledPx(font, 6)};
        return {size.width() + scaledPx(font, 24), std::max(size.height() + scaledPx(font, 8), control)};
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox:
        return {result.width(), std::max(result.height(), control)};
    case CT_MenuBarItem:
        return {size.width() + scaledPx(font, 14), std::max(size.height(), control)};
    case CT_MenuItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        if (item && item->menuItemType == QStyleOptionMenuItem::Separator)
            return {result.width(), scaledPx(font, 9)};
        return {result.width() + scaledPx(font, 8), std::max(result.height(), scaledPx(font, 27))};
    }
    case CT_ItemViewItem:
        return result;
    case CT_HeaderSection:
        return {result.width(), std::max(result.height(), scaledPx(font, 32))};
    default:
        return result;
    }
}

} // namespace pl::ui
