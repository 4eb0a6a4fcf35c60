#include "models/tables/rowplacing.h"

#include <algorithm>

namespace pl::tables {
namespace {

using columns::Row;

struct ChangedRow
{
    Row row;
    int from; ///< -1: not there
    int to;   ///< the same
    bool isSteady = false;
};

using ChangedRows = std::vector<ChangedRow>;

ChangedRows placesOf(const ShownRows &before, const ShownRows &wanted, const std::vector<Row> &changed)
{
    ChangedRows found;
    for (const Row row : changed)
        found.push_back({row, placeIn(before, row), placeIn(wanted, row)});
    std::sort(found.begin(), found.end(), [](const ChangedRow &a, const ChangedRow &b) { return a.to < b.to; });
    return found;
}

/// How many rows that haven't changed stand before a place.
int unchangedBefore(const ChangedRows &changed, int ChangedRow::*place, int at)
{
    return at - static_cast<int>(std::count_if(changed.begin(), changed.end(), [&](const ChangedRow &one) {
               return one.*place >= 0 && one.*place < at;
           }));
}

/// Finds the rows that can stay where they are while the others are moved.
void markSteady(ChangedRows &changed)
{
    int last = -1;
    for (ChangedRow &one : changed) {
        one.isSteady =
            one.from > last && one.to >= 0 &&
            unchangedBefore(changed, &ChangedRow::from, one.from) == unchangedBefore(changed, &ChangedRow::to, one.to);
        last = one.isSteady ? one.from : last;
    }
}

void removeMissing(PlacedRows &list, const ChangedRows &changed)
{
    std::vector<int> places;
    for (const ChangedRow &one : changed)
        if (one.to < 0 && one.from >= 0)
            places.push_back(one.from);
    std::sort(places.begin(), places.end(), std::greater<>());
    for (const int place : places)
        list.removePlaced(place);
}

} // namespace

int placeIn(const ShownRows &rows, Row row)
{
    const auto at = std::find(rows.begin(), rows.end(), row);
    return at == rows.end() ? -1 : static_cast<int>(at - rows.begin());
}

/// In the order of their new places: the row that each follows is always right already.
void placeRows(PlacedRows &list, const ShownRows &wanted, const std::vector<Row> &changed)
{
    ChangedRows rows = placesOf(list.placed(), wanted, changed);
    markSteady(rows);
    removeMissing(list, rows);
    for (const ChangedRow &one : rows) {
        if (one.to < 0 || one.isSteady)
            continue;
        const int behind = one.to == 0 ? 0 : placeIn(list.placed(), wanted[static_cast<std::size_t>(one.to) - 1]) + 1;
        const int from = one.from < 0 ? -1 : placeIn(list.placed(), one.row);
        if (from < 0)
            list.addPlaced(behind, one.row);
        else if (const int to = from < behind ? behind - 1 : behind; to != from)
            list.movePlaced(from, to);
    }
    for (const ChangedRow &one : rows)
        if (one.to >= 0)
            list.touchPlaced(one.to);
}

} // namespace pl::tables
