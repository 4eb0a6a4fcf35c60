#include "ui/activity/activityview.h"

#include "models/tables/activitytablemodel.h"
#include "models/tables/leadfilter.h"
#include "ui/activity/activityexport.h"
#include "ui/activity/activitytable.h"
#include "ui/views/receivedchip.h"
#include "ui/widgets/filterchip.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statepage.h"
#include "ui/words/errortext.h"
#include "ui/words/words.h"

#include <QAction>
#include <QStackedWidget>

// What the view does; activitylayout.cpp builds it.

namespace pl::ui {

using namespace std::chrono_literals;
using replica::ActivityFeed;
using replica::ActivityFilter;
using replica::ActivityLine;

namespace {

/// The ids of the newest of them, and whether some were left out.
std::pair<QList<QUuid>, bool> newestIds(QList<const Plumber *> rows, int most)
{
    std::sort(rows.begin(), rows.end(), [](const Plumber *a, const Plumber *b) { return a->createdAt > b->createdAt; });
    QList<QUuid> ids;
    for (const Plumber *row : std::as_const(rows).first(std::min<qsizetype>(most, rows.size())))
        ids += row->id;
    return {ids, rows.size() > most};
}

} // namespace

void ActivityView::connectAll()
{
    m_typed.setSingleShot(true);
    m_typed.setInterval(200ms);
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    const auto soon = [this] { m_soon.start(); };
    connect(&m_soon, &QTimer::timeout, this, &ActivityView::linesChanged);
    connect(&m_typed, &QTimer::timeout, this, &ActivityView::applyFilter);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, soon);
    connect(m_model, &QAbstractItemModel::layoutChanged, this, soon);
    connect(m_model, &QAbstractItemModel::modelReset, this, soon);
    connect(&m_feed, &ActivityFeed::stateChanged, this, &ActivityView::feedStateChanged);
    connect(m_who, &FilterChip::chosenChanged, this, &ActivityView::applyFilter);
    connect(m_what, &FilterChip::chosenChanged, this, &ActivityView::applyFilter);
    connect(m_when, &FilterChip::chosenChanged, this, &ActivityView::applyFilter);
    connect(m_search, &QLineEdit::textChanged, &m_typed, qOverload<>(&QTimer::start));
    connect(m_search, &FilterField::left, this, &ActivityView::focusTable);
    connect(m_table, &ActivityTable::rowActivated, this, &ActivityView::showSubject);
    connect(m_table, &ActivityTable::currentLineChanged, this, &ActivityView::updateActions);
    connect(m_table, &ActivityTable::scrolled, this, &ActivityView::readMore, Qt::QueuedConnection);
    connect(m_state, &StatePage::actionTriggered, this, [this] {
        if (m_feed.state() == ActivityFeed::State::Failed)
            m_feed.reload();
        else
            clearFilters();
    });
}

void ActivityView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_feed.open();
}

QTableView &ActivityView::table()
{
    return *m_table;
}

void ActivityView::forget()
{
    m_leadSearch.forget();
    if (m_feed.state() != ActivityFeed::State::Off)
        m_feed.reload();
}

ExportList ActivityView::exportList() const
{
    return activityExport(m_context, *m_table);
}

void ActivityView::focusTable()
{
    m_pages->currentWidget()->setFocus();
}

ActivityFilter::About ActivityView::named(const QString &typed)
{
    m_plumberSearch.setTyped(typed);
    const auto leads = m_leadSearch.find(typed);
    QList<QUuid> leadIds;
    for (const columns::Row row : leads.rows)
        if (leadIds.size() < kMaxNamed)
            leadIds += m_context.replica.columns().id(row);
    QList<const Plumber *> plumbers;
    for (const Plumber &plumber : m_context.replica.plumbers())
        if (m_plumberSearch.finds(plumber.id, plumber.version, {}, [&plumber] {
                return QStringList{plumber.fullName(), plumber.email, plumber.phoneNumber}.join(u'\n');
            }))
            plumbers += &plumber;
    const auto [plumberIds, arePlumbersCut] = newestIds(plumbers, kMaxNamed);
    m_isCut = leads.count > kMaxNamed || arePlumbersCut;
    return {leadIds, plumberIds};
}

void ActivityView::applyFilter()
{
    m_typed.stop();
    ActivityFilter filter;
    filter.actors = m_who->chosen();
    for (const QString &group : m_what->chosen())
        filter.groups += static_cast<replica::ActivityGroup>(group.toInt());
    tables::LeadFilter moments;
    m_when->range().apply(moments, m_context.clock(), m_context.replica.settings().dispatch.zone());
    filter.from = moments.receivedFrom;
    filter.until = moments.receivedUntil;
    m_isCut = false;
    if (const QString typed = m_search->text().trimmed(); !typed.isEmpty())
        filter.about = named(typed);
    m_feed.setFilter(filter);
    m_soon.start();
}

