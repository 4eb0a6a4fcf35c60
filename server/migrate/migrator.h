#pragma once

#include "server/migrate/migration.h"

namespace pl::migrate {

class PostgresConnection;

struct MigrationPlan
{
    QList<Migration> applied;
    QList<Migration> missing; ///< in the order in which they will run
};

/// Brings a database up to the newest of `migrations`. Records applied ones where the Supabase CLI does, in
/// supabase_migrations.schema_migrations, so either tool may be used at any time. Several may run at once.
class Migrator
{
public:
    Migrator(PostgresConnection &database, const QList<Migration> &migrations);

    /// What `apply` would do; changes nothing. Fails if an applied migration has been changed since, or if the database
    /// has one that is not in `migrations`.
    Result<MigrationPlan> plan();
    /// Applies the missing migrations, each in its own transaction, and returns their titles. On failure, earlier ones
    /// stay applied and the failed one is rolled back.
    Result<QStringList> apply();

    /// Whether the office has no services yet.
    Result<bool> wantsSeed();
    /// Runs these statements if it has none; returns whether it did. For an up-to-date database.
    Result<bool> seed(const QStringList &statements);

private:
    Result<QString> applyNext();
    Result<> takeLock();
    Result<> prepareHistory();
    Result<> run(const Migration &migration);

    PostgresConnection &m_database;
    QList<Migration> m_migrations;
};

} // namespace pl::migrate
