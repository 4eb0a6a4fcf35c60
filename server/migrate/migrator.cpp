#include "server/migrate/migrator.h"

#include "server/migrate/postgresconnection.h"

#include <nlohmann/json.hpp>

namespace pl::migrate {

namespace {

/// PostgreSQL's code for a lock timeout.
constexpr QStringView kLockTimeout = u"55P03";

std::optional<QStringList> statementsOf(const QVariant &json)
{
    const auto array = nlohmann::json::parse(json.toString().toStdString(), nullptr, false);
    if (!array.is_array()) // the CLI's `migration repair` may record only a version
        return std::nullopt;
    QStringList statements;
    for (const auto &statement : array)
        statements += QString::fromStdString(statement.get<std::string>());
    return statements;
}

QString jsonOf(const QStringList &statements)
{
    auto array = nlohmann::json::array();
    for (const QString &statement : statements)
        array.push_back(statement.toStdString());
    return QString::fromStdString(array.dump());
}

Error changed(const Migration &migration)
{
    return {ErrorCode::Conflict,
            QStringLiteral("Migration %1 differs from the one applied to this database. Restore its file and put "
                           "the change into a new migration.")
                .arg(migration.title())};
}

Error unknown(const QString &version)
{
    return {ErrorCode::Conflict,
            QStringLiteral("The database has migration %1, which this program does not know. It was made by a newer "
                           "version or by someone else. Use that version, or add the migration to this one.")
                .arg(version)};
}

Error failed(const Migration &migration, const Error &why)
{
    if (why.remoteCode == kLockTimeout)
        return {ErrorCode::TimedOut,
                QStringLiteral("Migration %1 waited too long for other programs using the database. It was rolled "
                               "back; try again.")
                    .arg(migration.title()),
                {},
                why.remoteCode};
    return {why.code,
            QStringLiteral("Migration %1 could not be applied: %2. It was rolled back.")
                .arg(migration.title(), why.message),
            {},
            why.remoteCode};
}

} // namespace

Migrator::Migrator(PostgresConnection &database, const QList<Migration> &migrations)
    : m_database(database), m_migrations(migrations)
{
}

Result<MigrationPlan> Migrator::plan()
{
    const auto table = m_database.rows(
        QStringLiteral("select 1 where to_regclass('supabase_migrations.schema_migrations') is not null"));
    if (!table)
        return table.error();
    if (table->isEmpty())
        return MigrationPlan{{}, m_migrations};
    // Read as JSON, because an older CLI created the table without the column.
    const auto history = m_database.rows(QStringLiteral(
        "select version, to_jsonb(h) ->> 'statements' from supabase_migrations.schema_migrations h order by version"));
    if (!history)
        return history.error();
    MigrationPlan plan{{}, m_migrations};
    for (const QVariantList &row : *history) {
        const QString version = row.at(0).toString();
        const auto own = std::find_if(plan.missing.cbegin(), plan.missing.cend(),
                                      [&version](const Migration &m) { return m.version == version; });
        if (own == plan.missing.cend())
            return unknown(version);
        if (statementsOf(row.at(1)).value_or(own->statements) != own->statements)
            return changed(*own);
        plan.applied += *own;
        plan.missing.erase(own);
    }
    return plan;
}

Result<QStringList> Migrator::apply()
{
    QStringList titles;
    for (;;) {
        const auto title = m_database.inTransaction([this] { return applyNext(); });
        if (!title)
            return title.error();
        if (title->isEmpty())
            return titles;
        titles += *title;
    }
}

/// With the lock held and a fresh plan: another program may have applied some in the meantime.
Result<QString> Migrator::applyNext()
{
    if (const auto locked = takeLock(); !locked)
        return locked.error();
    const auto current = plan();
    if (!current)
        return current.error();
    if (current->missing.isEmpty())
        return QString();
    const Migration &next = current->missing.first();
    if (const auto ran = run(next); !ran)
        return failed(next, ran.error());
    return next.title();
}

Result<bool> Migrator::wantsSeed()
{
    const auto table = m_database.rows(QStringLiteral("select 1 where to_regclass('public.services') is not null"));
    if (!table)
        return table.error();
    if (table->isEmpty())
        return true;
    const auto first = m_database.rows(QStringLiteral("select 1 from public.services limit 1"));
    return first.transform([](const auto &rows) { return rows.isEmpty(); });
}

Result<bool> Migrator::seed(const QStringList &statements)
{
    return m_database.inTransaction([&]() -> Result<bool> {
        if (const auto locked = takeLock(); !locked)
            return locked.error();
        const auto isWanted = wantsSeed();
        if (!isWanted || !*isWanted)
            return isWanted;
        for (const QString &statement : statements)
            if (const auto ran = m_database.run(statement); !ran)
                return ran.error();
        return true;
    });
}

/// Held until the end of the transaction, so it also works through a pooler that gives each transaction another
/// connection.
Result<> Migrator::takeLock()
{
    for (const char *statement : {"set local lock_timeout = '30s'", "set local statement_timeout = 0",
                                  "select pg_advisory_xact_lock(hashtext('plumber_leads.migrate'))"}) {
        const auto ran = m_database.run(QString::fromLatin1(statement));
        if (!ran && ran.error().remoteCode == kLockTimeout)
            return Error{ErrorCode::TimedOut,
                         QStringLiteral("Another program is changing this database; try again later."),
                         {},
                         ran.error().remoteCode};
        if (!ran)
            return ran;
    }
    return {};
}

/// The table as the Supabase CLI creates it.
Result<> Migrator::prepareHistory()
{
    for (const char *statement :
         {"set local client_min_messages = warning", "create schema if not exists supabase_migrations",
          "create table if not exists supabase_migrations.schema_migrations (version text not null primary key)",
          "alter table supabase_migrations.schema_migrations add column if not exists statements text[]",
          "alter table supabase_migrations.schema_migrations add column if not exists name text"})
        if (const auto ran = m_database.run(QString::fromLatin1(statement)); !ran)
            return ran;
    return {};
}

Result<> Migrator::run(const Migration &migration)
{
    if (const auto prepared = prepareHistory(); !prepared)
        return prepared;
    for (const QString &statement : migration.statements)
        if (const auto ran = m_database.run(statement); !ran)
            return ran;
    const auto noted =
        m_database.rows(QStringLiteral("insert into supabase_migrations.schema_migrations (version, name, statements)"
                                       " values (?, ?, array(select jsonb_array_elements_text(cast(? as jsonb))))"),
                        {migration.version, migration.name, jsonOf(migration.statements)});
    return noted ? Result<>() : Result<>(noted.error());
}

} // namespace pl::migrate
