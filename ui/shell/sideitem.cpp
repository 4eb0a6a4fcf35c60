#include "ui/shell/sideitem.h"

#include "ui/style/colors.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/words/words.h"

#include <QPainter>

namespace pl::ui {

SideItem::SideItem(const QString &iconName, const QString &text, QWidget *parent)
    : QAbstractButton(parent), m_icon(iconName)
{
    setText(text);
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    describe();
}

void SideItem::present(const QString &iconName, const QString &text)
{
    if (iconName == m_icon && text == this->text())
        return;
    m_icon = iconName;
    setText(text);
    describe();
    update();
}

void SideItem::setCount(int count, bool urgent)
{
    if (count == m_count && urgent == m_urgent)
        return;
    m_count = count;
    m_urgent = urgent;
    describe();
    update();
}

void SideItem::setAction(const QAction *action)
{
    if (m_action)
        disconnect(m_action, nullptr, this, nullptr);
    m_action = action;
    connect(action, &QAction::changed, this, &SideItem::describe);
    describe();
}

void SideItem::setCompact(bool compact)
{
    m_compact = compact;
    describe();
    updateGeometry();
}

void SideItem::describe()
{
    const QString words =
        m_count < 0 ? text() : tr("%1: %2", "a page and how many it has").arg(text(), numberText(m_count));
    setAccessibleName(words);
    const QList<QKeySequence> keys = m_action ? m_action->shortcuts() : QList<QKeySequence>();
    setPlainToolTip(this, m_compact || !keys.isEmpty() ? withKeys(m_compact ? words : text(), keys) : QString());
}

QSize SideItem::sizeHint() const
{
    return {scaledPx(this, m_compact ? 40 : 180), scaledPx(this, 33)};
}

void SideItem::paintCount(QPainter &painter, const QRect &row) const
{
    const Colors &colors = colorsOf(this);
    const QString number = numberText(m_count);
    painter.setFont(scaledFont(font(), 0.95, isChecked() || m_urgent ? QFont::DemiBold : QFont::Normal));
    if (!m_urgent) {
        painter.setPen(isChecked() ? colors.blue.text : colors.secondText);
        painter.drawText(row.adjusted(0, 0, -scaledPx(this, 10), 0), Qt::AlignRight | Qt::AlignVCenter, number);
        return;
    }
    const int height = scaledPx(this, 19);
    const int width =
        std::max(scaledPx(this, 23), painter.fontMetrics().horizontalAdvance(number) + scaledPx(this, 12));
    const QRect pill(row.right() - scaledPx(this, 9) - width, row.center().y() - height / 2, width, height);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.red.text);
    painter.drawRoundedRect(pill, height / 2.0, height / 2.0);
    painter.setPen(colors.dark ? colors.ground : colors.panel);
    painter.drawText(pill, Qt::AlignCenter, number);
}

void SideItem::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors &colors = colorsOf(this);
    const QColor ink = isChecked() ? colors.blue.text : colors.text;
    const QRect row = rect().adjusted(0, 1, 0, -1);
    if (isChecked() || underMouse() || hasFocus()) {
        QColor ground = isChecked() ? colors.blue.ground : colors.line;
        if (!isChecked())
            ground.setAlphaF(0.6F);
        painter.setPen(hasFocus() ? QPen(colors.accent) : QPen(Qt::NoPen));
        painter.setBrush(ground);
        const qreal radius = scaledPx(this, 6);
        painter.drawRoundedRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    }
    const int size = scaledPx(this, 17);
    const int left = m_compact ? (width() - size) / 2 : scaledPx(this, 10);
    paintIcon(&painter, QRect(left, (height() - size) / 2, size, size), m_icon, ink);
    if (m_compact) {
        if (m_urgent && m_count > 0) {
            const int dot = scaledPx(this, 7);
            painter.setPen(Qt::NoPen);
            painter.setBrush(colors.red.text);
            painter.drawEllipse(left + size - dot / 2, (height() - size) / 2 - dot / 2, dot, dot);
        }
        return;
    }
    int room = row.width() - scaledPx(this, 37 + 10);
    if (m_count >= 0) {
        paintCount(painter, row);
        room -= painter.fontMetrics().horizontalAdvance(numberText(m_count)) + scaledPx(this, m_urgent ? 18 : 6);
    }
    painter.setPen(ink);
    painter.setFont(scaledFont(font(), 1.0, isChecked() ? QFont::DemiBold : QFont::Normal));
    painter.drawText(row.adjusted(scaledPx(this, 37), 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     elided(text(), painter.fontMetrics(), room));
}

} // namespace pl::ui
