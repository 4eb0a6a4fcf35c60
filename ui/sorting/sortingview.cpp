#include "ui/sorting/sortingview.h"

#include "models/tables/intaketablemodel.h"
#include "ui/sorting/intaketable.h"
#include "ui/sorting/sortingactions.h"
#include "ui/sorting/sortingdesk.h"
#include "ui/sorting/sortingpane.h"
#include "ui/style/shown.h"
#include "ui/widgets/filterchip.h"
#include "ui/widgets/keycap.h"
#include "ui/widgets/paneoverlay.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statepage.h"
#include "ui/words/errortext.h"

#include <QStackedWidget>

// What the page does; sortinglayout.cpp builds it.

namespace pl::ui {

using replica::IntakeReplica;
using replica::OfficeReplica;
using tables::IntakeFilter;

QList<QAction *> SortingView::menuActions() const
{
    return m_actions->all();
}

QList<std::pair<QString, QString>> SortingView::keys() const
{
    const auto key = [](const QAction *action) { return keyCapText(action->shortcut()); };
    return {{keyCapText(Qt::Key_Return), tr("Map")},
            {key(m_actions->discard), wordsOfMenuText(m_actions->discard->text())},
            {key(m_actions->retry), wordsOfMenuText(m_actions->retry->text())},
            {QStringLiteral("/"), tr("Search")}};
}

void SortingView::connectAll()
{
    connect(m_sources, &FilterChip::chosenChanged, this, &SortingView::applyFilter);
    connect(m_causes, &FilterChip::chosenChanged, this, &SortingView::applyFilter);
    connect(m_table, &IntakeTable::currentItemChanged, m_desk, &SortingDesk::show);
    connect(m_table, &IntakeTable::rowActivated, this, &SortingView::map);
    connect(m_table, &IntakeTable::detailsWanted, m_overlay, &PaneOverlay::show);
    connect(m_overlay, &PaneOverlay::closed, this, &SortingView::focusTable);
    connect(m_pane, &SortingPane::left, this, &SortingView::focusTable);
    connect(m_actions, &SortingActions::noticeWanted, this, &SortingView::noticeWanted);
    connect(m_actions, &SortingActions::undoRequested, this, &SortingView::undoRequested);
    connect(m_actions, &SortingActions::leadFormWanted, this, &SortingView::leadFormWanted);
    connect(m_state, &StatePage::actionTriggered, this, [this] {
        if (m_model->filter().isEmpty())
            return m_context.intake->replica().syncNow();
        m_sources->clear();
        m_causes->clear();
        focusTable();
    });
    m_actions->setAnchor([this] {
        const QRect row = m_table->visualRect(m_table->currentIndex());
        return QRect(m_table->viewport()->mapToGlobal(row.topLeft()), row.size());
    });
}

void SortingView::connectModel()
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    const auto soon = [this] { m_soon.start(); };
    connect(&m_soon, &QTimer::timeout, this, &SortingView::rowsChanged);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_model, signal, this, soon);
    connect(m_model, &QAbstractItemModel::dataChanged, this, soon);
    connect(m_model, &QAbstractItemModel::layoutChanged, this, soon);
    connect(m_model, &QAbstractItemModel::modelReset, this, soon);
    const IntakeReplica &intake = m_context.intake->replica();
    connect(&intake, &IntakeReplica::itemsChanged, this, soon);
    connect(&intake, &IntakeReplica::stateChanged, this, &SortingView::showState);
    connect(&m_context.replica, &OfficeReplica::settingsChanged, this, soon);
}

void SortingView::setOverlay(bool overlay)
{
    m_overlay->turn(overlay);
}

void SortingView::focusTable()
{
    m_pages->currentWidget()->setFocus();
}

void SortingView::map()
{
    m_overlay->show();
    m_pane->focusBody();
}

/// Offers only sources whose name the person may know and that occur.
void SortingView::offerChoices()
{
    QHash<QUuid, QString> names;
    for (const IntakeItem &item : m_context.intake->replica().items())
        if (const QString name = m_context.replica.sourceName(item.sourceId); !name.isEmpty())
            names.insert(item.sourceId, name);
    QList<FilterChip::Choice> choices;
    for (auto it = names.cbegin(); it != names.cend(); ++it)
        choices += {it.key().toString(QUuid::WithoutBraces), it.value()};
    std::sort(choices.begin(), choices.end(), [](const FilterChip::Choice &one, const FilterChip::Choice &other) {
        return QString::localeAwareCompare(one.text, other.text) < 0;
    });
    m_sources->setChoices(choices);
    m_sources->setVisible(!choices.isEmpty());
}

void SortingView::applyFilter()
{
    IntakeFilter filter;
    for (const QString &key : m_sources->chosen())
        filter.sources.insert(QUuid::fromString(key));
    for (const QString &key : m_causes->chosen())
        if (const auto cause = enumFromName<IntakeCause>(key))
            filter.causes.insert(*cause);
    m_model->setFilter(filter);
    rowsChanged();
}

void SortingView::rowsChanged()
{
    m_soon.stop();
    offerChoices();
    m_count->setText(tr("%Ln item(s)", nullptr, m_model->rowCount()));
    // A list always has a current row, so that shortcuts work right away.
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
    m_desk->show(m_table->currentIndex().data(tables::IntakeTableModel::ItemIdRole).toUuid());
    const int waiting = m_context.intake->replica().waitingCount();
    if (std::exchange(m_waiting, waiting) != waiting)
        Q_EMIT waitingChanged(waiting);
    showState();
}

void SortingView::showState()
{
    const QWidget *focus = window()->focusWidget();
    const bool hasFocus = focus && m_pages->isAncestorOf(focus);
    QWidget *wanted = m_model->rowCount() > 0 ? static_cast<QWidget *>(m_table) : m_state;
    if (m_pages->currentWidget() != wanted) {
        m_pages->setCurrentWidget(wanted);
        if (hasFocus)
            focusTable();
    }
    if (wanted == m_state)
        presentState();
}

void SortingView::presentState()
{
    const IntakeReplica &intake = m_context.intake->replica();
    using State = IntakeReplica::State;
    if (!m_model->filter().isEmpty() && intake.state() != State::Loading)
        m_state->present(QStringLiteral("search"), tr("Nothing here matches"),
                         tr("None of the items match the filters."), tr("Clear filters"));
    else if (intake.state() == State::Failed)
        m_state->present(QStringLiteral("wifi-off"), tr("The items could not be loaded"), errorText(intake.lastError()),
                         tr("Try again"));
    else if (intake.state() == State::Live)
        m_state->present(QStringLiteral("shuffle"), tr("Nothing to sort"),
                         tr("What sources send that can't become a lead by itself waits here."));
    else
        m_state->present(QStringLiteral("loader-circle"), tr("Loading items\u2026"), {});
}

} // namespace pl::ui
