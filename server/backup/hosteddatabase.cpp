#include "server/backup/hosteddatabase.h"

#include "server/backup/archivestream.h"
#include "server/backup/programs.h"
#include "server/migrate/postgresconnection.h"

#include <QDir>
#include <QRegularExpression>

namespace pl::backup {

namespace {

using migrate::DatabaseAddress;
using migrate::PostgresConnection;

constexpr const char *kTables =
    "select format('%I.%I', n.nspname, c.relname), c.relname from pg_class c "
    "join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and "
    "(n.nspname = 'public' or (n.nspname = 'auth' and c.relname in ('users', 'identities'))) "
    "order by 1";
constexpr const char *kSchema = "select coalesce(max(version), '0')::bigint from supabase_migrations.schema_migrations";

QProcessEnvironment environmentFor(const DatabaseAddress &address)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PGHOST"), address.host);
    environment.insert(QStringLiteral("PGPORT"), QString::number(address.port));
    environment.insert(QStringLiteral("PGDATABASE"), address.database);
    environment.insert(QStringLiteral("PGUSER"), address.user);
    environment.insert(QStringLiteral("PGPASSWORD"), address.password);
    for (auto option = address.options.cbegin(); option != address.options.cend(); ++option)
        environment.insert(QStringLiteral("PG") + QString(option.key()).remove(u'_').toUpper(), option.value());
    environment.insert(QStringLiteral("PGCONNECT_TIMEOUT"),
                       address.options.value(QStringLiteral("connect_timeout"), QStringLiteral("10")));
    return environment;
}

Result<qint64> numberOf(PostgresConnection &database, const QString &query)
{
    return database.rows(query).transform(
        [](const QList<QVariantList> &rows) { return rows.isEmpty() ? 0 : rows.first().first().toLongLong(); });
}

/// "leads" of schema public, "auth.users" of the other.
QString nameOf(const QString &quoted)
{
    return quoted.startsWith(u"public.") ? quoted.sliced(7) : quoted;
}

Result<DatabaseFacts> hostedFacts(PostgresConnection &database)
{
    const auto schema = numberOf(database, QString::fromLatin1(kSchema));
    const auto tables = database.rows(QString::fromLatin1(kTables));
    if (!schema || !tables)
        return schema ? tables.error() : schema.error();
    DatabaseFacts facts{*schema, {}};
    for (const QVariantList &table : *tables) {
        const QString quoted = table.first().toString();
        const auto many = numberOf(database, QStringLiteral("select count(*) from ") + quoted);
        if (!many)
            return many.error();
        facts.rows.insert(nameOf(quoted), *many);
    }
    return facts;
}

Error notFree(const QString &sentence)
{
    return {ErrorCode::Conflict, QStringLiteral("Nothing was restored: %1").arg(sentence)};
}

QStringList patterns()
{
    return {QStringLiteral("--table=public.*"), QStringLiteral("--table=auth.users"),
            QStringLiteral("--table=auth.identities"), QStringLiteral("--table=supabase_migrations.schema_migrations")};
}

} // namespace

Result<QByteArray> HostedDatabase::run(const char *program, const QStringList &arguments) const
{
    return runPostgresProgram(QString::fromLatin1(program), arguments, environmentFor(m_address));
}

/// Rows are counted in the same snapshot that pg_dump reads: https://www.postgresql.org/docs/15/functions-admin.html,
/// "Snapshot Synchronization Functions".
Result<DatabaseFacts> HostedDatabase::dump(const QString &file) const
{
    const auto database = PostgresConnection::open(m_address);
    if (!database)
        return database.error();
    if (const auto begun = (*database)->run(QStringLiteral("begin isolation level repeatable read read only")); !begun)
        return begun.error();
    const auto snapshot = (*database)->rows(QStringLiteral("select pg_export_snapshot()"));
    const auto facts = snapshot ? hostedFacts(**database) : snapshot.error();
    if (!facts)
        return facts;
    if (const auto made = FileOutput::create(file); !made) // with its permissions
        return made.error();
    const QStringList arguments{
        QStringLiteral("--format=custom"), QStringLiteral("--no-password"), QStringLiteral("--lock-wait-timeout=60s"),
        QStringLiteral("--snapshot=") + snapshot->first().first().toString(), QStringLiteral("--file=") + file};
    const auto dumped = run("pg_dump", arguments + patterns());
    return dumped ? facts : dumped.error();
}

