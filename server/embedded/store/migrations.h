#pragma once

#include "models/base/result.h"

namespace pl::embedded {

class Database;

/// Brings the database to the newest of the numbered scripts, all or nothing. Several processes may do so at once.
Result<Done> migrate(Database &database);
/// The number of the newest script.
int newestSchema();

} // namespace pl::embedded
