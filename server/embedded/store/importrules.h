#pragma once

#include "server/embedded/store/namedrow.h"

namespace pl::embedded {

// What imports may do and how they are undone: functions of the reference schema's triggers
// (server/supabase/migrations/…_office_day.sql) for a row's own columns. They refuse with RestError.

/// lead_admitted(), for a new row: only an import tells of work that was done before.
void admitLead(const Caller &caller, NamedRow &row, qint64 now);
/// lead_withdrawn(): what is left of a lead whose import is undone. For a row that has just got its `withdrawn_at`.
void withdrawLead(const Caller &caller, NamedRow &row, qint64 now);
/// plumber_before(): who changed a plumber, and what is left of one whose import is undone.
void changePlumber(const Caller &caller, NamedRow &before, NamedRow &row, qint64 now);
/// import_guard(), for a change: the way an import goes.
void guardImport(NamedRow &before, NamedRow &row);

} // namespace pl::embedded
