#pragma once

#include "models/base/result.h"
#include "server/embedded/store/sql.h"
#include "server/embedded/store/statementguard.h"
#include "server/embedded/store/writeturns.h"

#include <QCache>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>

#include <memory>
#include <optional>

struct sqlite3;

namespace pl::embedded {

/// Thrown by Database when SQLite refuses a statement; `text` is SQLite's own. Caught where a statement's failure means
/// something (RowWriter), else where an answer is made of it.
struct DatabaseError
{
    QString text;
    bool timedOut = false;   ///< a TimeLimit ended it
    bool isTooLarge = false; ///< more was put together than StatementGuard allows
};

class Database;

/// What a statement gives, row by row: before the first one at first. Must not outlive its database, which takes the
/// prepared statement back for the next time the same SQL is run.
class Rows
{
public:
    Rows(Rows &&) = default;
    ~Rows();

    /// Goes to the next row; false behind the last. Throws DatabaseError: a statement may fail half-way.
    bool next();
    QVariant value(int column) const { return m_query->value(column); }
    bool isNull(int column) const { return m_query->isNull(column); }
    /// How many rows the statement wrote.
    int affected() const { return m_query->numRowsAffected(); }
    qint64 lastInsertId() const { return m_query->lastInsertId().toLongLong(); }

private:
    friend class Database;
    Rows(Database &database, QString text, std::unique_ptr<QSqlQuery> query)
        : m_database(database), m_text(std::move(text)), m_query(std::move(query))
    {
    }

    Database &m_database;
    QString m_text;
    std::unique_ptr<QSqlQuery> m_query; // null when moved from
};

/// One connection to the file, used by the thread that opened it and closed by it. Write-ahead logging lets readers go
/// on while somebody, in this process or another one, writes; a writer waits for its turn.
class Database
{
public:
    /// Whoever writes the same file in this process shares `turns`, which must outlive the database.
    static Result<std::unique_ptr<Database>> open(const QString &file, WriteTurns *turns = nullptr);
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    /// Runs one statement. Throws DatabaseError.
    Rows run(const Sql &sql);
    /// Runs and takes the first row's first value; null when there is no row.
    QVariant value(const Sql &sql);
    /// Back to how long a statement waits for others by itself, after a pragma has changed that.
    void setPatience();
    /// SQLite's own connection; null when Qt's driver carries a library of its own, whose connections are closed to us.
    sqlite3 *handle() const { return m_handle; }
    StatementGuard &guard() { return m_guard; }
    WriteTurns *turns() const { return m_turns; }
    /// Whether the functions of statementguard.h are there; the same for all connections of the process.
    static bool hasGuardedFunctions();

private:
    friend class Rows;
    Database(QString connection, WriteTurns *turns);
    std::unique_ptr<QSqlQuery> prepared(const QString &text);
    void findHandle();

    StatementGuard m_guard;
    QString m_connection;
    WriteTurns *m_turns;
    sqlite3 *m_handle = nullptr;
    QCache<QString, QSqlQuery> m_prepared; // what nobody uses at the moment
};

/// A transaction that is undone unless it is committed. Immediate: it holds the right to write from its beginning, so
/// no later statement in it can fail for want of it. Those of one process get it in the order in which they ask.
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
    std::optional<WriteTurns::Turn> m_turn; // let go of last
    bool m_open = true;
};

} // namespace pl::embedded
