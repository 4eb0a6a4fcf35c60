#pragma once

#include "models/tables/headedtablemodel.h"
#include "models/tables/rowplacing.h"

namespace pl::tables {

/// A table of rows that have numbers elsewhere: a list of them, four bytes each, and how it tells its views what
/// becomes of it. Lives on the GUI thread.
class PlacedTableModel : public HeadedTableModel, protected PlacedRows
{
    Q_OBJECT

public:
    int rowCount(const QModelIndex &parent = {}) const override;

protected:
    using HeadedTableModel::HeadedTableModel;

    /// kNoRow if the row no longer exists.
    columns::Row shownAt(const QModelIndex &index) const;
    /// What is shown of rows has changed, but not their order.
    void touchAll();

    const ShownRows &placed() const override { return m_shown; }
    void addPlaced(int at, std::span<const columns::Row> rows) override;
    void removePlaced(int first, int last) override;
    void movePlaced(int from, int to) override;
    void touchPlaced(int first, int last) override;

    ShownRows m_shown;
};

} // namespace pl::tables
