#include "models/tables/placedtablemodel.h"

#include <algorithm>

namespace pl::tables {

int PlacedTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

columns::Row PlacedTableModel::shownAt(const QModelIndex &index) const
{
    if (!index.isValid() || index.model() != this || index.row() >= rowCount())
        return columns::kNoRow;
    return m_shown[static_cast<std::size_t>(index.row())];
}

void PlacedTableModel::touchAll()
{
    if (!m_shown.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void PlacedTableModel::addPlaced(int at, std::span<const columns::Row> rows)
{
    beginInsertRows({}, at, at + static_cast<int>(rows.size()) - 1);
    // Doubling a list of a million would keep as much again for nothing.
    if (const std::size_t size = m_shown.size() + rows.size(); size > m_shown.capacity())
        m_shown.reserve(size + size / 8);
    m_shown.insert(m_shown.begin() + at, rows.begin(), rows.end());
    endInsertRows();
}

void PlacedTableModel::removePlaced(int first, int last)
{
    beginRemoveRows({}, first, last);
    m_shown.erase(m_shown.begin() + first, m_shown.begin() + last + 1);
    endRemoveRows();
}

void PlacedTableModel::movePlaced(int from, int to)
{
    beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
    const auto first = m_shown.begin();
    if (from < to)
        std::rotate(first + from, first + from + 1, first + to + 1);
    else
        std::rotate(first + to, first + from, first + from + 1);
    endMoveRows();
}

void PlacedTableModel::touchPlaced(int first, int last)
{
    Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
}

} // namespace pl::tables
