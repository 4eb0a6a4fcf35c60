#pragma once

#include "models/base/result.h"

namespace pl::journal {

/// Whether the other side refuses the data themselves, so that asking again is of no use: a data exception, a broken
/// constraint, a trigger's veto (PostgreSQL's classes 22, 23 and P0), too large, or `unusable`. What else there is (a
/// missing table or column, a key, PostgREST's own complaints, a proxy's page) would refuse every row: an outage.
bool isAboutTheData(const Error &error);

/// For a sink that can't use an entry at all; `reason` is shown to people and holds no personal data.
Error unusable(const QString &reason);

/// Why an entry is set aside, for people: without its contents, which the other side's own words may quote.
QString reasonOf(const Error &error);
/// The same for an error that is not about the data, but comes for this entry each time and for no other.
QString fatalReasonOf(const Error &error);

} // namespace pl::journal
