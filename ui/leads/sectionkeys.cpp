#include "ui/leads/sectionkeys.h"

#include "models/tables/leadtablemodel.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QTableView>

#include <utility>

namespace pl::ui {

SectionKeys::SectionKeys(QTableView &table, tables::LeadTableModel &model)
    : QObject(&table), m_table(table), m_model(model)
{
    table.installEventFilter(this);
    table.viewport()->installEventFilter(this);
}

bool SectionKeys::turn(int row, bool collapsed)
{
    const tables::LeadGroup *group = m_model.groupAt(m_model.index(row, 0));
    if (!group)
        return false;
    if (group->isCollapsed != collapsed)
        m_model.setCollapsed(QUuid(group->id), collapsed);
    return true;
}

bool SectionKeys::press(int key, bool isHeld)
{
    const QModelIndex current = m_table.currentIndex();
    const tables::LeadGroup *group = m_model.groupAt(current);
    switch (key) {
    case Qt::Key_Left:
        if (group)
            return turn(current.row(), true);
        if (const int head = m_model.headOf(current.row()); head >= 0) {
            m_table.setCurrentIndex(m_model.index(head, current.column()));
            return true;
        }
        return false;
    case Qt::Key_Right:
        return group && turn(current.row(), false);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        return group && (isHeld || turn(current.row(), !group->isCollapsed));
    default:
        return false;
    }
}

/// Other events come while the table is destroyed, too, when the model may be gone already.
bool SectionKeys::eventFilter(QObject *watched, QEvent *event)
{
    const bool isKey = watched == &m_table && event->type() == QEvent::KeyPress;
    const bool isMouse = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonRelease ||
                         event->type() == QEvent::MouseButtonDblClick;
    const bool isClick = isMouse && watched != &m_table;
    if ((!isKey && !isClick) || m_model.grouping() == tables::LeadGrouping::None)
        return QObject::eventFilter(watched, event);
    if (isClick)
        return click(*static_cast<QMouseEvent *>(event));
    const auto *pressed = static_cast<QKeyEvent *>(event);
    return !(pressed->modifiers() & ~Qt::KeypadModifier) && press(pressed->key(), pressed->isAutoRepeat());
}

/// A press that the table got must have its release there, too, wherever that is.
bool SectionKeys::click(const QMouseEvent &mouse)
{
    if (mouse.button() != Qt::LeftButton)
        return false;
    if (mouse.type() == QEvent::MouseButtonRelease)
        return std::exchange(m_isPressed, false);
    const QModelIndex at = m_table.indexAt(mouse.position().toPoint());
    const tables::LeadGroup *group = m_model.groupAt(at);
    m_isPressed = group != nullptr;
    if (!group || mouse.type() == QEvent::MouseButtonDblClick)
        return m_isPressed;
    const bool collapses = !group->isCollapsed;
    m_table.setFocus(Qt::MouseFocusReason);
    m_table.setCurrentIndex(at);
    turn(at.row(), collapses);
    return true;
}

} // namespace pl::ui
