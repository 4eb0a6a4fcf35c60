#include "server/journal/filelock.h"

namespace pl::journal {

Result<std::unique_ptr<FileLock>> FileLock::tryLock(const QString &path)
{
    auto db = sqlite::SqliteDb::open(path);
    if (!db)
        return db.error();
    if (const auto locked = db->run("begin exclusive"); !locked)
        return locked.error().remoteCode == sqlite::kBusy
                   ? Error{ErrorCode::Conflict, QStringLiteral("Another process holds the lock %1.").arg(path)}
                   : locked.error();
    return std::unique_ptr<FileLock>(new FileLock(std::move(*db)));
}

} // namespace pl::journal
