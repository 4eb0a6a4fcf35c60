#pragma once

#include "server/migrate/migration.h"

namespace pl::migrate {

class PostgresConnection;

struct MigrationPlan
{
    QList<Migration> applied;
    QList<Migration> missing; ///< in the order in which they will run
};

/// Brings a database to the newest of `migrations`. What is applied is kept where the Supabase CLI keeps it,
/// supabase_migrations.schema_migrations, so either tool may be used at any time. Several may run at once.
class Migrator
{
public:
    Migrator(PostgresConnection &database, const QList<Migration> &migrations);

    /// What `apply` would do; changes nothing. Fails when an applied migration has been changed since, or when the
    /// database has one that is not among `migrations`.
    Result<MigrationPlan> plan();
    /// Applies what is missing, each in a transaction of its own, and gives their titles. After a failure those before
    /// it stay applied, and nothing of the failed one does.
    Result<QStringList> apply();

    /// Whether the office has no services yet.
    Result<bool> wantsSeed();
    /// Runs these statements if it has none; whether it did. For a database that is up to date.
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
