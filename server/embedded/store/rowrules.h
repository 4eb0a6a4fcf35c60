#pragma once

#include "server/embedded/store/caller.h"
#include "server/embedded/store/schema.h"

#include <QVariantList>

namespace pl::embedded {

/// A row's values in the order of its table's columns.
using Record = QVariantList;

/// The reference schema's BEFORE triggers: stamp(), touch(), lead_allowed(), lead_before(), payment_guard(),
/// settle_guard() and intake_guard(), view_owner(), and those of imports (importrules.h). Those that look at other rows
/// have files of their own. They are implemented here
/// because SQLite's triggers can't change the row being written. Every client write goes through RowWriter, which
/// applies them before policies and constraints, as PostgreSQL does.

/// Both throw RestError if the caller may not make the change.
void beforeInsert(const Table &table, const Caller &caller, Record &row, qint64 now);
void beforeUpdate(const Table &table, const Caller &caller, const Record &before, Record &row, qint64 now);

} // namespace pl::embedded
