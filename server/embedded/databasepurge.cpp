#include "server/embedded/databasepurge.h"

#include "models/sqlite/sqlitebytes.h"

namespace pl::embedded {

namespace {

/// Waits for readers as long as for a lock.
Result<> emptyLog(Database &database)
{
    if (database.value(Sql::lit("pragma wal_checkpoint(truncate)")).toInt() == 0)
        return {};
    return Error{ErrorCode::Unavailable, QStringLiteral("The database is busy. Try again in a moment.")};
}

/// Without a handle nobody can look.
Result<bool> isHeld(Database &database, const QList<QByteArray> &texts)
{
    if (!database.handle())
        return !texts.isEmpty();
    return sqlite::databaseHolds(database.handle(), texts);
}

} // namespace

Result<> purgeDatabase(Database &database, const QList<QByteArray> &texts)
{
    try {
        if (const auto emptied = emptyLog(database); !emptied)
            return emptied;
        const auto held = isHeld(database, texts);
        if (!held || !*held)
            return held ? Result<>() : held.error();
        database.run(Sql::lit("vacuum"));
        return emptyLog(database);
    } catch (const DatabaseError &error) {
        return Error{ErrorCode::Unavailable, QStringLiteral("The database can't be purged: %1").arg(error.text)};
    }
}

} // namespace pl::embedded
