#pragma once

#include <QStringList>

namespace pl::migrate {

/// The statements of a PostgreSQL script, trimmed and without their semicolons; comments stay with the statement that
/// follows. Splits as the Supabase CLI does, so that both write the same into the history: quotes, dollar quotes and
/// comments hide a semicolon, a backslash in a quote means nothing.
QStringList splitStatements(const QString &script);

} // namespace pl::migrate
