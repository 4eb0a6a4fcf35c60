#include "ui/leads/boardlist.h"
#include "ui/leads/cardghost.h"
#include "ui/leads/leadboard.h"

#include <QKeyEvent>

#include <algorithm>

// The board's keys.

namespace pl::ui {

int LeadBoard::rowsInSight() const
{
    const int at = columnOfCurrent();
    const BoardList &list = *m_columns[static_cast<std::size_t>(std::max(0, at))].list;
    const int height = list.sizeHintForRow(0);
    return height > 0 ? std::max(1, list.viewport()->height() / height) : 1;
}

void LeadBoard::stepInColumn(int rows)
{
    const int at = columnOfCurrent();
    if (at < 0)
        return stepAcross(+1);
    const tables::BoardColumnModel &cards = *m_columns[static_cast<std::size_t>(at)].model;
    // Far more than there are means the last one.
    const qint64 wanted = std::clamp<qint64>(qint64(cards.rowOf(m_current)) + rows, 0, cards.rowCount() - 1);
    choose(cards.idAt(static_cast<int>(wanted)));
}

/// To the card beside this one in the next column that has any; with no card at all, to the first there is.
void LeadBoard::stepAcross(int columns)
{
    const int from = columnOfCurrent();
    const int count = static_cast<int>(m_columns.size());
    int to = from + columns;
    while (to >= 0 && to < count && m_columns[static_cast<std::size_t>(to)].model->rowCount() == 0)
        to += columns;
    if (to < 0 || to >= count)
        return;
    const Column &target = m_columns[static_cast<std::size_t>(to)];
    const int y = target.list->viewport()->mapFromGlobal(currentCardOnScreen().center()).y();
    const QModelIndex beside = target.list->indexAt(QPoint(target.list->viewport()->width() / 2, y));
    const int otherwise = from < 0 ? 0 : target.model->rowCount() - 1;
    choose(target.model->idAt(beside.isValid() ? beside.row() : otherwise));
}

void LeadBoard::pushCard(int columns)
{
    const Lead *lead = m_context.replica.lead(m_current);
    if (!lead || columnOfCurrent() < 0)
        return;
    // Back from Completed there is only one place.
    const bool isBack = lead->status == LeadStatus::Completed && columns < 0;
    const int to = isBack ? static_cast<int>(reopenedAs(*lead)) : columnOfCurrent() + columns;
    if (to >= 0 && to < static_cast<int>(m_columns.size()))
        Q_EMIT moveWanted(m_current, static_cast<LeadStatus>(to));
}

bool LeadBoard::pressWithCtrl(int key)
{
    if (key != Qt::Key_Left && key != Qt::Key_Right)
        return false;
    pushCard(key == Qt::Key_Left ? -1 : +1);
    return true;
}

void LeadBoard::keyPressEvent(QKeyEvent *event)
{
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (modifiers == Qt::ControlModifier && (event->isAutoRepeat() || pressWithCtrl(event->key())))
        return;
    if (modifiers)
        return QWidget::keyPressEvent(event);
    constexpr int kAll = 1 << 30;
    switch (event->key()) {
    case Qt::Key_Up:
        return stepInColumn(-1);
    case Qt::Key_Down:
        return stepInColumn(+1);
    case Qt::Key_PageUp:
        return stepInColumn(-rowsInSight());
    case Qt::Key_PageDown:
        return stepInColumn(+rowsInSight());
    case Qt::Key_Home:
        return stepInColumn(-kAll);
    case Qt::Key_End:
        return stepInColumn(+kAll);
    case Qt::Key_Left:
        return stepAcross(-1);
    case Qt::Key_Right:
        return stepAcross(+1);
    case Qt::Key_Space:
        return Q_EMIT detailsWanted();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!event->isAutoRepeat())
            Q_EMIT cardActivated();
        return;
    default:
        break;
    }
    if (event->key() == Qt::Key_Escape && !m_ghost->isHidden())
        return endDrag();
    QWidget::keyPressEvent(event);
}

} // namespace pl::ui
