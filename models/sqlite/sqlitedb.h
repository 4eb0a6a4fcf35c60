#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QString>
#include <QVarLengthArray>

#include <chrono>
#include <memory>
#include <optional>

struct sqlite3;
struct sqlite3_stmt;

namespace pl::sqlite {

class SqliteStatement;

/// Errors that can be cured without a code change (disk full, busy, read-only, I/O, damage) are Unavailable, others
/// Internal. Three of them have a `remoteCode`: kBusy, kDamaged and kFull.
inline constexpr auto kBusy = QLatin1StringView("busy");       ///< locked by another connection
inline constexpr auto kDamaged = QLatin1StringView("damaged"); ///< the file is not a database, or is damaged
inline constexpr auto kFull = QLatin1StringView("full");       ///< no room on the disk, or a limit for files is reached

/// How much of a database is copied at once, and how long the disk is left to others in between.
struct SqliteCopyPace
{
    int pages = 1024;
    std::chrono::milliseconds pause{5};
};

/// A thin wrapper of one SQLite connection by the C API, for inner loops where Qt SQL is too slow: the server's
/// journal, the desktop's copy of the office. Not thread-safe.
class SqliteDb
{
public:
    enum class Mode { CreateIfAbsent, Existing };
    /// `vfs`: SQLite's default if null.
    static Result<SqliteDb> open(const QString &path, Mode mode = Mode::CreateIfAbsent, const char *vfs = nullptr);
    SqliteDb(SqliteDb &&other) noexcept : m_db(std::exchange(other.m_db, nullptr)) {}
    SqliteDb &operator=(SqliteDb &&other) noexcept;
    ~SqliteDb();

    /// Runs one or more statements that return no rows.
    Result<> run(const QByteArray &sql);
    Result<SqliteStatement> prepare(const char *sql);

    /// Rows that the last statement inserted, changed or deleted.
    int changes() const;
    /// Whether a transaction is open: SQLite ends one by itself when the disk is full.
    bool isInTransaction() const;
    Error lastError() const;

    /// Moves the log (WAL) into the file as far as possible without waiting.
    Result<> checkpoint();
    /// Moves all of the log into the file and cuts it to nothing. Waits for readers and for another connection's
    /// checkpoint as long as for a lock, then fails with kBusy.
    Result<> emptyLog();
    /// See databaseHolds (sqlitebytes.h).
    Result<bool> holds(const QList<QByteArray> &texts);
    /// Makes `pages` hold the log's length after each commit, and stops SQLite's automatic checkpoints.
    void watchLog(int *pages);

    /// Copies the database, as it is at the call, over `target`, which nobody else uses. Others read and write
    /// meanwhile and wait for nothing; their log (WAL) grows until the copy is done. Blocks.
    Result<> copyOver(SqliteDb &target, SqliteCopyPace pace = {});

private:
    explicit SqliteDb(sqlite3 *db) : m_db(db) {}

    sqlite3 *m_db = nullptr;
};

/// A prepared statement. Bind, step until there are no more rows, read columns by number; `step` at the end and an
/// error reset it, `reset` does so early. Must not outlive its SqliteDb.
class SqliteStatement
{
public:
    SqliteStatement(sqlite3_stmt *statement, SqliteDb *db) : m_statement(statement), m_db(db) {}

    /// Parameters count from 1. Null arrays and strings are bound as NULL. The statement shares the bound data; arrays
    /// made by QByteArray::fromRawData must outlive it.
    SqliteStatement &bind(int index, qint64 value);
    SqliteStatement &bindText(int index, const QByteArray &utf8);
    SqliteStatement &bindText(int index, const QString &text) { return bindText(index, text.toUtf8()); }
    SqliteStatement &bindBlob(int index, const QByteArray &bytes);
    SqliteStatement &bindNull(int index);

    /// True: there is a row; false: no more rows.
    Result<bool> step();
    /// Calls `take` for each row.
    template <class F>
    Result<> eachRow(F take)
    {
        for (;;) {
            const auto more = step();
            if (!more)
                return more.error();
            if (!*more)
                return {};
            take();
        }
    }
    /// Runs to the end, for statements without rows.
    Result<> run();
    void reset();

    qint64 integer(int column) const;
    QByteArray bytes(int column) const;
    /// The same without a copy: valid until the next step, reset or other reading of the column.
    QByteArrayView view(int column) const;
    QString text(int column) const { return QString::fromUtf8(view(column)); }
    bool isNull(int column) const;

private:
    struct Finalizer
    {
        void operator()(sqlite3_stmt *statement) const;
    };
    const char *keep(int index, const QByteArray &bytes);

    QVarLengthArray<QByteArray, 8> m_bound; // outlives the statement, which points into it
    std::unique_ptr<sqlite3_stmt, Finalizer> m_statement;
    SqliteDb *m_db;
};

} // namespace pl::sqlite
