#pragma once

#include "server/embedded/store/database.h"
#include "server/embedded/store/rowrules.h"

namespace pl::embedded {

/// lead_linked() of the reference schema: a lead becomes a duplicate of the first of its kind, or is parted from it.
/// Runs after beforeUpdate, within the write's transaction; throws RestError when it can't be. Does nothing for other
/// tables.
void linkLead(Database &database, const Table &table, const Record &before, Record &row);

} // namespace pl::embedded
