#pragma once

#include "models/columns/bitmap.h"

#include <vector>

namespace pl::tables {

using ShownRows = std::vector<columns::Row>;

/// Where a row stands in a list; -1 when it isn't there.
int placeIn(const ShownRows &rows, columns::Row row);

/// A list of rows that tells of each change of one row.
class PlacedRows
{
public:
    virtual ~PlacedRows() = default;
    virtual const ShownRows &placed() const = 0;
    virtual void addPlaced(int at, columns::Row row) = 0;
    virtual void removePlaced(int at) = 0;
    /// `to`: where it stands then.
    virtual void movePlaced(int from, int to) = 0;
    virtual void touchPlaced(int at) = 0;
};

/// Makes a list another one in which only the rows in `changed` stand elsewhere, in one of the two, or have other
/// values. A row that stays between the same neighbors isn't moved. Looks for each of them in both lists, so there
/// should be few.
void placeRows(PlacedRows &list, const ShownRows &wanted, const std::vector<columns::Row> &changed);

} // namespace pl::tables
