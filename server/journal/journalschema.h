#pragma once

#include "server/shared/sqlitedb.h"

namespace pl::journal {

/// Makes the journal's tables, or brings those of an earlier version up to this one. Refuses a newer program's.
Result<> migrateJournal(shared::SqliteDb &db);

} // namespace pl::journal
