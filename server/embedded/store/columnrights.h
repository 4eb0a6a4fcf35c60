#pragma once

#include "server/embedded/store/caller.h"
#include "server/embedded/store/policies.h"

namespace pl::embedded {

/// Whether `caller` may write all of `columns` of `table`, in any row: the grants of
/// server/supabase/migrations/…_column_rights.sql, …_sources.sql, …_office_day.sql and …_message_templates.sql.
/// The server may write every column.
bool mayWriteColumns(const Caller &caller, const Table &table, Command command, const QStringList &columns);

} // namespace pl::embedded
