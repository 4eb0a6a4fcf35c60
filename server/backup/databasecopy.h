#pragma once

#include "server/backup/manifest.h"

namespace pl::backup {

/// What a database of SQLite says about itself.
struct DatabaseFacts
{
    qint64 schema = 0; ///< user_version
    RowCounts rows;    ///< of every table
};

/// Copies a database that others may be using, as it is at this moment, into a new file that only its owner can read.
Result<> copyDatabase(const QString &from, const QString &to);

/// For a database that nobody else uses.
Result<DatabaseFacts> factsOf(const QString &path);

/// SQLite's own check of the whole file. InvalidInput if it is damaged.
Result<> checkDatabase(const QString &path);

} // namespace pl::backup
