#include "ui/widgets/actionbutton.h"

#include "ui/style/colors.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/keycap.h"
#include "ui/widgets/plaintooltip.h"

#include <QAction>
#include <QPainter>

namespace pl::ui {

ActionButton::ActionButton(QAction *action, QWidget *parent) : QAbstractButton(parent), m_action(action)
{
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    setFont(scaledFont(font(), 0.95, QFont::Medium));
    setObjectName(QString(action->objectName()).replace(QStringLiteral("action"), QStringLiteral("button")));
    connect(this, &QAbstractButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, this, &ActionButton::follow);
    setActionToolTip(this, action);
    follow();
}

void ActionButton::setFlat(bool flat)
{
    m_flat = flat;
    follow();
}

void ActionButton::setIconShown(bool shown)
{
    m_withIcon = shown;
    updateGeometry();
}

void ActionButton::follow()
{
    setEnabled(m_action->isEnabled());
    setVisible(m_flat || m_action->isEnabled());
    setAccessibleName(words());
    updateGeometry();
    update();
}

QString ActionButton::words() const
{
    return wordsOfMenuText(m_action->text());
}

QString ActionButton::keys() const
{
    return keyCapText(m_action->shortcut());
}

QSize ActionButton::sizeHint() const
{
    const int cap = keys().isEmpty() ? 0 : keyCapSize(keys(), font()).width() + scaledPx(this, 6);
    const int iconRoom = m_withIcon ? scaledPx(this, 20) : 0;
    const int margins = scaledPx(this, m_flat ? 8 : 20);
    return {fontMetrics().horizontalAdvance(words()) + cap + iconRoom + margins, scaledPx(this, 28)};
}

void ActionButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors &colors = colorsOf(this);
    const bool lit = isEnabled() && (underMouse() || isDown());
    const QColor ground = m_primary ? (lit ? colors.accent.lighter(108) : colors.accent)
                          : lit     ? colors.hover
                                    : colors.panel;
    if (!m_flat || lit || hasFocus()) {
        painter.setPen(hasFocus() ? colors.accent : m_flat || m_primary ? QColor(Qt::transparent) : colors.line);
        painter.setBrush(m_flat && !lit ? QColor(Qt::transparent) : ground);
        const qreal radius = scaledPx(this, 5);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    }
    const QColor ink = m_primary ? colors.onAccent : m_flat || !isEnabled() ? colors.secondText : colors.text;
    int left = scaledPx(this, m_flat ? 4 : 10);
    if (m_withIcon) {
        const int size = scaledPx(this, 15);
        paintIcon(&painter, QRect(left, (height() - size) / 2, size, size), m_action->icon().name(), ink);
        left += scaledPx(this, 20);
    }
    painter.setPen(ink);
    painter.drawText(QRect(left, 0, width() - left, height()), Qt::AlignVCenter | Qt::AlignLeft, words());
    if (keys().isEmpty())
        return;
    const int cap = keyCapSize(keys(), font()).width();
    const QRect capRect(width() - cap - scaledPx(this, m_flat ? 4 : 8), 0, cap, height());
    paintKeyCap(&painter, capRect, keys(), m_primary ? ink : colors.secondText, m_primary ? ink : colors.line, font());
}

} // namespace pl::ui
