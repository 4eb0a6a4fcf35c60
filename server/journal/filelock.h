#pragma once

#include "server/shared/sqlitedb.h"

namespace pl::journal {

/// A lock between processes that the kernel lets go of when its process ends, however it ends. (A file with a process
/// number in it lies as soon as numbers repeat, as they do in containers.) SQLite brings it to every platform.
class FileLock
{
public:
    /// Holds the lock as long as the object lives. Conflict when somebody else holds it. The file is made if need be;
    /// it stays empty and is left behind.
    static Result<std::unique_ptr<FileLock>> tryLock(const QString &path);

private:
    explicit FileLock(shared::SqliteDb db) : m_db(std::move(db)) {}
    shared::SqliteDb m_db;
};

} // namespace pl::journal
