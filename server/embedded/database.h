#pragma once

#include "models/domain/result.h"
#include "server/embedded/sql.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>

#include <memory>

struct sqlite3;

namespace pl::embedded {

/// Thrown by Database when SQLite refuses a statement; `text` is SQLite's own. Caught where a statement's failure means
/// something (RowWriter), else where an answer is made of it.
struct DatabaseError
{
    QString text;
    bool timedOut = false; ///< a TimeLimit ended it
};

/// One connection to the file, used by the thread that opened it and closed by it. Write-ahead logging lets readers go
/// on while somebody, in this process or another one, writes; a writer waits for its turn.
class Database
{
public:
    static Result<std::unique_ptr<Database>> open(const QString &file);
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    /// Runs one statement. Throws DatabaseError.
    QSqlQuery run(const Sql &sql);
    /// Runs and takes the first row's first value; null when there is no row.
    QVariant value(const Sql &sql);
    /// Goes to the next row; false behind the last. Throws DatabaseError: a query may fail half-way.
    static bool next(QSqlQuery &query);
    /// SQLite's own connection; null when the driver gives none.
    sqlite3 *handle() const;

private:
    explicit Database(QString connection) : m_connection(std::move(connection)) {}

    QString m_connection;
};

/// A transaction that is undone unless it is committed. Immediate: it holds the right to write from its beginning, so
/// no later statement in it can fail for want of it.
class Transaction
{
public:
    enum class Kind { Read, Write };
    Transaction(Database &database, Kind kind);
    ~Transaction();
    Q_DISABLE_COPY_MOVE(Transaction)
    void commit();

private:
    Database &m_database;
    bool m_open = true;
};

} // namespace pl::embedded
