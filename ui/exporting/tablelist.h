#pragma once

#include "models/tables/sortedtablemodel.h"
#include "ui/exporting/exportlist.h"

#include <QTableView>

namespace pl::ui {

// What the views have in common when they hand over their list.

/// The ids of all rows, from the top down, without heads of sections.
QList<QUuid> rowIds(const QTableView &table, int idRole);

/// The ids of the selected rows from the top down, or of the current one. `idRole` gives a row's id.
QList<QUuid> selectedIds(const QTableView &table, int idRole);

/// `own`, the table's columns by their numbers, as they are shown from the left; then the hidden ones, then `more`.
QList<ExportColumn> tableColumns(const QTableView &table, const QList<ExportColumn> &own,
                                 const QList<ExportColumn> &more);

/// Sets what can be chosen of the table's rows: those that are selected (when there are two or more), all of the list,
/// and `all` there are, without what is empty or says the same again. `idRole` gives a row's id. A table that keeps
/// what is selected by itself tells it by `selected`; one that has more in its list than rows, by `listed`.
void setScopes(ExportList &list, const QTableView &table, int idRole, const ExportScope &all,
               const std::function<QList<QUuid>()> &selected = {}, const std::function<QList<QUuid>()> &listed = {});

/// "leads 2026-11-29"
QString datedName(const QString &kind, Timestamp now);

/// Ids, the newest first.
template <class T>
QList<QUuid> newestFirst(const QHash<QUuid, T> &rows)
{
    std::vector<std::pair<qint64, QUuid>> made;
    made.reserve(static_cast<std::size_t>(rows.size()));
    for (const T &row : rows)
        made.emplace_back(-row.createdAt.micros, row.id);
    std::sort(made.begin(), made.end());
    QList<QUuid> ids;
    ids.reserve(rows.size());
    for (const auto &[time, id] : made)
        ids += id;
    return ids;
}

} // namespace pl::ui
