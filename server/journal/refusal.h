#pragma once

#include "models/base/result.h"

namespace pl::journal {

/// Whether the other side rejected the data itself, so that retrying is useless: a data exception, a violated
/// constraint, a trigger's veto (PostgreSQL's classes 22, 23 and P0), too large, or `unusable`. Any other error (a
/// missing table or column, a bad key, PostgREST's own errors, a proxy's page) would affect every row and counts as an
/// outage.
bool isAboutTheData(const Error &error);

/// For a sink that can't use an entry at all; `reason` is shown to people and must not hold personal data.
Error unusable(const QString &reason);

/// Why an entry was set aside, for people. Omits the other side's own words, which may quote its contents.
QString reasonOf(const Error &error);
/// The same for an error that is not about the data but occurs every time for this entry and for no other.
QString fatalReasonOf(const Error &error);

} // namespace pl::journal
