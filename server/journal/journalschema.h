#pragma once

#include "models/sqlite/sqlitedb.h"

namespace pl::journal {

/// Creates the journal's tables or upgrades those of an earlier version. Refuses a newer program's.
Result<> migrateJournal(sqlite::SqliteDb &db);
/// The version of the tables that `migrateJournal` makes.
qint64 newestJournalSchema();

} // namespace pl::journal
