#include "models/columns/searchtranslation.h"
#include "models/tables/leadtablemodel.h"
#include "ui/leads/detailpane.h"
#include "ui/leads/filterbar.h"
#include "ui/leads/leadactions.h"
#include "ui/leads/leadsview.h"
#include "ui/leads/leadtable.h"
#include "ui/leads/searchlanguage.h"
#include "ui/views/morefilters.h"
#include "ui/widgets/keycap.h"
#include "ui/widgets/paneoverlay.h"
#include "ui/widgets/statepage.h"

#include <QAction>
#include <QHeaderView>
#include <QPushButton>

// LeadsView as a saved view: its filters, sorting, columns and sections instead of those of a list. And its details in
// a window of their own.

namespace pl::ui {

using tables::SavedViewDefinition;

void LeadsView::connectFilters()
{
    m_bar->addBehindChips(m_more->button());
    connect(m_more, &MoreFilters::filterChanged, this, &LeadsView::applyFilter);
    connect(m_more, &MoreFilters::groupingChanged, this, [this] {
        m_model->setGrouping(m_more->grouping());
        if (m_more->grouping() != tables::LeadGrouping::None)
            setBoard(false);
        selectSomething(); // a head that was current may be gone
        showSaveOffer();
    });
    connect(m_overlay, &PaneOverlay::detachedChanged, this, &LeadsView::detachedChanged);
    connect(m_more->saveButton(), &QPushButton::clicked, this, &LeadsView::saveWanted);
    connect(&m_table->columns(), &ColumnLayout::rearranged, this, [this] {
        m_savedColumns = m_table->columns().shown();
        showSaveOffer();
    });
    // "The last 7 days" are other days tomorrow.
    connect(&m_minute, &QTimer::timeout, this, [this] {
        if (const tables::LeadFilter filter = filterNow(); filter != m_model->filter())
            applyFilter();
    });
    m_minute.start(std::chrono::seconds(30));
}

SavedViewDefinition LeadsView::definition() const
{
    SavedViewDefinition view;
    if (m_saved) {
        view.rest = m_saved->definition.rest;
        view.version = m_saved->definition.version;
    }
    view.filter = filterOf(m_view);
    m_more->describe(view);
    const tables::LeadFilter chosen = m_bar->chosen();
    if (!chosen.statuses.isEmpty())
        view.filter.statuses = chosen.statuses;
    view.filter.urgencies = chosen.urgencies;
    view.filter.services = chosen.services;
    view.filter.text = (view.filter.text + QLatin1Char(' ') + search()).trimmed();
    view.sortColumn = m_model->sortColumn();
    view.sortOrder = m_model->sortOrder();
    view.board = m_isBoard;
    const ColumnLayout &columns = m_table->columns();
    view.columns = m_saved ? m_savedColumns : columns.isOwn() ? columns.shown() : QList<int>();
    return view;
}

/// As it is kept: in English, without what asks nothing.
QString LeadsView::search() const
{
    return columns::inEnglish(m_search, searchLanguage());
}

void LeadsView::setGrouping(tables::LeadGrouping grouping)
{
    m_more->setGrouping(grouping);
}

tables::LeadFilter LeadsView::filterNow() const
{
    return definition().filterAt(m_context.clock(), m_context.replica.settings().dispatch.zone());
}

void LeadsView::showSaved(const QUuid &id, const QString &name, const SavedViewDefinition &definition)
{
    leaveSaved();
    m_narrowed.reset();
    m_bar->setNarrowed({});
    m_view = LeadView::All;
    m_saved = Saved{id, definition};
    m_savedColumns = definition.columns;
    {
        const QSignalBlocker blocker(m_bar);
        m_bar->setView(LeadView::All);
        m_bar->setTitle(name);
        m_bar->setChosen(definition.filter);
    }
    m_more->present(definition);
    m_table->columns().lend(definition.columns.isEmpty() ? m_table->columns().shown() : definition.columns);
    {
        const QSignalBlocker blocker(m_table->horizontalHeader());
        m_table->horizontalHeader()->setSortIndicator(definition.sortColumn, definition.sortOrder);
    }
    m_model->sort(definition.sortColumn, definition.sortOrder);
    m_model->setGrouping(definition.grouping);
    turnBoard(definition.board);
    applyFilter();
    m_table->scrollToTop();
}

/// What belongs to the saved view stays behind.
void LeadsView::leaveSaved()
{
    if (!m_saved)
        return;
    m_table->columns().giveBack();
    m_saved.reset();
    const QSignalBlocker blocker(m_bar);
    m_bar->clear();
    m_more->present({});
    m_model->setGrouping(tables::LeadGrouping::None);
}

/// The same view under the same name, or with what somebody else has changed meanwhile.
void LeadsView::savedViewChanged(const QString &name, const SavedViewDefinition &definition)
{
    if (!m_saved)
        return;
    m_bar->setTitle(name);
    if (definition == m_saved->definition)
        return;
    const bool keeps = isChanged(); // what was just saved, or what the person is in the middle of
    m_saved->definition = definition;
    if (keeps)
        showSaveOffer();
    else
        showSaved(QUuid(m_saved->id), name, SavedViewDefinition(definition));
}

std::optional<QUuid> LeadsView::savedView() const
{
    return m_saved ? std::optional(m_saved->id) : std::nullopt;
}

bool LeadsView::isChanged() const
{
    return m_saved && definition() != m_saved->definition;
}

bool LeadsView::isFiltering() const
{
    return m_bar->isFiltering() || m_more->isFiltering();
}

void LeadsView::clearFilters()
{
    m_bar->clear();
    m_more->clear();
}

void LeadsView::setSaveAction(const QAction *save)
{
    m_saveAction = save;
    connect(save, &QAction::changed, this, &LeadsView::showSaveOffer);
}

/// Beside the filters, as soon as there is something to save.
void LeadsView::showSaveOffer()
{
    QPushButton *save = m_more->saveButton();
    const bool changed = isChanged();
    const bool worth = !m_saved && m_more->isInUse();
    const QString words = m_saved ? tr("Save changes") : tr("Save as a view");
    const QString key = m_saveAction ? keyCapText(m_saveAction->shortcut()) : QString();
    save->setText(key.isEmpty() ? words : tr("%1 (%2)", "a button and its key").arg(words, key));
    save->setVisible(m_saveAction && !m_narrowed && (changed || worth));
    m_more->showLine();
}

void LeadsView::setDetached(bool detached)
{
    const QWidget *focus = window()->focusWidget();
    const bool hadFocus = focus && m_pane->isAncestorOf(focus);
    m_overlay->detach(detached);
    if (hadFocus) // which went along, while the keys stay here
        focusTable();
    if (QWidget *window = m_overlay->window()) {
        window->addActions(m_actions.aboutCurrentLead());
        window->addActions({m_actions.create, m_actions.undo});
    }
}

bool LeadsView::isDetached() const
{
    return m_overlay->isDetached();
}

/// A saved view without leads says so, and its filters stay.
bool LeadsView::showEmptySaved()
{
    if (!m_saved || isChanged())
        return false;
    m_stateAction = [this] { Q_EMIT searchEverywhereRequested(); };
    m_state->present(QStringLiteral("bookmark"), tr("No leads in this view"),
                     tr("Leads show up here as soon as they match its filters."), tr("Show all leads"));
    return true;
}

} // namespace pl::ui
