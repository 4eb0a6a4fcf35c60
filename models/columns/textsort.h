#pragma once

#include "models/columns/roworder.h"

#include <span>

namespace pl::columns {

/// Sorts rows by a text. Texts of plain characters go by keys of nine characters each, without comparing texts; the
/// others are sorted among themselves and put between those.
class TextSort
{
public:
    /// `order` is by a text and outlives this.
    explicit TextSort(const RowOrder &order) : m_order(order) {}
    /// `rows` come as they shall stand among equals. Says at which places another text begins.
    Bitmap sort(std::vector<Row> &rows);

private:
    struct Plain
    {
        std::uint64_t key;
        std::uint32_t place; ///< in the rows as they came
        bool isAsBefore;     ///< the same text as the one before
    };
    struct Other
    {
        std::string text;
        QString caseFolded; ///< the same
        std::uint32_t place;
    };
    void split(const std::vector<Row> &rows);
    void sortPlain(std::span<Plain> part, std::size_t from);
    void sortEqualKeys(std::span<Plain> part, std::size_t from);
    void sortOthers();
    std::size_t placeOf(const Other &other, std::size_t from);
    bool isBefore(const Plain &plain, const Other &other);
    bool isSame(const Plain &plain, const Other &other);
    std::string_view textOf(const Plain &plain) { return m_order.text((*m_rows)[plain.place], m_buffer); }

    const RowOrder &m_order;
    const std::vector<Row> *m_rows = nullptr;
    std::vector<Plain> m_plain;
    std::vector<Other> m_others;
    std::string m_buffer;
};

} // namespace pl::columns
