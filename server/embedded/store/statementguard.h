#pragma once

#include <QtGlobal>

#include <chrono>

struct sqlite3;

namespace pl::embedded {

/// The remaining budget of one request's statements, for the functions that SQLite calls within them. Each connection
/// has one; TimeLimit sets it.
struct StatementGuard
{
    static constexpr qint64 kEmbeddedRows = 20'000;
    static constexpr qint64 kEmbeddedBytes = 8 * 1024 * 1024;

    std::chrono::steady_clock::time_point end = std::chrono::steady_clock::time_point::max();
    qint64 rows = 0;  ///< embedded so far
    qint64 bytes = 0; ///< their text

    bool isOver() const { return std::chrono::steady_clock::now() >= end; }
    void begin(std::chrono::steady_clock::time_point until) { *this = {until, 0, 0}; }
};

/// Adds our functions to an SQLite connection:
///
/// - `regexp`, in place of the one that Qt's driver brings: it ends with the statement's time, also within one match,
///   and says so (SQLITE_INTERRUPT) where Qt's would say that nothing matches.
/// - `_counted(row)`: the row as it is; counts it as embedded. More than StatementGuard allows is SQLITE_TOOBIG.
///
/// `guard` must outlive the connection.
void addGuardedFunctions(sqlite3 *connection, StatementGuard &guard);

} // namespace pl::embedded