Result<> HostedDatabase::checkIsFree(qint64 schema) const
{
    const auto database = PostgresConnection::open(m_address);
    if (!database)
        return database.error();
    const auto facts = hostedFacts(**database);
    if (!facts)
        return notFree(QStringLiteral("the database has not been set up. Run plumber-leads-server migrate first."));
    if (facts->schema < schema)
        return notFree(
            QStringLiteral("the database is older than the backup. Run plumber-leads-server migrate first."));
    if (facts->schema > schema)
        return notFree(QStringLiteral("the database is newer than the backup. Set one up with the program of the "
                                      "backup's version, restore, and update then."));
    for (const char *table : {"leads", "plumbers", "payments", "auth.users"})
        if (facts->rows.value(QString::fromLatin1(table)) > 0)
            return notFree(QStringLiteral("the database has rows in %1 already.").arg(QString::fromLatin1(table)));
    return {};
}

/// Triggers would write history, payments and messages a second time, so they are off, the way Supabase's own guide
/// does it (https://supabase.com/docs/guides/platform/migrating-within-supabase/backup-restore). A migrated database
/// has a new office's services and settings, which go first.
Result<> HostedDatabase::restore(const QString &file, const RowCounts &expected, const QString &folder) const
{
    const auto listed = run("pg_restore", {QStringLiteral("--list"), file});
    if (!listed)
        return listed.error();
    const DumpContents contents = DumpContents::of(*listed);
    const QString list = QDir(folder).filePath(QStringLiteral("contents"));
    const QString script = QDir(folder).filePath(QStringLiteral("rows.sql"));
    const auto listFile = FileOutput::create(list);
    if (!listFile)
        return listFile.error();
    if (const auto written = (*listFile)->write(contents.lines.constData(), contents.lines.size()); !written)
        return written;
    if (const auto made = FileOutput::create(script); !made)
        return made.error();
    // To a file, not a pipe: what a pipe brings before it breaks would look like all of it.
    const auto made = run("pg_restore", {QStringLiteral("--data-only"), QStringLiteral("--use-list=") + list,
                                         QStringLiteral("--file=") + script, file});
    if (!made)
        return made.error();
    const auto ran =
        run("psql",
            {QStringLiteral("--no-psqlrc"), QStringLiteral("--quiet"), QStringLiteral("--no-password"),
             QStringLiteral("--single-transaction"), QStringLiteral("--set=ON_ERROR_STOP=1"),
             QStringLiteral("--set=VERBOSITY=sqlstate"), // more would quote rows
             QStringLiteral("--command=set session_replication_role = replica"),
             QStringLiteral("--command=truncate ") + contents.tables.join(u", "), QStringLiteral("--file=") + script});
    if (!ran)
        return ran.error();
    const auto database = PostgresConnection::open(m_address);
    const auto facts = database ? hostedFacts(**database) : database.error();
    if (!facts)
        return facts.error();
    if (facts->rows != expected)
        return Error{ErrorCode::Internal, QStringLiteral("The database has other rows than the backup.")};
    return {};
}

DumpContents DumpContents::of(const QByteArray &listed)
{
    static const QRegularExpression form(
        QStringLiteral("^\\d+; \\d+ \\d+ (TABLE DATA|SEQUENCE SET) (public|auth) (\\S+) "));
    DumpContents contents;
    for (const QByteArray &line : listed.split('\n')) {
        const auto match = form.match(QString::fromUtf8(line));
        if (!match.hasMatch())
            continue;
        contents.lines += line + '\n';
        if (match.captured(1) == u"TABLE DATA" && match.captured(2) == u"public")
            contents.tables += QStringLiteral("public.\"%1\"").arg(match.captured(3));
    }
    return contents;
}

} // namespace pl::backup
