#pragma once

#include "server/embedded/store/database.h"

namespace pl::embedded {

/// history_sealed() of the reference schema: gives the lines of leads' histories their place and hashes
/// (models/domain/historychain.h). SQLite's triggers write lines but have no SHA-256, so whoever may have caused some
/// calls this, within the same transaction.

/// The newest line's id; 0 without lines.
qint64 newestHistoryLine(Database &database);
/// Seals the lines behind that id. Lines without hashes before it stay so.
void sealHistory(Database &database, qint64 behind);

} // namespace pl::embedded
