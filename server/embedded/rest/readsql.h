#pragma once

#include "server/embedded/rest/readplan.h"
#include "server/embedded/store/caller.h"
#include "server/embedded/store/sql.h"

namespace pl::embedded {

/// The statement of a read: one column, and in it one JSON array a row: its columns' values as SQLite keeps them, then
/// one element for each embedding that isn't hidden: null or such an array for to-one, an array of such arrays for
/// to-many. `written`: the rows that a write made, a JSON array of arrays in the table's order, are read instead of the
/// table.
Sql readSql(const ReadNode &root, const Caller &caller, const std::optional<QString> &written = std::nullopt);
/// How many rows there are without limit and offset.
Sql countSql(const ReadNode &root, const Caller &caller);
/// The conditions on the node's own columns and on the presence of its embeddings; empty if there are none.
Sql conditionsSql(const ReadNode &node, const std::vector<Condition> &conditions, const Caller &caller);

} // namespace pl::embedded
