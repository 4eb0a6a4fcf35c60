#pragma once

#include "models/columns/columnfilter.h"
#include "models/columns/columnsearch.h"
#include "models/columns/leadorders.h"

namespace pl::columns {

/// The rows that a table shows: those that pass a filter and a search, in the order of a column. What a table model
/// asks for with every cell takes the same short time for any number of leads.
///
/// Changes of rows, filter, search and order are gathered; update() does them all, and until then the places stay as
/// they are, so that a model can announce a change before it is made. A million leads: about a millisecond after a
/// change of some rows, a few after one of many, after another letter two and what ColumnSearch takes, as long as
/// LeadOrders takes after another order.
class LeadView : public ColumnWatcher
{
public:
    /// Both outlive this, and `orders` is of `columns`.
    LeadView(LeadColumns &columns, LeadOrders &orders);
    ~LeadView() override;
    LeadView(const LeadView &) = delete;
    LeadView &operator=(const LeadView &) = delete;

    void setFilter(const ColumnFilter &filter);
    /// A second filter; only leads that both let through are shown.
    void setWithin(const std::optional<ColumnFilter> &filter);
    void setSearch(const SearchQuery &search);
    void setSort(SortBy by, bool ascending);
    SortBy sortBy() const { return m_by; }
    bool isAscending() const { return m_ascending; }

    /// Whether update() has anything to do at this moment: rows fall due.
    bool isOutdated(Timestamp now) const;
    enum class Change {
        Nothing,
        Rows, ///< those that have changed; the others stand in the same order as before
        All
    };
    Change update(Timestamp now);

    const std::vector<Row> &rows() const { return m_rows; } ///< by place
    std::size_t size() const { return m_rows.size(); }
    Row row(std::size_t place) const { return m_rows[place]; }
    /// kNoRow, as a place, for a row that isn't shown. The first call after update() notes all places: 2 to 6 ms.
    std::uint32_t placeOf(Row row) const;
    bool shows(Row row) const { return row < m_matching.size() && m_matching.test(row); } ///< since update()
    /// Of a row as it is now: what update() decides for all.
    bool matches(Row row, Timestamp now) const;
    std::size_t bytes() const { return (m_rows.capacity() + m_places.capacity()) * sizeof(Row); }

private:
    void leaving(Row row) override { change(row); }
    void arrived(Row row) override { change(row); }
    void change(Row row);
    bool hasTimePassed(Timestamp now) const;
    void matchAll(Timestamp now);
    void matchChanged(Timestamp now);
    void expect(Row row);
    bool changesInTime() const;
    void arrange();
    void placeChanged();
    void insertRow(std::ptrdiff_t place, Row row);

    LeadColumns &m_columns;
    LeadOrders &m_orders;
    FilterRun m_filter;
    std::optional<FilterRun> m_within;
    ColumnSearch m_search;
    SortBy m_by = SortBy::Received;
    bool m_ascending = false;
    bool m_isMatched = false;
    bool m_isSorted = false;
    std::vector<Row> m_changed;
    Bitmap m_matching;
    Timestamp m_asOf = {};
    std::optional<Timestamp> m_next; ///< when time changes which rows match
    std::uint64_t m_namesRevision = 0;
    AssignMinutes m_minutes{};
    std::vector<Row> m_rows;
    mutable std::vector<std::uint32_t> m_places; ///< by row; empty until somebody asks
};

} // namespace pl::columns
