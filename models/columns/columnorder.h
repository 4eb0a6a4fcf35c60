#pragma once

#include "models/columns/roworder.h"

namespace pl::columns {

/// All leads in the order of one column, ascending, kept through changes. Four bytes a lead, and a bit for where a new
/// value begins: so the descending order, in which the newer of equals comes first, too, is read off the same rows.
class ColumnOrder
{
public:
    /// Sorts. `newest` has all leads by isNewer(); null for making just that order, of which only forward() is of use.
    /// A million: 5 to 20 ms for numbers and names from dictionaries, a few 100 ms for texts.
    void sort(const RowOrder &order, const ColumnOrder *newest);
    /// Takes out the rows in `changed` and puts those that are leads where they belong now: one pass over all, and some
    /// comparisons for each of them.
    void merge(const RowOrder &order, const Bitmap &changed);

    std::size_t size() const { return m_rows.size(); }
    const std::vector<Row> &rows() const { return m_rows; }

    /// Calls `use(row)` for every lead in the wanted order.
    template <class F>
    void forEach(bool ascending, F &&use) const
    {
        if (ascending) {
            for (const Row row : m_rows)
                use(row);
            return;
        }
        for (std::size_t end = m_rows.size(); end > 0;) {
            std::size_t first = end - 1;
            while (first > 0 && !m_begins.test(first))
                --first;
            for (std::size_t at = first; at < end; ++at)
                use(m_rows[at]);
            end = first;
        }
    }
    void write(ImageWriter &to) const;
    /// Of all rows that are set in `live`. False when it isn't.
    bool read(ImageReader &from, const Bitmap &live);
    std::size_t bytes() const { return m_rows.capacity() * sizeof(Row) + m_begins.size() / 8; }

private:
    void sortNewest(const RowOrder &order);
    void sortNumbers(const RowOrder &order, const std::vector<Row> &newest);
    void markBegins(const RowOrder &order);
    void takeOut(const Bitmap &changed);
    void putIn(const RowOrder &order, const std::vector<Row> &moved);

    std::vector<Row> m_rows;
    Bitmap m_begins; ///< by place: another value than the row before
};

} // namespace pl::columns
