#include "ui/leads/bulkactions.h"
#include "ui/leads/bulkbar.h"
#include "ui/leads/bulkpane.h"
#include "ui/leads/detailpane.h"
#include "ui/leads/filterbar.h"
#include "ui/leads/leadactions.h"
#include "ui/leads/leadselection.h"
#include "ui/leads/leadsview.h"
#include "ui/leads/leadtable.h"
#include "ui/widgets/keycap.h"
#include "ui/widgets/paneoverlay.h"

#include <QStackedWidget>

// LeadsView while several leads are selected.

namespace pl::ui {

QWidget *LeadsView::buildBars()
{
    m_bars = new QStackedWidget(this);
    m_bars->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_bars->addWidget(m_bar);
    m_bars->addWidget(m_bulkBar);
    m_pane->setCover(m_bulkPane);
    return m_bars;
}

void LeadsView::connectBulk()
{
    m_bulk->setAnchor([this] { return m_table->currentRowOnScreen(); });
    connect(m_table, &LeadTable::selectionChangedTo, this, &LeadsView::selectionChanged);
    connect(m_table, &LeadTable::manyActivated, this, &LeadsView::activateMany);
    connect(&m_actions, &LeadActions::detailsWanted, this, &LeadsView::showDetails);
    connect(m_bulk, &BulkActions::changed, this, &LeadsView::bulkChanged);
    connect(m_bulk, &BulkActions::leftOver, this,
            [this](const QList<QUuid> &leads) { m_table->selection().set(leads); });
    connect(m_bulk, &BulkActions::dismissed, this, &LeadsView::selectionChanged);
    connect(m_bulk->check, &QAction::triggered, this, [this] { selectInTable([this] { m_table->toggleCurrent(); }); });
    connect(m_bulk->checkAll, &QAction::triggered, this, [this] { selectInTable([this] { m_table->selectAll(); }); });
}

/// While a run goes on, its leads may leave the list one by one; what is left over is selected when it ends.
void LeadsView::selectionChanged()
{
    if (m_bulk->phase() != BulkActions::Phase::Running)
        m_bulk->select(m_table->hasMany() ? m_table->selectedLeads() : QList<QUuid>());
}

void LeadsView::bulkChanged()
{
    const bool isOn = m_bulk->phase() != BulkActions::Phase::Off;
    const bool wasOn = m_pane->isCovered();
    m_bulkBar->setCount(static_cast<int>(m_bulk->selected().size()));
    if (isOn == wasOn)
        return;
    m_bars->setCurrentWidget(isOn ? static_cast<QWidget *>(m_bulkBar) : m_bar);
    m_pane->showCover(isOn);
    if (!isOn)
        m_pane->showLead(m_table->currentLead());
    Q_EMIT keysChanged();
}

/// Nothing is assigned before the person has seen to whom: where the pane lies over the table, it is shown first.
void LeadsView::activateMany()
{
    if (m_overlay->isOn() && !m_pane->isVisible())
        return showDetails();
    if (m_bulk->phase() == BulkActions::Phase::Ended)
        return m_bulk->dismiss();
    m_bulk->runPlan();
}

bool LeadsView::hasOpenPane() const
{
    return m_overlay->isOn() && m_pane->isVisibleTo(this);
}

void LeadsView::openPane()
{
    m_overlay->show();
}

void LeadsView::showDetails()
{
    m_overlay->show();
    if (QWidget *own = m_overlay->window()) {
        own->raise();
        own->activateWindow();
    }
    m_pane->focusPage();
}

/// Back to the table; results that were read are put away.
void LeadsView::leavePane()
{
    if (m_bulk->phase() == BulkActions::Phase::Ended) {
        m_table->selection().clear();
        m_bulk->select({});
    }
    if (isDetached())
        window()->activateWindow();
    focusTable();
}

QList<std::pair<QString, QString>> LeadsView::keys() const
{
    const auto key = [](const QAction *action) { return keyCapText(action->shortcut()); };
    if (m_bulk->phase() != BulkActions::Phase::Off)
        return {{key(m_bulk->check), tr("Select")},
                {key(m_bulk->checkAll), tr("All")},
                {key(m_bulk->go), tr("Assign each")},
                {key(m_actions.undo), tr("Undo")}};
    QList<std::pair<QString, QString>> keys{{keyCapText(Qt::Key_Return), tr("Assign")},
                                            {key(m_actions.complete), tr("Complete")},
                                            {key(m_actions.unassign), tr("Unassign")},
                                            {key(m_actions.note), tr("Note")}};
    if (m_isBoard)
        keys += {keyCapText(Qt::CTRL | Qt::Key_Right), tr("Move the card")};
    else
        keys += {key(m_bulk->check), tr("Select")};
    if (m_searchAction)
        keys += {key(m_searchAction), tr("Search")};
    keys.removeIf([](const auto &one) { return one.first.isEmpty(); }); // the person took its keys
    return keys;
}

} // namespace pl::ui
