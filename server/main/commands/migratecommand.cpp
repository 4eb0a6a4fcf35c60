#include "server/main/commands/migratecommand.h"

#include "server/main/commands/storecommand.h"
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
    const auto address = DatabaseAddress::find(url, QProcessEnvironment::systemEnvironment(), pooler);
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

void MigrateCommand::describe(QCommandLineParser &parser) const
{
    parser.addOption({QStringLiteral("database-url"),
                      QStringLiteral("The database, postgresql://user@host:5432/postgres; its password is in "
                                     "DB_PASSWORD. Default: the project that SUPABASE_URL names. The server's "
                                     "certificate is checked (sslmode=verify-full) unless the host is this machine; "
                                     "the project's CA is a file named in PGSSLROOTCERT, or by ?sslrootcert=FILE."),
                      QStringLiteral("URL")});
    parser.addOption({QStringLiteral("pooler"),
                      QStringLiteral("The session pooler's host, for a machine without IPv6; the project's dashboard "
                                     "shows it under Connect."),
                      QStringLiteral("HOST")});
    parser.addOption({QStringLiteral("dry-run"), QStringLiteral("Print what would be done and change nothing.")});
    parser.addPositionalArgument(QStringLiteral("migrate"),
                                 QStringLiteral("Brings a Supabase project's database to this version."),
                                 QStringLiteral("migrate"));
}

void MigrateCommand::start(const QCommandLineParser &parser)
{
    if (parser.positionalArguments().size() > 1)
        return Q_EMIT finished(usageError(QStringLiteral("migrate takes no arguments.")));
    Q_EMIT finished(migrateDatabase(parser.value(QStringLiteral("database-url")),
                                    parser.value(QStringLiteral("pooler")), parser.isSet(QStringLiteral("dry-run"))));
}

} // namespace pl
