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

/// Thrown by Database when SQLite refuses a statement; `text` is SQLite's message. Caught where the failure has a
/// meaning (RowWriter), else where it becomes an answer.
struct DatabaseError
{
    QString text;
    bool timedOut = false;   ///< a TimeLimit ended it
    bool isTooLarge = false; ///< exceeded StatementGuard's limits
};

class Database;

/// A statement's result, row by row, starting before the first. Must not outlive its database, which reuses the
/// prepared statement for the same SQL.
class Rows
{
public:
    Rows(Rows &&) = default;
    ~Rows();

    /// Moves to the next row; false after the last. Throws DatabaseError, because a statement may fail partway.
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
    std::unique_ptr<QSqlQuery> m_query; // null if moved from
};

/// One connection to the file, opened, used and closed on one thread. With write-ahead logging, readers continue while
/// another connection or process writes; writers wait for their turn.
class Database
{
public:
    /// All writers of the same file in this process share `turns`, which must outlive the database.
    static Result<std::unique_ptr<Database>> open(const QString &file, WriteTurns *turns = nullptr);
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    /// Runs one statement. Throws DatabaseError.
    Rows run(const Sql &sql);
    /// Runs the statement and returns the first row's first value; null if there is no row.
    QVariant value(const Sql &sql);
    /// Restores the statement's wait for locks after a pragma changed it.
    void setPatience();
    /// SQLite's connection; null if Qt's driver bundles its own SQLite, whose connections are inaccessible.
    sqlite3 *handle() const { return m_handle; }
    StatementGuard &guard() { return m_guard; }
    WriteTurns *turns() const { return m_turns; }
    /// Whether the functions of statementguard.h are available; the same for all connections of the process.
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
    QCache<QString, QSqlQuery> m_prepared; // statements not in use
};

/// A transaction that is rolled back unless committed. Write transactions are immediate: they take the write lock at
/// the start, so no later statement can fail to get it. Within a process, they get it in the order of asking.
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
    std::optional<WriteTurns::Turn> m_turn; // released last
    bool m_open = true;
};

} // namespace pl::embedded
