#pragma once

#include <QStringList>

namespace pl::migrate {

/// The statements of a PostgreSQL script, trimmed and without their semicolons; comments stay with the statement that
/// follows. Splits like the Supabase CLI, so that both write the same history: semicolons inside quotes, dollar quotes
/// and comments don't count, and a backslash in a quote has no meaning.
QStringList splitStatements(const QString &script);

} // namespace pl::migrate
