#include "server/backup/databasecopy.h"

#include "models/sqlite/sqlitedb.h"
#include "server/backup/archivestream.h"

#include <QFileInfo>

namespace pl::backup {

namespace {

using sqlite::SqliteDb;

/// What SQLite says, and of which file.
Error about(const QString &path, const Error &error)
{
    return {error.code, QStringLiteral("%1: %2").arg(QFileInfo(path).fileName(), error.message), {}, error.remoteCode};
}

Result<SqliteDb> openPatiently(const QString &path)
{
    auto db = SqliteDb::open(path, SqliteDb::Mode::Existing);
    if (!db)
        return db;
    // Nobody holds a lock for long.
    if (const auto set = db->run("pragma busy_timeout = 10000"); !set)
        return set.error();
    return db;
}

Result<qint64> numberFrom(SqliteDb &db, const QByteArray &query)
{
    auto asked = db.prepare(query.constData());
    if (!asked)
        return asked.error();
    const auto row = asked->step();
    if (!row)
        return row.error();
    return *row ? asked->integer(0) : 0;
}

Result<QStringList> textsFrom(SqliteDb &db, const char *query)
{
    auto asked = db.prepare(query);
    if (!asked)
        return asked.error();
    QStringList texts;
    if (const auto read = asked->eachRow([&] { texts += asked->text(0); }); !read)
        return read.error();
    return texts;
}

Result<DatabaseFacts> readFacts(SqliteDb &db)
{
    const auto schema = numberFrom(db, "pragma user_version");
    const auto tables =
        textsFrom(db, "select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\'");
    if (!schema || !tables)
        return schema ? tables.error() : schema.error();
    DatabaseFacts facts{*schema, {}};
    for (const QString &table : *tables) {
        const QString quoted = u'"' + QString(table).replace(u'"', QStringLiteral("\"\"")) + u'"';
        const auto rows = numberFrom(db, "select count(*) from " + quoted.toUtf8());
        if (!rows)
            return rows.error();
        facts.rows.insert(table, *rows);
    }
    return facts;
}

} // namespace

Result<> copyDatabase(const QString &from, const QString &to)
{
    auto source = openPatiently(from);
    if (!source)
        return source.error();
    if (const auto made = FileOutput::create(to); !made)
        return made.error();
    auto target = SqliteDb::open(to);
    if (!target)
        return target.error();
    // A copy that isn't finished is thrown away, and the archive is synced.
    if (const auto set = target->run("pragma journal_mode = off; pragma synchronous = off"); !set)
        return about(to, set.error());
    const auto copied = source->copyOver(*target);
    return copied ? copied : about(to, copied.error());
}

Result<DatabaseFacts> factsOf(const QString &path)
{
    auto db = openPatiently(path);
    if (!db)
        return db.error();
    auto facts = readFacts(*db);
    return facts ? facts : about(path, facts.error());
}

Result<> checkDatabase(const QString &path)
{
    auto db = openPatiently(path);
    if (!db)
        return db.error();
    const auto said = textsFrom(*db, "pragma integrity_check");
    if (said && *said == QStringList{QStringLiteral("ok")})
        return {};
    return Error{ErrorCode::InvalidInput,
                 QStringLiteral("%1 is damaged; SQLite's integrity_check fails.").arg(QFileInfo(path).fileName())};
}

} // namespace pl::backup
