#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QList>

struct sqlite3;

namespace pl::sqlite {

/// Whether the database's file holds one of these texts anywhere, also in pages that are free: what was deleted can
/// stay there. Reads all of it, through the connection's own handle, because closing another one would release this
/// process's locks (https://sqlite.org/howtocorrupt.html, section 2.2). Empty the log first; it isn't looked through.
Result<bool> databaseHolds(sqlite3 *db, const QList<QByteArray> &texts);

} // namespace pl::sqlite
