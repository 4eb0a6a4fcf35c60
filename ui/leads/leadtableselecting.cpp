#include "ui/leads/leadselection.h"
#include "ui/leads/leadtable.h"

#include <QKeyEvent>
#include <QMouseEvent>

// How leads are checked in LeadTable, by keys and by clicks.

namespace pl::ui {
namespace {

bool movesCurrentRow(int key)
{
    return key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown ||
           key == Qt::Key_Home || key == Qt::Key_End;
}

} // namespace

QList<QUuid> LeadTable::selectedLeads() const
{
    if (!m_selection->isEmpty())
        return m_selection->leads();
    return currentLead().isNull() ? QList<QUuid>() : QList{currentLead()};
}

bool LeadTable::hasMany() const
{
    return m_selection->count() > 1 || (m_selection->count() == 1 && !m_selection->contains(currentLead()));
}

void LeadTable::reportSelection()
{
    const int current = currentLead().isNull() ? 0 : 1;
    Q_EMIT selectionChangedTo(m_selection->isEmpty() ? current : m_selection->count());
}

void LeadTable::toggleCurrent()
{
    if (currentIndex().isValid())
        m_selection->toggle(currentIndex().row());
}

void LeadTable::selectAll()
{
    m_selection->hasAll() ? m_selection->clear() : m_selection->setAll();
}

void LeadTable::pressCheck(int row, Qt::KeyboardModifiers modifiers)
{
    setFocus(Qt::MouseFocusReason);
    if (modifiers.testFlag(Qt::ShiftModifier))
        return pressRow(row, modifiers);
    m_selection->toggle(row);
    setCurrentIndex(m_model.index(row, currentIndex().isValid() ? currentIndex().column() : 0));
}

/// With Ctrl or Shift: the row that was current is the first of those that are meant.
void LeadTable::pressRow(int row, Qt::KeyboardModifiers modifiers)
{
    const int before = currentIndex().row();
    if (modifiers.testFlag(Qt::ShiftModifier)) {
        m_selection->extend(before < 0 ? row : before, row);
    } else {
        if (m_selection->isEmpty() && before >= 0 && before != row)
            m_selection->toggle(before);
        m_selection->toggle(row);
    }
    setCurrentIndex(m_model.index(row, currentIndex().isValid() ? currentIndex().column() : 0));
}

void LeadTable::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() != Qt::LeftButton || !index.isValid())
        return RowTable::mousePressEvent(event);
    if (event->modifiers() & (Qt::ShiftModifier | Qt::ControlModifier))
        return pressRow(index.row(), event->modifiers());
    m_selection->clear();
    RowTable::mousePressEvent(event);
}

bool LeadTable::selectByKey(QKeyEvent *event)
{
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
        return true;
    }
    if (!modifiers && event->key() == Qt::Key_Space) {
        if (!event->isAutoRepeat())
            toggleCurrent();
        return true;
    }
    if (!modifiers && event->key() == Qt::Key_Escape && !m_selection->isEmpty()) {
        m_selection->clear();
        return true;
    }
    if (!modifiers && isEnter && hasMany()) {
        if (!event->isAutoRepeat())
            Q_EMIT manyActivated();
        return true;
    }
    return false;
}

void LeadTable::keyPressEvent(QKeyEvent *event)
{
    if (selectByKey(event))
        return;
    const int before = currentIndex().row();
    RowTable::keyPressEvent(event);
    const int now = currentIndex().row();
    if (event->modifiers().testFlag(Qt::ShiftModifier) && movesCurrentRow(event->key()) && before >= 0 && now >= 0)
        m_selection->extend(before, now);
}

} // namespace pl::ui
