#pragma once

#include "server/embedded/store/caller.h"
#include "server/embedded/store/schema.h"

#include <QVariantList>

namespace pl::embedded {

/// A row's values in the order of its table's columns.
using Record = QVariantList;

/// What the reference schema's BEFORE triggers do: stamp(), touch(), lead_allowed(), lead_before(), payment_guard() and
/// settle_guard(). SQLite's triggers can't
/// change the row that is being written, and every write of a client passes through RowWriter; so these rules are here,
/// in one place, and run before policies and constraints are tried, as PostgreSQL has it.

void beforeInsert(const Table &table, Record &row, qint64 now);
/// Throws RestError when the change isn't the caller's to make.
void beforeUpdate(const Table &table, const Caller &caller, const Record &before, Record &row, qint64 now);

} // namespace pl::embedded
