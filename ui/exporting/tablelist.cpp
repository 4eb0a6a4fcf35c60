#include "ui/exporting/tablelist.h"

#include "ui/words/words.h"

#include <QCoreApplication>
#include <QHeaderView>

namespace pl::ui {
namespace {

struct ScopeWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::ExportList)
};

QUuid idOfRow(const QTableView &table, int row, int idRole)
{
    return table.model()->index(row, 0).data(idRole).toUuid();
}

/// How many rows are selected, without going through them one by one.
qint64 selectedCount(const QTableView &table)
{
    qint64 count = 0;
    for (const QItemSelectionRange &range : table.selectionModel()->selection())
        count += range.height();
    return count;
}

} // namespace

QList<QUuid> rowIds(const QTableView &table, int idRole)
{
    QList<QUuid> ids;
    const int rows = table.model()->rowCount();
    ids.reserve(rows);
    for (int row = 0; row < rows; ++row)
        if (const QUuid id = idOfRow(table, row, idRole); !id.isNull())
            ids += id;
    return ids;
}

QList<QUuid> selectedIds(const QTableView &table, int idRole)
{
    QList<int> rows;
    for (const QItemSelectionRange &range : table.selectionModel()->selection())
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows += row;
    if (rows.isEmpty() && table.currentIndex().isValid())
        rows += table.currentIndex().row();
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    QList<QUuid> ids;
    for (const int row : std::as_const(rows))
        if (const QUuid id = idOfRow(table, row, idRole); !id.isNull())
            ids += id;
    return ids;
}

QString datedName(const QString &kind, Timestamp now)
{
    return QStringLiteral("%1 %2").arg(kind, now.toDateTime().toLocalTime().date().toString(Qt::ISODate));
}

QList<ExportColumn> tableColumns(const QTableView &table, const QList<ExportColumn> &own,
                                 const QList<ExportColumn> &more)
{
    QList<ExportColumn> columns = own;
    const QHeaderView *header = table.horizontalHeader();
    for (ExportColumn &column : columns)
        column.isShown = !table.isColumnHidden(column.id);
    std::stable_sort(columns.begin(), columns.end(), [header](const ExportColumn &a, const ExportColumn &b) {
        if (a.isShown != b.isShown)
            return a.isShown;
        return header->visualIndex(a.id) < header->visualIndex(b.id);
    });
    return columns + more;
}

void setScopes(ExportList &list, const QTableView &table, int idRole, const ExportScope &all,
               const std::function<QList<QUuid>()> &selected, const std::function<QList<QUuid>()> &listed)
{
    list.selected = selected ? selected : [&table, idRole] { return selectedIds(table, idRole); };
    const qint64 rows = listed ? listed().size() : table.model()->rowCount();
    list.listed = {ScopeWords::tr("This list (%1)").arg(numberText(rows)), rows,
                   listed ? listed : [&table, idRole] { return rowIds(table, idRole); }};
    const qint64 count = selected ? selected().size() : selectedCount(table);
    if (count > 1 && count < rows)
        list.scopes += {ScopeWords::tr("Selected (%1)").arg(numberText(count)), count, list.selected};
    if (rows > 0)
        list.scopes += list.listed;
    if (all.rows > rows || list.scopes.isEmpty())
        list.scopes += all;
}

} // namespace pl::ui
