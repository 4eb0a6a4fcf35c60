#include "models/tables/sortedtablemodel.h"

#include <QHash>

#include <algorithm>

namespace pl::tables {

SortedTableModel::SortedTableModel(const Heads &heads, int sortColumn, Qt::SortOrder sortOrder, QObject *parent,
                                   const QList<int> &numbers)
    : HeadedTableModel(heads, numbers, parent), m_sortColumn(sortColumn), m_sortOrder(sortOrder)
{
}

int SortedTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

void SortedTableModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columnCount() || (column == m_sortColumn && order == m_sortOrder))
        return;
    m_sortColumn = column;
    m_sortOrder = order;
    rearrange();
}

int SortedTableModel::rowOf(const QUuid &id) const
{
    const auto it = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) { return row.id == id; });
    return it == m_rows.end() ? -1 : static_cast<int>(it - m_rows.begin());
}

std::optional<SortedTableModel::Row> SortedTableModel::rowById(const QUuid &id) const
{
    const int row = rowOf(id);
    return row < 0 ? std::nullopt : std::optional(m_rows[static_cast<std::size_t>(row)]);
}

QUuid SortedTableModel::idAt(const QModelIndex &index) const
{
    if (!index.isValid() || index.model() != this || index.row() >= rowCount())
        return {};
    return m_rows[static_cast<std::size_t>(index.row())].id;
}

bool SortedTableModel::before(const Row &a, const Row &b) const
{
    if (a.section != b.section)
        return a.section < b.section;
    if (a.isHead != b.isHead)
        return a.isHead;
    if (a.number != b.number)
        return m_sortOrder == Qt::AscendingOrder ? a.number < b.number : a.number > b.number;
    if (const int order = QString::localeAwareCompare(a.text, b.text); order != 0)
        return m_sortOrder == Qt::AscendingOrder ? order < 0 : order > 0;
    if (a.made != b.made)
        return a.made > b.made;
    const int byName = QString::localeAwareCompare(a.name, b.name);
    return byName != 0 ? byName < 0 : a.id < b.id;
}

std::vector<SortedTableModel::Row> SortedTableModel::sortedRows() const
{
    std::vector<Row> rows = wantedRows();
    std::sort(rows.begin(), rows.end(), [this](const Row &a, const Row &b) { return before(a, b); });
    return rows;
}

SortedTableModel::Row SortedTableModel::sortedBy(const QVariant &raw, Row row)
{
    if (raw.userType() == QMetaType::QString)
        row.text = raw.toString().toCaseFolded();
    else
        row.number = raw.toLongLong();
    return row;
}

void SortedTableModel::rebuild()
{
    beginResetModel();
    m_rows = sortedRows();
    endResetModel();
}

/// A layout change must not change the number of rows while views update, so persistent indexes are moved by hand and
/// those of hidden rows become invalid.
void SortedTableModel::rearrange()
{
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList oldIndexes = persistentIndexList();
    QList<QUuid> ids;
    for (const QModelIndex &index : oldIndexes)
        ids += m_rows[static_cast<std::size_t>(index.row())].id;
    m_rows = sortedRows();
    QHash<QUuid, int> positions;
    if (!ids.isEmpty())
        for (int i = 0; i < rowCount(); ++i)
            positions.insert(m_rows[static_cast<std::size_t>(i)].id, i);
    QModelIndexList newIndexes;
    for (qsizetype i = 0; i < oldIndexes.size(); ++i) {
        const auto it = positions.constFind(ids[i]);
        newIndexes += it == positions.cend() ? QModelIndex() : index(*it, oldIndexes[i].column());
    }
    changePersistentIndexList(oldIndexes, newIndexes);
    Q_EMIT layoutChanged();
}

void SortedTableModel::refresh()
{
    std::vector<Row> sorted = sortedRows();
    if (!std::ranges::equal(sorted, m_rows, {}, &Row::id, &Row::id))
        return rearrange();
    m_rows = std::move(sorted);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

/// Its place among the others. The row itself is at `from` with its old key, so the search skips it.
int SortedTableModel::placeFor(const Row &row, int from) const
{
    const auto byOrder = [this](const Row &a, const Row &b) { return before(a, b); };
    const auto own = from < 0 ? m_rows.end() : m_rows.begin() + from;
    const auto left = std::lower_bound(m_rows.begin(), own, row, byOrder);
    if (from < 0 || left != own)
        return static_cast<int>(left - m_rows.begin());
    return static_cast<int>(std::lower_bound(own + 1, m_rows.end(), row, byOrder) - m_rows.begin()) - 1;
}

void SortedTableModel::putRow(const Row &row)
{
    const int from = rowOf(row.id);
    const int to = placeFor(row, from);
    if (from < 0) {
        beginInsertRows({}, to, to);
        m_rows.insert(m_rows.begin() + to, row);
        endInsertRows();
        return;
    }
    if (to != from && beginMoveRows({}, from, from, {}, to > from ? to + 1 : to)) {
        m_rows.erase(m_rows.begin() + from);
        m_rows.insert(m_rows.begin() + to, row);
        endMoveRows();
    } else {
        m_rows[static_cast<std::size_t>(from)] = row;
    }
    Q_EMIT dataChanged(index(to, 0), index(to, columnCount() - 1));
}

void SortedTableModel::dropRow(const QUuid &id)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_rows.erase(m_rows.begin() + row);
    endRemoveRows();
}

} // namespace pl::tables
