#pragma once

#include "server/embedded/store/database.h"
#include "server/embedded/store/rowrules.h"

namespace pl::embedded {

/// note_activity() of the reference schema (server/supabase/migrations/…_activity.sql): the line about what a person
/// did to a row, within the write's transaction. `before` is null for a new row, `after` for one that was deleted.
/// Does nothing for what the server does itself, and for other tables. Columns that a table gets later count by
/// themselves.
void noteActivity(Database &database, const Table &table, const Caller &caller, qint64 now, const Record *before,
                  const Record *after);

} // namespace pl::embedded
