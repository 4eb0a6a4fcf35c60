#pragma once

#include "server/embedded/database.h"

#include <chrono>

namespace pl::embedded {

/// PostgreSQL's statement_timeout: while it lives, statements on the database that run on beyond the limit fail with a
/// DatabaseError that says `timedOut`. Waiting for another writer is bounded by the connection's own time-out instead.
///
/// SQLite's own library is asked for it. Where Qt's driver carries a copy of another version, there is no limit.
class TimeLimit
{
public:
    TimeLimit(Database &database, std::chrono::milliseconds limit);
    ~TimeLimit();
    Q_DISABLE_COPY_MOVE(TimeLimit)

private:
    static int isOver(void *self);

    sqlite3 *const m_handle;
    const std::chrono::steady_clock::time_point m_end;
};

} // namespace pl::embedded
