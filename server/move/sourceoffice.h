#pragma once

#include "server/embedded/store/database.h"
#include "server/move/rowdigest.h"

#include <memory>

namespace pl::move {

/// Rows of a table as a JSON array, for jsonb_populate_recordset().
struct Page
{
    QByteArray json = "[]";
    qint64 rows = 0;
    QString last;        ///< the last row's key
    bool isLast = false; ///< the table has no more
};

/// The embedded database, which nobody else can write to while this object lives: what was read last belongs to what
/// was read first. Blocks; for one thread.
class SourceOffice
{
public:
    /// Brings the tables up to date. NotFound if there is no such file, Conflict if somebody is writing.
    static Result<std::unique_ptr<SourceOffice>> open(const QString &file);

    Result<TableState> state(const MoveTable &table);
    /// The rows behind the key `after` (null: from the first), without the columns of `selfReferences`. At most `rows`,
    /// and some megabytes.
    Result<Page> page(const MoveTable &table, const QString &after, int rows);
    /// The keys and `column` of the rows behind `after` that have something there.
    Result<Page> references(const MoveTable &table, const QString &column, const QString &after, int rows);
    /// The last number that the table's sequence gave; 0 if none.
    Result<qint64> lastNumber(const MoveTable &table);

private:
    explicit SourceOffice(std::unique_ptr<embedded::Database> database);
    Result<Page> read(const MoveTable &table, const QList<MoveColumn> &columns, const QString &condition,
                      const QString &after, int rows);

    std::unique_ptr<embedded::Database> m_database;
    std::unique_ptr<embedded::Transaction> m_transaction;
};

} // namespace pl::move
