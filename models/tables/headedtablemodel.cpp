#include "models/tables/headedtablemodel.h"

namespace pl::tables {

HeadedTableModel::HeadedTableModel(const Heads &heads, const QList<int> &numbers, QObject *parent)
    : QAbstractTableModel(parent), m_heads(heads), m_numbers(numbers)
{
}

int HeadedTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_heads.size());
}

QVariant HeadedTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || !m_heads.contains(section))
        return {};
    if (role == Qt::TextAlignmentRole && m_numbers.contains(section))
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(m_heads.value(section)) : QVariant();
}

} // namespace pl::tables
