#include "models/tables/leadtablemodel.h"

#include <algorithm>

// How the rows of a table of leads follow the columns.

namespace pl::tables {
namespace {

constexpr std::size_t kPlacedOneByOne = 200; ///< changed rows
/// Each step looks through all rows, here and in views; beyond that, one layout change takes less time.
constexpr std::size_t kMostSteps = 2'000'000;

} // namespace

void LeadTableModel::leaving(columns::Row row)
{
    const QUuid id = leads().id(row);
    m_leaving = {row, id};
    m_changes.note(row, id);
    if (m_kept.ids().contains(id) && shows(id))
        m_kept.note(id, columns::HeldPlace(leads(), static_cast<columns::SortBy>(m_sortColumn), row));
}

void LeadTableModel::arrived(columns::Row row)
{
    const bool isSame = m_leaving == std::pair(row, leads().id(row));
    m_leaving = {columns::kNoRow, {}};
    if (isSame)
        return;
    m_changes.note(row, {});
    if (row < m_changedByOthers.size())
        m_changedByOthers[row] = 0; // of the lead that had the number before
}

void LeadTableModel::openView()
{
    m_view = std::make_unique<columns::LeadView>(m_engine->columns, m_engine->orders);
    m_view->setFilter(m_filter);
    m_view->setSearch(m_filter.query());
    m_view->setWithin(m_within);
    m_view->setSort(static_cast<columns::SortBy>(m_sortColumn), m_sortOrder == Qt::AscendingOrder);
}

/// Rows that are there stay where a person has them: all leads come in the place of the newest ones.
void LeadTableModel::startAnew()
{
    const auto take = [this] {
        m_changes.clear();
        m_changedByOthers.clear();
        m_kept.leaveSections();
        m_view.reset();
        m_engine.put(m_replica.engine());
        openView();
        fill();
    };
    if (m_shown.empty() || !m_replica.hasLeads()) {
        beginResetModel();
        take();
        endResetModel();
    } else {
        const Held held = hold();
        take();
        letGo(held);
    }
}

void LeadTableModel::take(const QList<Lead> &leads, bool fromServer)
{
    if (fromServer)
        stamp(leads);
    for (const Lead &lead : leads) // also what is told of a row that is as it was
        if (const columns::Row row = this->leads().rowOf(lead.id); row != columns::kNoRow)
            m_changes.note(row, lead.id);
    holdPlaces();
    m_grouping == LeadGrouping::None ? placeChanged() : arrangeInTime();
}

void LeadTableModel::stamp(const QList<Lead> &leads)
{
    m_changedByOthers.resize(this->leads().rows());
    const qint64 now = m_clock().micros;
    for (const Lead &lead : leads)
        if (const columns::Row row = this->leads().rowOf(lead.id); row != columns::kNoRow)
            m_changedByOthers[row] = now;
}

/// Before a change is shown: remembers the places of kept rows.
void LeadTableModel::holdPlaces()
{
    holdSections();
    for (const QUuid &id : m_kept.ids()) {
        const columns::Row row = leads().rowOf(id);
        if (row == columns::kNoRow || matches(row))
            m_kept.free(id);
        else
            m_kept.hold(id);
    }
}

void LeadTableModel::placeChanged()
{
    const std::vector<columns::Row> rows = m_changes.rows();
    bool isOther = false;
    m_changes.forEachOther(leads(), [&](columns::Row row, const QUuid &was) {
        isOther = isOther || (leads().live().test(row) && !was.isNull());
    });
    if (rows.size() > kPlacedOneByOne || isOther || m_view->update(m_clock()) == columns::LeadView::Change::All)
        return arrange();
    const RowPlacing placing(m_shown, withKept(), rows);
    if (placing.steps() * m_shown.size() > kMostSteps)
        return arrange();
    placing.run(*this);
    arranged();
}

void LeadTableModel::arranged()
{
    m_arrangeSoon.stop();
    m_changes.clear();
    m_kept.settle();
}

/// The rows that match, and those that are kept: where they are held, or where they belong.
const ShownRows &LeadTableModel::withKept()
{
    const KeptRows kept = keptOnly();
    m_keptOnly.clear();
    for (const auto &[row, place] : kept)
        m_keptOnly.push_back(row);
    if (kept.empty())
        return m_view->rows();
    m_withKept.clear();
    auto from = m_view->rows().begin();
    for (const auto &[row, place] : kept) {
        const auto to = std::partition_point(from, m_view->rows().end(), [&, &held = place](columns::Row other) {
            return held.isBehind(leads(), other, m_view->isAscending());
        });
        m_withKept.insert(m_withKept.end(), from, to);
        m_withKept.push_back(row);
        from = to;
    }
    m_withKept.insert(m_withKept.end(), from, m_view->rows().end());
    return m_withKept;
}

/// Those that no longer match, in the table's order.
LeadTableModel::KeptRows LeadTableModel::keptOnly() const
{
    KeptRows kept;
    for (const QUuid &id : m_kept.ids())
        if (const columns::Row row = leads().rowOf(id); row != columns::kNoRow && !m_view->shows(row)) {
            const columns::HeldPlace *held = m_kept.place(id);
            kept.emplace_back(row, held ? *held : columns::HeldPlace(leads(), m_view->sortBy(), row));
        }
    std::sort(kept.begin(), kept.end(), [this](const auto &a, const auto &b) {
        return a.second.stands(leads(), b.second, m_view->isAscending());
    });
    return kept;
}

/// Only for which rows there are; the view writes the words about time.
void LeadTableModel::timePassed()
{
    if (m_view->isOutdated(m_clock()))
        arrange();
}

} // namespace pl::tables
