#pragma once

#include "models/exporting/cell.h"

#include <QUuid>

namespace pl::ui {

struct ExportColumn
{
    int id = 0;
    exporting::Column column;
    bool isShown = false; ///< in the table: ticked at first
};

/// Which rows can be chosen.
struct ExportScope
{
    QString text; ///< "This list (120)"
    qint64 rows = 0;
    std::function<QList<QUuid>()> ids; ///< in their order
};

/// A list that can be exported, as its view hands it over. Its functions work as long as the view lives.
struct ExportList
{
    QString kind;  ///< a stable word: "leads"
    QString title; ///< "To assign"
    QList<ExportColumn> columns;
    QList<ExportScope> scopes;              ///< at least one; the first is chosen at first
    ExportScope listed;                     ///< the rows of the list, as it is filtered
    std::function<QString(qint64)> counted; ///< "1,204 leads"
    /// The cells of these columns; nothing when the row is no longer there.
    std::function<std::optional<exporting::Row>(const QUuid &id, const QList<int> &columns)> cells;
    std::function<QList<QUuid>()> selected; ///< from the top down
    QString fileName;                       ///< without the ending

    const ExportColumn *column(int id) const
    {
        const auto it = std::find_if(columns.cbegin(), columns.cend(), [id](const auto &one) { return one.id == id; });
        return it == columns.cend() ? nullptr : &*it;
    }
    /// The columns that the table shows, in its order.
    QList<int> shownColumns() const
    {
        QList<int> shown;
        for (const ExportColumn &one : columns)
            if (one.isShown)
                shown += one.id;
        return shown;
    }
};

} // namespace pl::ui
