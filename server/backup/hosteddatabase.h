#pragma once

#include "server/backup/databasecopy.h"
#include "server/migrate/databaseaddress.h"

namespace pl::backup {

/// The database of a Supabase project, by PostgreSQL's own programs. What is saved is the rows: those of the office
/// and its people's accounts (auth.users, auth.identities). The tables' definitions, functions and rights are the
/// migrations', which `migrate` makes in a new project; Supabase makes what else is in `auth`.
class HostedDatabase
{
public:
    explicit HostedDatabase(migrate::DatabaseAddress address) : m_address(std::move(address)) {}

    /// Writes a dump (pg_dump's custom format) to a new file that only its owner can read. The facts are those of the
    /// very moment that is in the dump.
    Result<DatabaseFacts> dump(const QString &file) const;

    /// Whether `restore` may write into the database: it has this version's tables and no data of an office. Conflict
    /// with a sentence if not.
    Result<> checkIsFree(qint64 schema) const;
    /// Writes a dump's rows into the database, all or none. `folder`: for files that hold the rows meanwhile; it
    /// belongs to us alone. Fails, too, when the rows that are there afterwards are not as many as `expected`.
    Result<> restore(const QString &file, const RowCounts &expected, const QString &folder) const;

private:
    Result<QByteArray> run(const char *program, const QStringList &arguments) const;

    const migrate::DatabaseAddress m_address;
};

/// Of what `pg_restore --list` prints, the lines that `restore` wants, and the tables of schema public in them.
struct DumpContents
{
    QByteArray lines;
    QStringList tables;

    static DumpContents of(const QByteArray &listed);
};

} // namespace pl::backup
