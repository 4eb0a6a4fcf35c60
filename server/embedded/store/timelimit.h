#pragma once

#include "server/embedded/store/database.h"

#include <chrono>

namespace pl::embedded {

/// PostgreSQL's statement_timeout: while it lives, statements on the database that run on beyond the limit fail with a
/// DatabaseError that says `timedOut`. Waiting for another writer is bounded by the connection's own time-out instead.
///
/// It also begins the count of what the request embeds (StatementGuard). Where Qt's driver carries a library of its own
/// there is no limit.
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
