#include "ui/leads/leadsview.h"

#include "models/tables/leadtablemodel.h"
#include "ui/leads/bulkactions.h"
#include "ui/leads/bulkbar.h"
#include "ui/leads/bulkpane.h"
#include "ui/leads/detailpane.h"
#include "ui/leads/filterbar.h"
#include "ui/leads/leadactions.h"
#include "ui/leads/leadboard.h"
#include "ui/leads/leadexport.h"
#include "ui/leads/leadselection.h"
#include "ui/leads/leadtable.h"
#include "ui/leads/sectionkeys.h"
#include "ui/views/morefilters.h"
#include "ui/widgets/paneoverlay.h"
#include "ui/widgets/statepage.h"

#include <QBoxLayout>
#include <QFrame>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>

namespace pl::ui {
namespace {

bool needsPlumber(const Lead &lead)
{
    return lead.status == LeadStatus::New && !lead.erasedAt;
}

bool needsPlumber(columns::LeadState lead)
{
    return lead.status() == LeadStatus::New && !lead.isErased();
}

} // namespace

LeadsView::LeadsView(OfficeContext &context, LeadActions &actions, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_actions(actions)
    , m_model(new tables::LeadTableModel(context.replica, this, context.clock))
    , m_bar(new FilterBar(this))
    , m_bulk(new BulkActions(context, actions, parent ? parent : this))
    , m_more(new MoreFilters(context, this))
    , m_table(new LeadTable(context, *m_model, this))
    , m_board(new LeadBoard(context, *m_model, this))
    , m_boardButton(new QToolButton(this))
    , m_state(new StatePage(this))
    , m_stack(new QStackedWidget(this))
    , m_pane(new DetailPane(context, actions, this))
    , m_bulkBar(new BulkBar(*m_bulk, actions, this))
    , m_bulkPane(new BulkPane(context, *m_bulk, this))
{
    setObjectName(QStringLiteral("leadsView"));
    m_state->setObjectName(QStringLiteral("leadsState"));
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_board);
    m_stack->addWidget(m_state);
    auto *list = new QWidget(this);
    auto *listLayout = new QVBoxLayout(list);
    listLayout->setContentsMargins(0, 0, 0, 0);
    listLayout->setSpacing(0);
    auto *line = new QFrame(list);
    line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    listLayout->addWidget(buildBars());
    listLayout->addWidget(m_more);
    listLayout->addWidget(line);
    listLayout->addWidget(m_stack, 1);
    m_overlay = new PaneOverlay(this, list, m_pane, context.settings, QStringLiteral("leads/splitter"));

    connectParts();
    m_bar->setServices(context.replica.services());
    connectBulk();
    connectBoard();
    new SectionKeys(*m_table, *m_model);
    connectFilters();
    setView(LeadView::ToAssign);
}

LeadsView::~LeadsView() = default;

void LeadsView::connectParts()
{
    m_table->addActions(m_actions.aboutCurrentLead());
    m_actions.setAnchor([this] { return currentOnScreen(); });
    connect(m_bar, &FilterBar::filterChanged, this, &LeadsView::applyFilter);
    connect(m_bar, &FilterBar::narrowedRemoved, this, &LeadsView::widen);
    connect(m_bar->columnMenu(), &QMenu::aboutToShow, this, [this] {
        m_bar->columnMenu()->clear();
        m_table->columns().fillMenu(m_bar->columnMenu());
    });
    connect(m_table, &LeadTable::currentLeadChanged, this, &LeadsView::currentLeadChanged);
    m_actions.setGoOn([this](const QUuid &leadId) { return goOn(leadId); });
    connect(m_table, &LeadTable::rowActivated, this, &LeadsView::activateRow);
    connect(m_table, &LeadTable::detailsWanted, this, [this] {
        if (m_table->selection().isEmpty())
            m_overlay->show();
    });
    connect(m_table->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &LeadsView::sortBy);
    connect(m_overlay, &PaneOverlay::closed, this, &LeadsView::focusTable);
    connect(m_overlay, &PaneOverlay::left, this, &LeadsView::leavePane);
    connect(m_pane, &DetailPane::leadWanted, this, &LeadsView::showLead);
    connect(&m_actions, &LeadActions::leadCreated, this, &LeadsView::showLead);
    connectRows();
}

void LeadsView::connectRows()
{
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_model, signal, this, &LeadsView::rowsChanged);
    connect(m_model, &QAbstractItemModel::layoutChanged, this, &LeadsView::rowsChanged);
    connect(m_model, &QAbstractItemModel::modelReset, this, &LeadsView::selectSomething);
    connect(&m_context.replica, &replica::OfficeReplica::connectionChanged, this, &LeadsView::showState);
    connect(&m_context.replica, &replica::OfficeReplica::settingsChanged, this,
            [this] { m_bar->setServices(m_context.replica.services()); });
    // By a copy: what an action does may put another one in its place.
    connect(m_state, &StatePage::actionTriggered, this, [this] {
        const auto run = m_stateAction;
        run();
    });
    connect(m_state, &StatePage::secondActionTriggered, this, [this] {
        const auto run = m_stateSecondAction;
        run();
    });
}

