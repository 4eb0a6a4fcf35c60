#pragma once

#include "models/replica/rowchunks.h"
#include "models/replica/rowtext.h"
#include "models/tables/rowplacing.h"

#include <functional>

namespace pl::tables {

/// What rows are sorted by: what is less comes first, also where the table is sorted the other way round.
struct RowKeys
{
    std::function<std::uint64_t(columns::Row)> key;
    /// Rows with the same key go by this part of their text.
    std::optional<std::size_t> textPart = {};
    bool isAscending = true; ///< texts
};

inline std::uint64_t directed(std::uint64_t key, bool ascending)
{
    return ascending ? key : ~key;
}

inline std::uint64_t orderedKey(qint64 number)
{
    return static_cast<std::uint64_t>(number) ^ (std::uint64_t(1) << 63);
}

/// As many first characters as there is room for.
inline std::uint64_t beginKey(std::string_view text)
{
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < sizeof key; ++i)
        key = key << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0);
    return key;
}

/// Keys of a part of the rows' texts, by their folded characters.
template <class Fixed>
RowKeys textKeys(const replica::RowChunks<Fixed> &rows, std::size_t part, bool ascending)
{
    const auto key = [rows, part, ascending](columns::Row row) {
        return directed(beginKey(replica::foldedPart(rows.text(row), part)), ascending);
    };
    return {key, part, ascending};
}

/// Sorts rows by their keys; among equals the newer comes first, then the id decides. The rows must outlive it.
template <class Fixed>
class RowSorting
{
public:
    RowSorting(const replica::RowChunks<Fixed> &rows, const RowKeys &keys) : m_rows(rows), m_keys(keys) {}

    bool stands(columns::Row a, columns::Row b) const { return isBefore(keyed(a), keyed(b)); }
    void sort(ShownRows &rows) const
    {
        std::vector<Keyed> all;
        all.reserve(rows.size());
        for (const columns::Row row : rows)
            all.push_back(keyed(row));
        std::sort(all.begin(), all.end(), [this](const Keyed &a, const Keyed &b) { return isBefore(a, b); });
        std::transform(all.begin(), all.end(), rows.begin(), [](const Keyed &one) { return one.row; });
    }

private:
    struct Keyed
    {
        std::uint64_t key;
        qint64 made;
        columns::Row row;
        std::string_view text;
    };
    Keyed keyed(columns::Row row) const
    {
        return {m_keys.key(row), m_rows[row].createdAt, row,
                m_keys.textPart ? replica::foldedPart(m_rows.text(row), *m_keys.textPart) : std::string_view()};
    }
    bool isBefore(const Keyed &a, const Keyed &b) const
    {
        if (a.key != b.key)
            return a.key < b.key;
        if (const int order = a.text.compare(b.text); order != 0)
            return m_keys.isAscending ? order < 0 : order > 0;
        return a.made != b.made ? a.made > b.made : m_rows.id(a.row) < m_rows.id(b.row);
    }

    const replica::RowChunks<Fixed> &m_rows;
    const RowKeys &m_keys;
};

} // namespace pl::tables
