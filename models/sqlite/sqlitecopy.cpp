#include "models/sqlite/sqlitedb.h"

#include <QThread>

#include <sqlite3.h>

namespace pl::sqlite {

namespace {

void copyPages(sqlite3_backup *copy, SqliteCopyPace pace)
{
    while (sqlite3_backup_step(copy, pace.pages) == SQLITE_OK)
        QThread::msleep(static_cast<unsigned long>(pace.pause.count()));
}

} // namespace

/// In a transaction of its own, which holds one moment's state: otherwise each write of another connection would make
/// the copy begin again, and that of a busy database would never end (https://sqlite.org/c3ref/backup_finish.html).
Result<> SqliteDb::copyOver(SqliteDb &target, SqliteCopyPace pace)
{
    if (const auto begun = run("begin; select 1 from sqlite_schema limit 1"); !begun) {
        (void)run("rollback");
        return begun;
    }
    sqlite3_backup *copy = sqlite3_backup_init(target.m_db, "main", m_db, "main");
    if (copy)
        copyPages(copy, pace);
    const bool isDone = copy && sqlite3_backup_finish(copy) == SQLITE_OK;
    const Error error = isDone ? Error() : target.lastError();
    (void)run("rollback");
    return isDone ? Result<>() : error;
}

} // namespace pl::sqlite
