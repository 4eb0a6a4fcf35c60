#pragma once

#include "server/embedded/store/database.h"

#include <chrono>

namespace pl::embedded {

/// PostgreSQL's statement_timeout: while this object exists, the database's statements that exceed the limit fail with
/// a DatabaseError with `timedOut` set. Waiting for another writer is limited by the connection's own time-out instead.
///
/// It also resets the count of embedded rows (StatementGuard). If Qt's driver bundles its own SQLite, there is no
/// limit.
class TimeLimit
{
public:
    TimeLimit(Database &database, std::chrono::milliseconds limit);
    ~TimeLimit();
    Q_DISABLE_COPY_MOVE(TimeLimit)

private:
    static int isOver(void *guard);

    Database &m_database;
};

} // namespace pl::embedded
