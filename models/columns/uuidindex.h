#pragma once

#include "models/columns/bitmap.h"

#include <QUuid>

namespace pl::columns {

/// From ids to rows: open addressing, four bytes a place, at most 2/3 full. The ids themselves stay in the column that
/// each call is handed, in which `ids[row]` is the row's id.
class UuidIndex
{
public:
    /// Makes room for this many rows at once.
    void reserve(std::size_t rows, const std::vector<QUuid> &ids);
    /// kNoRow when it isn't there.
    Row find(const QUuid &id, const std::vector<QUuid> &ids) const;
    /// The row's id isn't there yet.
    void insert(Row row, const std::vector<QUuid> &ids);
    /// Before ids[row] changes.
    void remove(Row row, const std::vector<QUuid> &ids);

    std::size_t bytes() const { return m_places.capacity() * sizeof(Row); }

private:
    std::size_t homeOf(const QUuid &id) const;
    void put(Row row, const QUuid &id);

    std::vector<Row> m_places;
    std::size_t m_used = 0;
};

} // namespace pl::columns
