#pragma once

#include "models/columns/columnorder.h"

namespace pl::columns {

/// The leads in the order of any column, made when one asks for it and kept through changes after that: the newest
/// first, the three orders by text, which take longest to make, and the one of the others that was asked for last. So
/// at most 21 bytes a lead.
class LeadOrders : public ColumnWatcher
{
public:
    /// `columns` outlives this.
    explicit LeadOrders(LeadColumns &columns);
    ~LeadOrders() override;
    LeadOrders(const LeadOrders &) = delete;
    LeadOrders &operator=(const LeadOrders &) = delete;

    /// Makes those that take long: for the thread that makes the columns.
    void prepare();
    void prepareNewest() { order(SortBy::Received); }
    /// Those that take long.
    void write(ImageWriter &to);
    /// Those of columns that were read, where none was made yet. False when they aren't what was written. What was
    /// sorted for another language is made again when it is asked for.
    bool read(ImageReader &from);
    /// Calls `use(row)` for every lead, sorted by `by`; among equals the newer first, then by id.
    template <class F>
    void forEach(SortBy by, bool ascending, F &&use)
    {
        // That order is kept with the newest first.
        order(by).forEach(by == SortBy::Received ? !ascending : ascending, use);
    }
    std::size_t bytes() const;

private:
    struct Kept
    {
        ColumnOrder order;
        bool isMade = false;
        Bitmap changed = Bitmap();
        std::size_t changes = 0;
    };
    void leaving(Row row) override { change(row); }
    void arrived(Row row) override { change(row); }
    void change(Row row);
    const ColumnOrder &order(SortBy by);
    void make(Kept &kept, SortBy by);
    void dropOthers(SortBy by);
    void dropOutdated();
    bool readKept(ImageReader &from, SortBy by);
    Kept &kept(SortBy by) { return m_kept[static_cast<std::size_t>(by)]; }

    LeadColumns &m_columns;
    std::array<Kept, static_cast<std::size_t>(SortBy::Count)> m_kept;
    std::uint64_t m_namesRevision = 0; ///< of the order by plumber
    AssignMinutes m_minutes{};         ///< of the order by deadline
};

} // namespace pl::columns
