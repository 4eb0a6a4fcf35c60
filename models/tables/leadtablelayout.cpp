#include "models/tables/leadtablemodel.h"

// A table of leads that is arranged as a whole, and what holds on to its rows meanwhile.

namespace pl::tables {
namespace {

constexpr std::size_t kFewPlaces = 4; ///< so many are looked for one by one

} // namespace

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

} // namespace pl::tables
