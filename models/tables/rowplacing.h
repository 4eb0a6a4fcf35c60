#pragma once

#include "models/columns/bitmap.h"

#include <optional>
#include <span>
#include <vector>

namespace pl::tables {

using ShownRows = std::vector<columns::Row>;

/// Where a row stands in a list; -1 when it isn't there.
int placeIn(const ShownRows &rows, columns::Row row);

/// A list of rows that tells of its changes.
class PlacedRows
{
public:
    virtual ~PlacedRows() = default;
    virtual const ShownRows &placed() const = 0;
    virtual void addPlaced(int at, std::span<const columns::Row> rows) = 0;
    virtual void removePlaced(int first, int last) = 0;
    /// `to`: where it stands then.
    virtual void movePlaced(int from, int to) = 0;
    virtual void touchPlaced(int first, int last) = 0;
};

/// How a list becomes another one in which only some rows stand elsewhere, are in one of the two, or have other values.
/// A row that stays between the same neighbors isn't moved; rows that come or go side by side do so at once.
class RowPlacing
{
public:
    /// `changed`: in ascending order, each once. All outlive this, and stay as they are until run().
    RowPlacing(const ShownRows &before, const ShownRows &wanted, const std::vector<columns::Row> &changed);

    /// How often run() adds, removes and moves rows. Each looks through the list.
    std::size_t steps() const;
    /// `list` has the rows that were there before.
    void run(PlacedRows &list) const;

private:
    struct Changed
    {
        int from = -1; ///< -1: not there
        int to = -1;   ///< the same
        bool isSteady = false;
    };
    struct Run
    {
        int first;
        int last;
    };
    static void findPlaces(const ShownRows &rows, const std::vector<columns::Row> &wanted,
                           std::vector<Changed> &changed, int Changed::*place);
    void markSteady();
    std::vector<Run> removals() const;
    std::size_t addedWith(std::size_t first) const;
    template <class F>
    void forEachRun(F &&use) const;
    void touch(PlacedRows &list) const;

    const ShownRows &m_wanted;
    std::vector<Changed> m_changed; ///< in the order of their new places, before them those that have none
};

} // namespace pl::tables