void LeadsView::setView(LeadView view)
{
    leaveSaved();
    m_view = view;
    m_narrowed.reset();
    m_bar->setNarrowed({});
    m_bar->setView(view);
    restoreSort();
    restoreShape();
    applyFilter();
    m_table->scrollToTop();
}

ExportList LeadsView::exportList() const
{
    return leadExport(m_context, *m_table, m_bar->title());
}

void LeadsView::activateRow()
{
    if (m_table->hasMany())
        return; // a double click with Ctrl
    const Lead *lead = m_context.replica.lead(m_table->currentLead());
    if (lead && needsPlumber(*lead))
        return m_actions.openAssign();
    showDetails();
}

/// Downward, then from the top. Whoever has gone elsewhere meanwhile stays there.
bool LeadsView::goOn(const QUuid &leadId)
{
    const int start = m_model->rowOf(leadId);
    const int count = m_model->rowCount();
    for (int step = 1; step <= count; ++step) {
        const columns::Row next = m_model->leadRow(m_model->index((start + step) % count, 0));
        if (next == columns::kNoRow || !needsPlumber(m_model->leads().state(next)))
            continue;
        const QUuid id = m_model->leads().id(next);
        if (id == leadId)
            continue;
        if (m_table->currentLead() == leadId)
            m_table->selectLead(id);
        return true;
    }
    return false;
}

void LeadsView::keyPressEvent(QKeyEvent *event)
{
    const QWidget *focus = window()->focusWidget();
    const bool isInPane = focus && m_pane->isAncestorOf(focus);
    if (event->key() == Qt::Key_Escape && (isInPane || m_bulk->phase() == BulkActions::Phase::Ended))
        return leavePane();
    QWidget::keyPressEvent(event);
}

void LeadsView::setSearch(const QString &text)
{
    if (text == m_search)
        return;
    m_search = text;
    applyFilter();
}

void LeadsView::applyFilter()
{
    const tables::LeadFilter filter = filterNow();
    m_model->setFilter(filter, m_narrowed);
    m_board->setListed(filter.statuses);
    selectSomething();
    showSaveOffer();
}

QString LeadsView::sortKey() const
{
    return QStringLiteral("leads/sort/") + keyOf(m_view);
}

void LeadsView::restoreSort()
{
    const TableSort sort =
        TableSort::kept(m_context.settings, sortKey(), tables::LeadTableModel::ColumnCount, sortOf(m_view));
    const QSignalBlocker blocker(m_table->horizontalHeader());
    m_table->horizontalHeader()->setSortIndicator(sort.column, sort.order);
    m_model->sort(sort.column, sort.order);
    m_table->columns().fit();
}

void LeadsView::sortBy(int column, Qt::SortOrder order)
{
    m_model->sort(column, order);
    m_table->columns().fit();
    if (!m_saved)
        TableSort{column, order}.keep(m_context.settings, sortKey());
    showSaveOffer();
}

void LeadsView::currentLeadChanged(const QUuid &leadId)
{
    m_model->release(m_pane->lead());
    m_model->keep(leadId);
    m_pane->showLead(leadId);
    m_board->setCurrentLead(leadId);
    m_actions.setCurrentLead(leadId);
}

void LeadsView::rowsChanged()
{
    m_bar->setCount(m_model->leadCount());
    showState();
    if (!m_table->currentIndex().isValid() && m_pane->lead() != QUuid())
        currentLeadChanged({});
}

/// A list that opens has a current row, so that the keys work at once.
void LeadsView::selectSomething()
{
    rowsChanged();
    const QModelIndex before = m_table->currentIndex();
    if (!m_model->leadAt(before) && !m_model->groupAt(before) && m_model->rowCount() > 0) {
        const bool hasHead = m_model->groupAt(m_model->index(0, 0)) && m_model->leadAt(m_model->index(1, 0));
        m_table->setCurrentIndex(m_model->index(hasHead ? 1 : 0, m_table->horizontalHeader()->logicalIndex(0)));
    }
    currentLeadChanged(m_table->currentLead());
}

void LeadsView::showLead(const QUuid &leadId)
{
    if (m_model->rowOf(leadId) < 0 && !m_model->reveal(leadId)) {
        clearFilters();
        Q_EMIT searchCleared();
        m_search.clear();
        applyFilter();
    }
    if (m_table->selectLead(leadId)) {
        m_table->scrollTo(m_table->currentIndex());
        rowsWidget()->setFocus();
        return;
    }
    // Not in this list, whatever the filters: the pane can show it all the same.
    m_table->setCurrentIndex({});
    currentLeadChanged(leadId);
}

void LeadsView::showNarrowed(const tables::LeadFilter &filter, const QString &title)
{
    setView(LeadView::All);
    clearFilters();
    m_search.clear();
    Q_EMIT searchCleared();
    m_narrowed = filter;
    m_bar->setNarrowed(title);
    applyFilter();
    m_table->scrollToTop();
    focusTable();
}

void LeadsView::widen()
{
    m_narrowed.reset();
    applyFilter();
}

void LeadsView::focusTable()
{
    m_stack->currentWidget()->setFocus();
}

void LeadsView::fillColumnMenu(QMenu *menu)
{
    m_table->columns().fillMenu(menu);
}

void LeadsView::setOverlay(bool overlay)
{
    m_overlay->turn(overlay);
}

} // namespace pl::ui
