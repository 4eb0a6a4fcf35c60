#pragma once

#include "models/sqlite/sqlitedb.h"

namespace pl::journal {

/// A lock between processes that the kernel releases when its process ends, even by a crash. (A file holding a process
/// id is wrong once ids repeat, as they do in containers.) Uses SQLite, which has it on every platform.
class FileLock
{
public:
    /// Holds the lock as long as the object lives. Conflict if another process holds it. The file is created if needed;
    /// it stays empty and is not removed.
    static Result<std::unique_ptr<FileLock>> tryLock(const QString &path);

private:
    explicit FileLock(sqlite::SqliteDb db) : m_db(std::move(db)) {}
    sqlite::SqliteDb m_db;
};

} // namespace pl::journal
