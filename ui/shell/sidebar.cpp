#include "ui/shell/sidebar.h"

#include "ui/shell/sideitem.h"
#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"

#include <QBoxLayout>
#include <QPainter>
#include <QScrollArea>

namespace pl::ui {

SideBar::SideBar(QWidget *parent) : QWidget(parent), m_page(new QWidget), m_layout(new QVBoxLayout(m_page))
{
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_page);
    m_page->setAutoFillBackground(false);
    scroll->viewport()->setAutoFillBackground(false);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 1, 0);
    whole->addWidget(scroll);
    setObjectName(QStringLiteral("sideBar"));
    setAccessibleName(tr("Pages"));
    const int inset = scaledPx(this, 8);
    m_layout->setContentsMargins(inset, scaledPx(this, 10), inset, inset);
    m_layout->setSpacing(0);
    m_layout->addStretch();
    setCompact(false);
}

SideItem *SideBar::addPage(const QString &key, const QString &iconName, const QString &text)
{
    auto *item = new SideItem(iconName, text, m_page);
    item->setObjectName(QStringLiteral("side_") + key);
    item->setCompact(m_compact);
    connect(item, &QAbstractButton::clicked, this, [this, key] { Q_EMIT pageChosen(key); });
    m_layout->insertWidget(m_layout->count() - 1, item);
    m_items.insert(key, item);
    return item;
}

void SideBar::removePage(const QString &key)
{
    delete m_items.take(key);
}

void SideBar::moveBehind(QWidget *item, QWidget *before)
{
    if (m_layout->indexOf(item) == m_layout->indexOf(before) + 1)
        return;
    m_layout->removeWidget(item);
    m_layout->insertWidget(m_layout->indexOf(before) + 1, item);
    QWidget::setTabOrder(before, item);
}

void SideBar::moveToTop(QWidget *item)
{
    const QWidget *first = m_layout->itemAt(0)->widget();
    if (item == first)
        return;
    m_layout->removeWidget(item);
    m_layout->insertWidget(0, item);
    QWidget::setTabOrder(first->previousInFocusChain(), item);
}

QWidget *SideBar::addSection(const QString &text)
{
    auto *label = new PlainLabel(text, m_page);
    label->setFont(scaledFont(font(), 0.9, QFont::DemiBold));
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setContentsMargins(scaledPx(this, 10), scaledPx(this, 16), 0, scaledPx(this, 6));
    m_layout->insertWidget(m_layout->count() - 1, label);
    m_sections.insert(label, true);
    return label;
}

void SideBar::setSectionUsed(QWidget *section, bool used)
{
    m_sections.insert(section, used);
    section->setVisible(used && !m_compact);
}

void SideBar::setCurrent(const QString &key)
{
    if (SideItem *item = m_items.value(key))
        return item->setChecked(true);
    for (SideItem *item : std::as_const(m_items)) {
        if (!item->isChecked())
            continue;
        item->setAutoExclusive(false); // with it, one of them always stays checked
        item->setChecked(false);
        item->setAutoExclusive(true);
    }
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

void SideBar::setAction(const QString &key, const QAction *action)
{
    if (SideItem *item = m_items.value(key))
        item->setAction(action);
}

void SideBar::setCompact(bool compact)
{
    m_compact = compact;
    setFixedWidth(scaledPx(this, compact ? 57 : 208));
    for (SideItem *item : std::as_const(m_items))
        item->setCompact(compact);
    for (auto it = m_sections.cbegin(); it != m_sections.cend(); ++it)
        it.key()->setVisible(*it && !compact);
}

void SideBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &colors = colorsOf(this);
    painter.fillRect(rect(), colors.side);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), colors.line);
}

} // namespace pl::ui
