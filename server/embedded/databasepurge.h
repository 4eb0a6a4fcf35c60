#pragma once

#include "server/embedded/store/database.h"

namespace pl::embedded {

/// Empties the log, and rewrites the file if it still holds one of these texts. Outside of any transaction. See
/// EmbeddedSupabase::purge.
Result<> purgeDatabase(Database &database, const QList<QByteArray> &texts);

} // namespace pl::embedded
