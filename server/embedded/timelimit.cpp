#include "server/embedded/timelimit.h"

#include <QSqlDriver>

#include <sqlite3.h>

namespace pl::embedded {
namespace {

constexpr int kStepsBetweenLooks = 1000; // a fraction of a millisecond

bool isOurLibrary(Database &database)
{
    return database.value(Sql::lit("select sqlite_source_id()")).toString() == QLatin1StringView(sqlite3_sourceid());
}

sqlite3 *handleOf(Database &database)
{
    static const bool isOurs = isOurLibrary(database);
    return isOurs ? database.handle() : nullptr;
}

} // namespace

TimeLimit::TimeLimit(Database &database, std::chrono::milliseconds limit)
    : m_handle(handleOf(database)), m_end(std::chrono::steady_clock::now() + limit)
{
    if (m_handle != nullptr)
        sqlite3_progress_handler(m_handle, kStepsBetweenLooks, &TimeLimit::isOver, this);
}

TimeLimit::~TimeLimit()
{
    if (m_handle != nullptr)
        sqlite3_progress_handler(m_handle, 0, nullptr, nullptr);
}

int TimeLimit::isOver(void *self)
{
    return std::chrono::steady_clock::now() >= static_cast<TimeLimit *>(self)->m_end;
}

} // namespace pl::embedded
