#include "ui/shell/viewsection.h"

#include "ui/shell/sidebar.h"
#include "ui/shell/sideitem.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>

namespace pl::ui {
namespace {

const QString kViewPrefix = QStringLiteral("view_");

} // namespace

ViewSection::ViewSection(SideBar *bar) : QObject(bar), m_bar(bar), m_title(bar->addSection(tr("Views")))
{
    bar->setSectionUsed(m_title, false);
}

QString ViewSection::keyOf(const QUuid &id)
{
    return kViewPrefix + id.toString(QUuid::WithoutBraces);
}

QUuid ViewSection::idOf(const QString &key)
{
    return key.startsWith(kViewPrefix) ? QUuid::fromString(key.mid(kViewPrefix.size())) : QUuid();
}

void ViewSection::present(const QList<Item> &items)
{
    QList<QUuid> order;
    for (const Item &item : items) {
        order += item.id;
        SideItem *row = m_bar->item(keyOf(item.id));
        if (!row) {
            row = m_bar->addPage(keyOf(item.id), {}, item.name);
            row->installEventFilter(this);
        }
        row->present(item.isShared ? QStringLiteral("users") : QStringLiteral("bookmark"), item.name);
    }
    for (const QUuid &id : std::as_const(m_order))
        if (!order.contains(id))
            m_bar->removePage(keyOf(id));
    m_order = order;
    m_bar->setSectionUsed(m_title, !order.isEmpty());
    place();
}

void ViewSection::place()
{
    QWidget *before = m_title;
    for (const QUuid &id : std::as_const(m_order))
        if (SideItem *row = m_bar->item(keyOf(id))) {
            m_bar->moveBehind(row, before);
            before = row;
        }
}

void ViewSection::move(const QUuid &id, int step)
{
    const qsizetype from = m_order.indexOf(id);
    const qsizetype to = from + step;
    if (from < 0 || to < 0 || to >= m_order.size())
        return;
    m_order.move(from, to);
    place();
    Q_EMIT orderChanged(m_order);
}

QUuid ViewSection::focused() const
{
    for (const QUuid &id : m_order)
        if (const SideItem *row = m_bar->item(keyOf(id)); row && row->hasFocus())
            return id;
    return {};
}

bool ViewSection::press(const QUuid &id, int key)
{
    if (key == Qt::Key_F2)
        Q_EMIT changeWanted(id);
    else if (key == Qt::Key_Delete)
        Q_EMIT deleteWanted(id);
    else
        return false;
    return true;
}

/// Each step is shown at once: the view that is dragged takes the place of the one the pointer is over.
void ViewSection::dragTo(int y)
{
    const qsizetype from = m_order.indexOf(m_dragged);
    for (qsizetype to = 0; from >= 0 && to < m_order.size(); ++to) {
        const SideItem *row = m_bar->item(keyOf(m_order[to]));
        if (to == from || !row || y < row->y() || y >= row->y() + row->height())
            continue;
        m_order.move(from, to);
        place();
        return;
    }
}

bool ViewSection::eventFilter(QObject *watched, QEvent *event)
{
    auto *row = qobject_cast<SideItem *>(watched);
    const QUuid id = row ? idOf(row->objectName().mid(int(qstrlen("side_")))) : QUuid();
    if (id.isNull())
        return QObject::eventFilter(watched, event);
    if (event->type() == QEvent::KeyPress)
        return press(id, static_cast<QKeyEvent *>(event)->key());
    if (event->type() == QEvent::ContextMenu) {
        Q_EMIT menuWanted(id, static_cast<QContextMenuEvent *>(event)->globalPos());
        return true;
    }
    return event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseMove ||
                   event->type() == QEvent::MouseButtonRelease
               ? drag(row, id, static_cast<QMouseEvent *>(event))
               : QObject::eventFilter(watched, event);
}

/// True where the item must not hear of it: a drag is no click.
bool ViewSection::drag(SideItem *row, const QUuid &id, const QMouseEvent *mouse)
{
    const QPoint at = mouse->position().toPoint();
    if (mouse->type() == QEvent::MouseButtonPress) {
        m_dragged = mouse->button() == Qt::LeftButton ? id : QUuid();
        m_pressedAt = at;
        m_isDragging = false;
        return false;
    }
    if (m_dragged != id)
        return false;
    if (mouse->type() == QEvent::MouseMove) {
        m_isDragging |= (at - m_pressedAt).manhattanLength() >= QApplication::startDragDistance();
        if (m_isDragging)
            dragTo(row->y() + at.y());
        return m_isDragging;
    }
    m_dragged = QUuid();
    if (!std::exchange(m_isDragging, false))
        return false;
    row->setDown(false);
    Q_EMIT orderChanged(m_order);
    return true;
}

} // namespace pl::ui
