#pragma once

#include "models/importing/rowcheck.h"

#include <QAbstractTableModel>

namespace pl::ui {

class ImportDesk;

/// The rows of a check: what happens to each, its line, and its cells as they will be written; of a wrong row as they
/// are in the file, to be edited.
class CheckedRowModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { ResultColumn, LineColumn, FirstCell };

    CheckedRowModel(ImportDesk &desk, QObject *parent);

    /// Shows the rows in this state; none: all. A row that is fixed stays until the next call.
    void show(std::optional<importing::CheckedRow::State> state);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;

private:
    void rowChecked(std::size_t row);
    const importing::CheckedRow &checked(int row) const;
    QString cellText(int row, int column) const;

    ImportDesk &m_desk;
    std::vector<std::size_t> m_rows; ///< indexes of the sheet's rows, ascending
    QList<int> m_columns;            ///< the file's columns that are imported
};

} // namespace pl::ui
