#pragma once

#include <QAbstractTableModel>
#include <QMap>

namespace pl::tables {

/// A table whose columns are known from the start: one for each head.
class HeadedTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

protected:
    /// Names by column, without gaps. Heads of numbers are right-aligned.
    using Heads = QMap<int, QString>;
    HeadedTableModel(const Heads &heads, const QList<int> &numbers, QObject *parent);

private:
    const Heads m_heads;
    const QList<int> m_numbers;
};

} // namespace pl::tables
