#include "ui/shell/sidebar.h"

#include "ui/shell/sideitem.h"
#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"

#include <QBoxLayout>
#include <QPainter>

namespace pl::ui {

SideBar::SideBar(QWidget *parent) : QWidget(parent), m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("sideBar"));
    setAccessibleName(tr("Pages"));
    const int inset = scaledPx(this, 8);
    m_layout->setContentsMargins(inset, scaledPx(this, 10), inset + 1, inset);
    m_layout->setSpacing(0);
    m_layout->addStretch();
    setCompact(false);
}

void SideBar::addPage(const QString &key, const QString &iconName, const QString &text)
{
    auto *item = new SideItem(iconName, text, this);
    item->setObjectName(QStringLiteral("side_") + key);
    connect(item, &QAbstractButton::clicked, this, [this, key] { Q_EMIT pageChosen(key); });
    m_layout->insertWidget(m_layout->count() - 1, item);
    m_items.insert(key, item);
}

void SideBar::addSection(const QString &text)
{
    auto *label = new PlainLabel(text, this);
    label->setFont(scaledFont(font(), 0.9, QFont::DemiBold));
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setContentsMargins(scaledPx(this, 10), scaledPx(this, 16), 0, scaledPx(this, 6));
    m_layout->insertWidget(m_layout->count() - 1, label);
    m_sections += label;
}

void SideBar::setCurrent(const QString &key)
{
    if (SideItem *item = m_items.value(key))
        item->setChecked(true);
}

void SideBar::setCount(const QString &key, int count, bool urgent)
{
    if (SideItem *item = m_items.value(key))
        item->setCount(count, urgent);
}

int SideBar::count(const QString &key) const
{
    const SideItem *item = m_items.value(key);
    return item ? item->count() : -1;
}

void SideBar::setCompact(bool compact)
{
    setFixedWidth(scaledPx(this, compact ? 57 : 208));
    for (SideItem *item : std::as_const(m_items))
        item->setCompact(compact);
    for (PlainLabel *section : std::as_const(m_sections))
        section->setVisible(!compact);
}

void SideBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &colors = colorsOf(this);
    painter.fillRect(rect(), colors.side);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), colors.line);
}

} // namespace pl::ui
