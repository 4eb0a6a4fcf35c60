#pragma once

#include "server/embedded/store/caller.h"
#include "server/embedded/store/schema.h"
#include "server/embedded/store/sql.h"

namespace pl::embedded {

enum class Command { Select, Insert, Update, Delete };

/// One row level security policy of the reference schema, for role authenticated. The conditions are SQL over the
/// table's columns in which :office, :admin, :own_plumber_id and :email stand for the caller; empty means "no rows".
struct Policy
{
    const char *name;
    const char *table;
    QList<Command> commands;
    const char *visible; ///< USING: the rows that may be read, changed or deleted
    const char *allowed; ///< WITH CHECK: what a row may be once written
};

/// All policies there are, in the order of the migrations.
const QList<Policy> &policies();

/// The condition for the rows of `table` on which `caller` may run `command`; empty for all rows.
Sql rowsFor(const Caller &caller, const Table &table, Command command);
/// The condition a row must meet for `caller` to write it; empty for any row.
Sql rowsAllowed(const Caller &caller, const Table &table, Command command);

} // namespace pl::embedded
