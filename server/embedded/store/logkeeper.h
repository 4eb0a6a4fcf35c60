#pragma once

#include <QString>

namespace pl::embedded {

class Database;

/// Keeps the database's log (WAL) short. SQLite moves it into the database by itself, but leaves its file as long as it
/// once was: after a large load, or while somebody read for long. For the thread that writes.
class LogKeeper
{
public:
    static constexpr qint64 kBytes = 16 * 1024 * 1024;

    explicit LogKeeper(const QString &databaseFile) : m_log(databaseFile + QStringLiteral("-wal")) {}

    /// Call it after a write, outside of a transaction. Empties a log that is longer than `kBytes`. Waits for nobody:
    /// when somebody still reads from the log, a later write tries again.
    void afterWrite(Database &database);

private:
    void empty(Database &database) const;

    const QString m_log;
    qint64 m_limit = kBytes; ///< higher after a try that failed, so that not each write is one
};

} // namespace pl::embedded
