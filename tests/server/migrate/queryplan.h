#pragma once

#include "server/migrate/postgresconnection.h"

#include <nlohmann/json.hpp>

#include <QHash>
#include <QStringList>

namespace pl::test {

/// What came of a statement at a PostgreSQL with many rows, and whether it will do with ten times as many.
struct QueryPlan
{
    QString top;        ///< the first scan: "Index Scan leads_updated"
    qint64 given = 0;   ///< rows of the answer, and rows that were counted for it
    qint64 removed = 0; ///< rows that were read and thrown away by filters
    qint64 pages = 0;   ///< of tables and indexes, of 8 KiB
    double ms = 0;
    /// Empty when all is well. Wrong is: a sequential scan of a large table; a filter that removes more than ten times
    /// the rows it gives; rows or pages read that the answer doesn't account for (a sort of everything, an index walked
    /// from end to end); a policy or a subselect that is asked for each row; an execution of more than a second.
    QStringList faults;

    /// From EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON).
    static QueryPlan of(const nlohmann::json &explained, const QHash<QString, qint64> &rowsByTable);
    QString text() const;
};

/// How many rows each table of the project has, by PostgreSQL's own statistics.
QHash<QString, qint64> rowsByTable(migrate::PostgresConnection &connection);

/// Explains a statement as `who` (becomeCaller), runs it for that and takes it back. Triggers are off: what they do is
/// no part of the plan. `before` is run first, as the owner of everything.
Result<QueryPlan> explain(migrate::PostgresConnection &connection, const QString &who, const QString &statement,
                          const QString &before = {});

} // namespace pl::test