void ActivityView::clearFilters()
{
    m_who->clear();
    m_what->clear();
    m_when->clear();
    m_search->clear();
    applyFilter();
    focusTable();
}

void ActivityView::linesChanged()
{
    m_soon.stop();
    offerActors();
    showCount();
    // A list always has a current row, so that shortcuts work right away.
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
    updateActions();
    showState();
    readMore();
}

void ActivityView::offerActors()
{
    const QStringList actors = m_feed.actors();
    if (actors == m_actors)
        return;
    m_actors = actors;
    QList<FilterChip::Choice> choices;
    for (const QString &actor : actors) {
        const QString name = actorName(actor, m_context.userEmail);
        choices += {actor, actor.contains(u'@') ? tr("%1 (%2)", "a name, an e-mail address").arg(name, actor) : name};
    }
    m_who->setChoices(choices);
}

void ActivityView::showCount()
{
    if (m_isCut)
        return m_count->setText(tr("The newest %1 of many matches. Type more.").arg(kMaxNamed));
    m_count->setText(m_feed.hasMore() ? tr("The newest %Ln line(s)", nullptr, m_model->rowCount())
                                      : tr("%Ln line(s)", nullptr, m_model->rowCount()));
}

void ActivityView::updateActions()
{
    const ActivityLine *line = m_model->lineAt(m_table->currentIndex());
    m_showLead->setEnabled(line && line->leadId());
    m_showPlumber->setEnabled(line && line->plumberId());
    m_clearAction->setEnabled(!m_feed.filter().isEmpty());
}

void ActivityView::showLead()
{
    const ActivityLine *line = m_model->lineAt(m_table->currentIndex());
    if (!line || !line->leadId())
        return;
    if (m_context.replica.lead(*line->leadId()))
        Q_EMIT leadWanted(*line->leadId());
    else
        Q_EMIT noticeWanted(tr("This lead is no longer there: its import was undone."), Notice::Kind::Problem, {}, {});
}

void ActivityView::showPlumber()
{
    const ActivityLine *line = m_model->lineAt(m_table->currentIndex());
    if (!line || !line->plumberId())
        return;
    const Plumber *plumber = m_context.replica.plumber(*line->plumberId());
    if (plumber && plumber->status != PlumberStatus::Removed)
        Q_EMIT plumberWanted(*line->plumberId());
    else
        Q_EMIT noticeWanted(tr("This plumber was removed and is in no list."), Notice::Kind::Problem, {}, {});
}

void ActivityView::showSubject()
{
    const ActivityLine *line = m_model->lineAt(m_table->currentIndex());
    if (line && line->leadId())
        showLead();
    else
        showPlumber();
}

void ActivityView::readMore()
{
    if (isVisible() && m_feed.state() == ActivityFeed::State::Live && m_table->isNearItsEnd())
        m_feed.readOn();
}

void ActivityView::feedStateChanged()
{
    const bool hasFailed = m_feed.state() == ActivityFeed::State::Failed;
    if (hasFailed && !m_hasTold && isVisible() && m_model->rowCount() > 0)
        Q_EMIT noticeWanted(failureText(tr("Older lines could not be loaded"), m_feed.lastError()),
                            Notice::Kind::Problem, tr("Try again"), [this] { m_feed.readOn(); });
    m_hasTold = hasFailed;
    m_soon.start();
}

void ActivityView::showState()
{
    const QWidget *focus = window()->focusWidget();
    const bool hasFocus = focus && m_pages->isAncestorOf(focus);
    QWidget *wanted = m_model->rowCount() > 0 ? static_cast<QWidget *>(m_table) : m_state;
    if (m_pages->currentWidget() != wanted) {
        m_pages->setCurrentWidget(wanted);
        setFocusProxy(wanted);
        if (hasFocus)
            focusTable();
    }
    if (wanted == m_state)
        presentState();
}

void ActivityView::presentState()
{
    using State = ActivityFeed::State;
    if (m_feed.state() == State::Failed)
        m_state->present(QStringLiteral("wifi-off"), tr("The activity could not be loaded"),
                         errorText(m_feed.lastError()), tr("Try again"));
    else if (m_feed.state() != State::Live)
        m_state->present(QStringLiteral("loader-circle"), tr("Loading activity \u2026"), {});
    else if (!m_feed.filter().isEmpty())
        m_state->present(QStringLiteral("search"), tr("No line matches"),
                         tr("Nothing that happened matches the filters."), tr("Clear filters"));
    else
        m_state->present(QStringLiteral("history"), tr("Nothing has happened yet"),
                         tr("When somebody assigns a lead, changes a plumber or a price, or exports a list, it appears "
                            "here."));
}

} // namespace pl::ui
