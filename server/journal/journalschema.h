#pragma once

#include "server/journal/sqlitedb.h"

namespace pl::journal {

/// Makes the journal's tables, or brings those of an earlier version up to this one. Refuses a newer program's.
Result<> migrateJournal(SqliteDb &db);

} // namespace pl::journal
