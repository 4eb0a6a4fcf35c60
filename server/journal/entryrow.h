#pragma once

#include "models/sqlite/sqlitedb.h"
#include "server/journal/entry.h"

namespace pl::journal {

/// "select … from entries ", with the columns that `entryOf` reads.
inline constexpr const char *kSelectEntries =
    "select sequence, kind, key, source_id, external_id, payload, received_at, state, settled_at, reason from entries ";

/// The meaning of the column "state"; an entry that waits again after being set aside is Waiting.
EntryState entryState(qint64 column);

/// The entry in the statement's current row.
Entry entryOf(const sqlite::SqliteStatement &row);

} // namespace pl::journal
