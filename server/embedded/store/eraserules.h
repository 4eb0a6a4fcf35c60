#pragma once

#include "server/embedded/store/database.h"
#include "server/embedded/store/rowrules.h"

namespace pl::embedded {

/// What a lead loses that becomes erased: a part of lead_before() of the reference schema. The trigger `_erased_traces`
/// does the rest. Runs after beforeUpdate, within the write's transaction; does nothing for other tables.
void eraseLead(Database &database, const Table &table, const Record &before, Record &row);

/// history_stays(): only words can be taken out of a lead's history. Throws RestError. Does nothing for other tables.
void guardHistory(const Table &table, const Record &before, const Record &row);

} // namespace pl::embedded
