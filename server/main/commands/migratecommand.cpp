#include "server/main/commands/migratecommand.h"

#include "server/main/commands/options.h"
#include "server/main/commands/storecommand.h"
#include "server/main/credentials.h"
#include "server/migrate/migrator.h"
#include "server/migrate/postgresconnection.h"

#include <QLoggingCategory>

Q_LOGGING_CATEGORY(lcMigrate, "pl.migrate")

namespace pl {

namespace {

using namespace migrate;

constexpr const char *kSeed = "seed: the services an office begins with";

QByteArray planText(const MigrationPlan &plan, bool wantsSeed)
{
    QList<QStringList> lines;
    for (const Migration &migration : plan.applied)
        lines.append({migration.title(), QStringLiteral("applied")});
    for (const Migration &migration : plan.missing)
        lines.append({migration.title(), QStringLiteral("to apply, %1 statements").arg(migration.statements.size())});
    if (wantsSeed)
        lines.append({QString::fromLatin1(kSeed), QStringLiteral("to apply")});
    return printedTable(lines) + (plan.missing.isEmpty() && !wantsSeed ? "The database is up to date.\n"
                                                                       : "Nothing was changed; this was --dry-run.\n");
}

QByteArray appliedText(const QStringList &titles, bool isSeeded)
{
    QByteArray text;
    for (const QString &title : titles)
        text += title.toUtf8() + " applied\n";
    if (isSeeded)
        text += QByteArray(kSeed) + " applied\n";
    return text + "The database is up to date.\n";
}

Result<QByteArray> planned(Migrator &migrator)
{
    const auto wantsSeed = migrator.wantsSeed();
    if (!wantsSeed)
        return wantsSeed.error();
    return migrator.plan().transform([&](const MigrationPlan &plan) { return planText(plan, *wantsSeed); });
}

Result<QByteArray> applied(Migrator &migrator, const QStringList &seed)
{
    const auto titles = migrator.apply();
    if (!titles)
        return titles.error();
    return migrator.seed(seed).transform([&](bool isSeeded) { return appliedText(*titles, isSeeded); });
}

Result<QByteArray> migrateDatabase(const QString &url, const QString &pooler, bool dryRun)
{
    const auto environment = withCredentials(QProcessEnvironment::systemEnvironment());
    if (!environment)
        return environment.error();
    const auto address = DatabaseAddress::find(url, *environment, pooler);
    if (!address)
        return address.error();
    if (const QString warning = address->tlsWarning(); !warning.isEmpty())
        qCWarning(lcMigrate).noquote() << warning;
    const auto migrations = ownMigrations();
    if (!migrations)
        return migrations.error();
    const auto seed = ownSeed();
    if (!seed)
        return seed.error();
    const auto database = PostgresConnection::open(*address);
    if (!database)
        return database.error();
    Migrator migrator(**database, *migrations);
    return dryRun ? planned(migrator) : applied(migrator, *seed);
}

} // namespace

void MigrateCommand::describe(CLI::App &app)
{
    app.footer("migrate --dry-run\n"
               "migrate --pooler aws-0-eu-central-1.pooler.supabase.com");
    addText(app, "--database-url", "URL", m_databaseUrl,
            "The database, such as postgresql://user@host:5432/postgres. Its password is read from DB_PASSWORD. The "
            "server's certificate is checked (sslmode=verify-full) unless the host is this machine; the project's CA "
            "is a file named in PGSSLROOTCERT or by ?sslrootcert=FILE. Default: the project that SUPABASE_URL names.");
    addText(app, "--pooler", "HOST", m_pooler,
            "The session pooler's host, for a machine without IPv6. The project's dashboard shows it under Connect. "
            "Default: a direct connection.");
    addFlag(app, "--dry-run", m_isDryRun, "Print what would be done and change nothing.");
}

void MigrateCommand::start()
{
    Q_EMIT finished(migrateDatabase(m_databaseUrl, m_pooler, m_isDryRun));
}

} // namespace pl
