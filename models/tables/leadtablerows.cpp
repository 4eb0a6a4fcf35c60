#include "models/tables/leadtablemodel.h"

#include <algorithm>

// How the rows of a table of leads follow the columns.

namespace pl::tables {
namespace {

constexpr std::size_t kPlacedOneByOne = 200; ///< changed rows
/// Each step looks through all rows, here and in views; beyond that, one layout change takes less time.
constexpr std::size_t kMostSteps = 2'000'000;
constexpr std::size_t kFewPlaces = 4; ///< so many are looked for one by one

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

/// Shows what there is in one layout change that keeps the selection and the current row. Where every row keeps its
/// place, only their data have changed.
void LeadTableModel::arrange()
{
    if (m_grouping == LeadGrouping::None) {
        m_view->update(m_clock());
        if (withKept() == m_shown) {
            arranged();
            return touchAll();
        }
    }
    const Held held = hold();
    fill();
    letGo(held);
}

void LeadTableModel::fill()
{
    m_view->update(m_clock());
    m_shown = m_grouping == LeadGrouping::None ? withKept() : inSections(withKept());
    arranged();
}

void LeadTableModel::arranged()
{
    m_arrangeSoon.stop();
    m_changes.clear();
    m_kept.settle();
}

void LeadTableModel::touchAll()
{
    if (!m_shown.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

/// The rows that match, and those that are kept: where they are held, or where they belong.
const ShownRows &LeadTableModel::withKept()
{
    struct Kept
    {
        columns::Row row;
        columns::HeldPlace place;
    };
    const bool ascending = m_sortOrder == Qt::AscendingOrder;
    std::vector<Kept> kept;
    m_keptOnly.clear();
    for (const QUuid &id : m_kept.ids())
        if (const columns::Row row = leads().rowOf(id); row != columns::kNoRow && !m_view->shows(row)) {
            const columns::HeldPlace *held = m_kept.place(id);
            kept.push_back({row, held ? *held : columns::HeldPlace(leads(), m_view->sortBy(), row)});
            m_keptOnly.push_back(row);
        }
    if (kept.empty())
        return m_view->rows();
    std::sort(kept.begin(), kept.end(),
              [&](const Kept &a, const Kept &b) { return a.place.stands(leads(), b.place, ascending); });
    m_withKept.clear();
    auto from = m_view->rows().begin();
    for (const Kept &one : kept) {
        const auto to = std::partition_point(
            from, m_view->rows().end(), [&](columns::Row row) { return one.place.isBehind(leads(), row, ascending); });
        m_withKept.insert(m_withKept.end(), from, to);
        m_withKept.push_back(one.row);
        from = to;
    }
    m_withKept.insert(m_withKept.end(), from, m_view->rows().end());
    return m_withKept;
}

void LeadTableModel::addPlaced(int at, std::span<const columns::Row> rows)
{
    beginInsertRows({}, at, at + static_cast<int>(rows.size()) - 1);
    m_shown.insert(m_shown.begin() + at, rows.begin(), rows.end());
    endInsertRows();
}

void LeadTableModel::removePlaced(int first, int last)
{
    beginRemoveRows({}, first, last);
    m_shown.erase(m_shown.begin() + first, m_shown.begin() + last + 1);
    endRemoveRows();
}

void LeadTableModel::movePlaced(int from, int to)
{
    beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
    const auto first = m_shown.begin();
    if (from < to)
        std::rotate(first + from, first + from + 1, first + to + 1);
    else
        std::rotate(first + to, first + from, first + from + 1);
    endMoveRows();
}

void LeadTableModel::touchPlaced(int first, int last)
{
    Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
}

/// A layout change must not change the number of rows while views update, so persistent indexes are moved by hand and
/// those of hidden rows become invalid.
LeadTableModel::Held LeadTableModel::hold()
{
    Q_EMIT layoutAboutToBeChanged();
    Held held{persistentIndexList(), {}};
    QHash<columns::Row, QUuid> others;
    if (!held.indexes.isEmpty())
        m_changes.forEachOther(leads(), [&](columns::Row row, const QUuid &was) { others.insert(row, was); });
    for (const QModelIndex &index : std::as_const(held.indexes))
        held.ids.push_back(idOf(shownAt(index), others));
    return held;
}

QUuid LeadTableModel::idOf(columns::Row shown, const QHash<columns::Row, QUuid> &others) const
{
    if (shown & kHead)
        return m_groups.groups()[sectionOf(shown)].id;
    const auto other = others.constFind(shown);
    return other != others.cend() ? *other : leads().id(shown);
}

void LeadTableModel::letGo(const Held &held)
{
    std::vector<columns::Row> shown;
    for (const QUuid &id : held.ids) {
        const int section = m_grouping == LeadGrouping::None ? -1 : m_groups.find(id);
        shown.push_back(section < 0 ? leads().rowOf(id) : kHead | static_cast<columns::Row>(section));
    }
    const QHash<columns::Row, int> places = placesOf(shown);
    QModelIndexList indexes;
    for (qsizetype i = 0; i < held.indexes.size(); ++i)
        indexes += index(places.value(shown[static_cast<std::size_t>(i)], -1), held.indexes[i].column());
    changePersistentIndexList(held.indexes, indexes);
    Q_EMIT layoutChanged();
}

/// Where each of them is; -1 for those that aren't.
QHash<columns::Row, int> LeadTableModel::placesOf(const std::vector<columns::Row> &shown) const
{
    QHash<columns::Row, int> places;
    for (const columns::Row row : shown)
        places.insert(row, -1);
    if (std::size_t(places.size()) <= kFewPlaces) {
        for (auto place = places.begin(); place != places.end(); ++place)
            *place = placeIn(m_shown, place.key());
        return places;
    }
    columns::Bitmap wanted(leads().rows());
    for (const columns::Row row : shown)
        if (row < wanted.size())
            wanted.set(row);
    for (std::size_t at = 0; at < m_shown.size(); ++at)
        if (m_shown[at] >= wanted.size() || wanted.test(m_shown[at]))
            if (const auto place = places.find(m_shown[at]); place != places.end())
                *place = static_cast<int>(at);
    return places;
}

/// Only for which rows there are; the view writes the words about time.
void LeadTableModel::timePassed()
{
    if (m_view->isOutdated(m_clock()))
        arrange();
}

} // namespace pl::tables
