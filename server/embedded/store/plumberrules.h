#pragma once

#include "server/embedded/store/namedrow.h"

namespace pl::embedded {

// plumber_fits() of the reference schema (server/supabase/migrations/…_plumbers.sql) for a row's own columns.

/// Who verified a plumber, and when, is written for everybody. `before` is null for a new row.
void verifyPlumber(const Caller &caller, NamedRow *before, NamedRow &row, qint64 now);
/// Refuses ZIP codes and hours that no program could read. Does nothing for other tables. Runs after tidyTexts().
void checkPlumber(const Table &table, Record &values);

} // namespace pl::embedded
