#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QString>
#include <QVarLengthArray>

#include <memory>
#include <optional>

struct sqlite3;
struct sqlite3_stmt;

namespace pl::shared {

class SqliteStatement;

/// Errors that pass by themselves or by somebody's help (disk full, busy, read-only, I/O, damage) are Unavailable,
/// others Internal. `remoteCode` tells two of them: kBusy and kDamaged.
inline constexpr auto kBusy = QLatin1StringView("busy");       ///< somebody else has it locked
inline constexpr auto kDamaged = QLatin1StringView("damaged"); ///< the file is no database, or no whole one

/// A thin owner of one SQLite connection by the C API: the journal's inner loop, where Qt Sql costs too much. Not
/// thread-safe.
class SqliteDb
{
public:
    enum class Mode { CreateIfAbsent, Existing };
    /// `vfs`: SQLite's default if null.
    static Result<SqliteDb> open(const QString &path, Mode mode = Mode::CreateIfAbsent, const char *vfs = nullptr);
    SqliteDb(SqliteDb &&other) noexcept : m_db(std::exchange(other.m_db, nullptr)) {}
    SqliteDb &operator=(SqliteDb &&other) noexcept;
    ~SqliteDb();

    /// Runs one or more statements that give no rows.
    Result<> run(const QByteArray &sql);
    Result<SqliteStatement> prepare(const char *sql);

    /// Rows that the last statement inserted, changed or deleted.
    int changes() const;
    /// Whether a transaction is open: SQLite ends one by itself when the disk is full.
    bool isInTransaction() const;
    Error lastError() const;

    /// Moves what is in the log (WAL) into the file as far as nobody has to wait for it.
    Result<> checkpoint();
    /// From now on `pages` says after each commit how long the log is, and SQLite makes no checkpoints of its own.
    void watchLog(int *pages);

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

    /// Parameters count from 1. Null arrays and strings are bound as NULL. The statement keeps what is bound; arrays
    /// made by QByteArray::fromRawData must outlive that.
    SqliteStatement &bind(int index, qint64 value);
    SqliteStatement &bindText(int index, const QByteArray &utf8);
    SqliteStatement &bindText(int index, const QString &text) { return bindText(index, text.toUtf8()); }
    SqliteStatement &bindBlob(int index, const QByteArray &bytes);

    /// True: there is a row; false: that was all.
    Result<bool> step();
    /// Steps to the end, for statements without rows.
    Result<> run();
    void reset();

    qint64 integer(int column) const;
    QByteArray bytes(int column) const;
    QString text(int column) const { return QString::fromUtf8(bytes(column)); }
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

} // namespace pl::shared
