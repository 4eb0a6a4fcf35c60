#pragma once

#include "server/journal/entry.h"
#include "server/shared/sqlitedb.h"

namespace pl::journal {

/// "select … from entries ", with the columns that `entryOf` reads.
inline constexpr const char *kSelectEntries =
    "select sequence, kind, key, source_id, external_id, payload, received_at, state, settled_at, reason from entries ";

/// What the column "state" says; one that waits again after it was set aside waits.
EntryState entryState(qint64 column);

/// The entry of the row that the statement stands on.
Entry entryOf(const shared::SqliteStatement &row);

} // namespace pl::journal
