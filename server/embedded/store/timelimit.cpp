#include "server/embedded/store/timelimit.h"

#include <sqlite3.h>

namespace pl::embedded {
namespace {

constexpr int kStepsBetweenLooks = 1000; // a fraction of a millisecond

} // namespace

TimeLimit::TimeLimit(Database &database, std::chrono::milliseconds limit) : m_database(database)
{
    database.guard().begin(std::chrono::steady_clock::now() + limit);
    if (database.handle() != nullptr)
        sqlite3_progress_handler(database.handle(), kStepsBetweenLooks, &TimeLimit::isOver, &database.guard());
}

TimeLimit::~TimeLimit()
{
    m_database.guard() = {};
    if (m_database.handle() != nullptr)
        sqlite3_progress_handler(m_database.handle(), 0, nullptr, nullptr);
}

int TimeLimit::isOver(void *guard)
{
    return static_cast<const StatementGuard *>(guard)->isOver() ? 1 : 0;
}

} // namespace pl::embedded
