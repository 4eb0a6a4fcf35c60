#pragma once

#include <QString>

namespace pl::embedded {

class Database;

/// Keeps the database's log (WAL) short. SQLite moves it into the database by itself but never shortens the file, which
/// stays long after a large load or a long read. For the writer's thread.
class LogKeeper
{
public:
    static constexpr qint64 kBytes = 16 * 1024 * 1024;

    explicit LogKeeper(const QString &databaseFile) : m_log(databaseFile + QStringLiteral("-wal")) {}

    /// Call after a write, outside any transaction. Empties a log longer than `kBytes`. Does not wait: if the log is
    /// still being read, a later write tries again.
    void afterWrite(Database &database);

private:
    void empty(Database &database) const;

    const QString m_log;
    qint64 m_limit = kBytes; ///< higher after a failed try, so that not every write tries again
};

} // namespace pl::embedded
