#include "ui/leads/boardlist.h"

#include <QApplication>
#include <QMouseEvent>

#include <utility>

namespace pl::ui {

BoardList::BoardList(QWidget *parent) : QListView(parent)
{
    setUniformItemSizes(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    viewport()->setAutoFillBackground(false);
}

void BoardList::cancelDrag()
{
    m_isPressed = m_isDragging = false;
}

void BoardList::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex card = indexAt(event->position().toPoint());
    m_isPressed = card.isValid() && event->button() == Qt::LeftButton;
    m_isDragging = false;
    m_pressedAt = event->position().toPoint();
    if (card.isValid())
        Q_EMIT cardPressed(card.row());
}

void BoardList::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_isPressed)
        return;
    const QPoint at = event->position().toPoint();
    m_isDragging |= (at - m_pressedAt).manhattanLength() >= QApplication::startDragDistance();
    if (m_isDragging)
        Q_EMIT cardDragged(viewport()->mapToGlobal(at));
}

void BoardList::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !std::exchange(m_isPressed, false))
        return;
    if (std::exchange(m_isDragging, false))
        Q_EMIT cardDropped(viewport()->mapToGlobal(event->position().toPoint()));
    else
        Q_EMIT cardClicked();
}

void BoardList::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && indexAt(event->position().toPoint()).isValid())
        Q_EMIT cardDoubleClicked();
}

} // namespace pl::ui
