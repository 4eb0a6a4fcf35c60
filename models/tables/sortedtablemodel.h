#pragma once

#include "models/tables/headedtablemodel.h"

#include <QUuid>

#include <optional>
#include <vector>

namespace pl::tables {

/// A table of rows with ids that filters and sorts itself, without a proxy. A changed row is moved, never removed and
/// added, so that it stays selected. Subclasses define the rows and their sort keys. Lives on the GUI thread.
class SortedTableModel : public HeadedTableModel
{
    Q_OBJECT

public:
    int rowCount(const QModelIndex &parent = {}) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    int sortColumn() const { return m_sortColumn; }
    Qt::SortOrder sortOrder() const { return m_sortOrder; }
    /// -1 when the filter hides it.
    int rowOf(const QUuid &id) const;

protected:
    /// What a row is sorted by: a number or a text. Among equals the newer comes first, or the name decides where all
    /// rows are as old; then the id, so that the order is total and stable.
    struct Row
    {
        QUuid id;
        qint64 number = 0;
        QString text = {};
        qint64 made = 0; ///< micros
        QString name = {};
        int section = 0;     ///< sections stand below each other, whatever the rows are sorted by
        bool isHead = false; ///< the first row of its section
    };
    /// Up to this many changed rows are placed one by one with exact row signals; more cause one layout change.
    static constexpr qsizetype kPlacedOneByOne = 200;

    SortedTableModel(const Heads &heads, int sortColumn, Qt::SortOrder sortOrder, QObject *parent,
                     const QList<int> &numbers = {});

    /// All rows that match the filter, with their keys for sortColumn(), in any order.
    virtual std::vector<Row> wantedRows() const = 0;

    /// The rows in their order.
    const std::vector<Row> &rows() const { return m_rows; }
    /// The row with its current keys; nothing if it isn't there.
    std::optional<Row> rowById(const QUuid &id) const;
    /// Null if the row no longer exists.
    QUuid idAt(const QModelIndex &index) const;

    /// `row` with its key: a text, which then counts without its case, or a number.
    static Row sortedBy(const QVariant &raw, Row row);

    void rebuild();
    /// Sorts and filters again in one layout change that keeps the selection and the current row.
    void rearrange();
    /// The same, but where every row keeps its place, only their data has changed.
    void refresh();
    /// Adds the row or moves it to its new place.
    void putRow(const Row &row);
    void dropRow(const QUuid &id);

private:
    bool before(const Row &a, const Row &b) const;
    std::vector<Row> sortedRows() const;
    int placeFor(const Row &row, int from) const;

    int m_sortColumn;
    Qt::SortOrder m_sortOrder;
    std::vector<Row> m_rows;
};

} // namespace pl::tables
