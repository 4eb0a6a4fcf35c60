#include "models/tables/leadtablemodel.h"
#include "ui/leads/filterbar.h"
#include "ui/leads/leadactions.h"
#include "ui/leads/leadboard.h"
#include "ui/leads/leadselection.h"
#include "ui/leads/leadsview.h"
#include "ui/leads/leadtable.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/views/morefilters.h"
#include "ui/widgets/paneoverlay.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/words/leadwords.h"
#include "ui/words/words.h"

#include <QStackedWidget>
#include <QToolButton>

// LeadsView as a board. The table stays behind it with the same leads and the same current one.

namespace pl::ui {

void LeadsView::connectBoard()
{
    m_boardButton->setObjectName(QStringLiteral("boardButton"));
    m_boardButton->setIcon(icon(QStringLiteral("kanban")));
    m_boardButton->setCheckable(true);
    setPlainToolTip(m_boardButton, tr("Show as a board"));
    m_boardButton->setAccessibleName(tr("Show as a board"));
    m_boardButton->setFixedSize(scaledPx(this, 34), scaledPx(this, 26));
    m_boardButton->setFocusPolicy(Qt::TabFocus);
    m_bar->addAtEnd(m_boardButton);
    connect(m_boardButton, &QToolButton::clicked, this, &LeadsView::setBoard);
    m_board->setCardActions(m_actions.aboutCurrentLead());
    connect(m_board, &LeadBoard::currentLeadChanged, m_table, &LeadTable::selectLead);
    connect(m_board, &LeadBoard::cardActivated, this, &LeadsView::activateRow);
    connect(m_board, &LeadBoard::detailsWanted, this, [this] { m_overlay->show(); });
    connect(m_board, &LeadBoard::moveWanted, this, &LeadsView::moveCard);
}

void LeadsView::setBoardAction(const QAction *board)
{
    setActionToolTip(m_boardButton, board, m_boardButton->accessibleName());
}

void LeadsView::setBoard(bool board)
{
    turnBoard(board);
    if (!m_saved)
        m_context.settings.setValue(QStringLiteral("leads/board/") + keyOf(m_view), board);
    showSaveOffer();
}

void LeadsView::restoreShape()
{
    turnBoard(m_context.settings.value(QStringLiteral("leads/board/") + keyOf(m_view)).toBool());
}

void LeadsView::turnBoard(bool board)
{
    m_boardButton->setChecked(board);
    if (std::exchange(m_isBoard, board) == board)
        return;
    if (board) {
        m_table->selection().clear(); // one card at a time
        m_more->setGrouping(tables::LeadGrouping::None);
        m_model->setGrouping(tables::LeadGrouping::None);
        selectSomething();
    }
    showState();
    if (!board && m_table->currentIndex().isValid())
        m_table->scrollTo(m_table->currentIndex());
    Q_EMIT boardChanged(board);
    Q_EMIT keysChanged();
}

/// Several can only be selected in the table.
void LeadsView::selectInTable(const std::function<void()> &select)
{
    if (m_isBoard)
        setBoard(false);
    select();
}

QWidget *LeadsView::rowsWidget() const
{
    return m_isBoard ? static_cast<QWidget *>(m_board) : m_table;
}

QRect LeadsView::currentOnScreen() const
{
    return m_isBoard ? m_board->currentCardOnScreen() : m_table->currentRowOnScreen();
}

/// What the commands do, with their questions and their undo.
void LeadsView::moveCard(const QUuid &leadId, LeadStatus to)
{
    const Lead *lead = m_context.replica.lead(leadId);
    if (!lead || lead->status == to || (m_table->currentLead() != leadId && !m_table->selectLead(leadId)))
        return;
    if (lead->status == LeadStatus::Completed && reopenedAs(*lead) != to) {
        Q_EMIT m_actions.noticeWanted(tr("%1 can only be reopened as \u201C%2\u201D. Move the card there.")
                                          .arg(leadName(*lead), statusText(reopenedAs(*lead))),
                                      Notice::Kind::Problem, {}, {});
        return;
    }
    QAction *action = to == LeadStatus::Completed             ? m_actions.complete
                      : lead->status == LeadStatus::Completed ? m_actions.reopen
                      : to == LeadStatus::Assigned            ? m_actions.assign
                                                              : m_actions.unassign;
    action->trigger();
}

} // namespace pl::ui
