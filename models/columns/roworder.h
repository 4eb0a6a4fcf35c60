#pragma once

#include "models/columns/leadcolumns.h"

namespace pl::columns {

/// What leads are sorted by: the columns of a table of leads.
enum class SortBy { Urgency, Deadline, Customer, Service, Zip, Phone, Status, Plumber, Received, Email, Count };

/// How two leads compare in one column, and among equals.
class RowOrder
{
public:
    /// `columns` outlives this.
    RowOrder(const LeadColumns &columns, SortBy by) : m_columns(columns), m_by(by) {}

    /// By the column alone, ascending, or the newest first when that is Received: less than, equal to or greater than
    /// 0.
    int compare(Row a, Row b) const;
    /// Among equals: the newer first, then by id.
    bool isNewer(Row a, Row b) const;
    /// By both.
    bool before(Row a, Row b) const
    {
        const int order = compare(a, b);
        return order != 0 ? order < 0 : isNewer(a, b);
    }
    /// Whether `a` stands before `b` in a table that is sorted this way.
    bool stands(Row a, Row b, bool ascending) const;
    bool isByText() const { return isText(m_by); }
    static bool isText(SortBy by) { return by == SortBy::Customer || by == SortBy::Phone || by == SortBy::Email; }
    /// What isByText() columns are sorted by, as people read it but for the case; numbers from abroad go by their
    /// digits. Valid as long as `buffer` and the row.
    std::string_view text(Row row, std::string &buffer) const;
    /// What the others are sorted by.
    qint64 number(Row row) const;
    const LeadColumns &columns() const { return m_columns; }

    /// One row that is compared with many.
    class Place
    {
    public:
        /// `order` outlives this.
        Place(const RowOrder &order, Row row);
        /// Whether another row stands before it.
        bool isBehind(Row other) const;

    private:
        const RowOrder &m_order;
        const Row m_row;
        qint64 m_number = 0;
        std::string m_text;
        mutable std::string m_buffer;
    };

private:
    const LeadColumns &m_columns;
    SortBy m_by;
};

} // namespace pl::columns
