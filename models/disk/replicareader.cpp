#include "models/disk/replicareader.h"

#include <QCryptographicHash>
#include <QFile>

namespace pl::disk {
namespace {

/// Goes up when what is in the file changes in a way that its tables don't show.
constexpr char kVersion[] = "1;";

} // namespace

QByteArray ReplicaReader::format()
{
    const QByteArray all = kVersion + TableSql::of<Lead>().format + TableSql::of<Plumber>().format +
                           TableSql::of<Payment>().format + TableSql::of<Notification>().format;
    return QCryptographicHash::hash(all, QCryptographicHash::Sha256).toHex();
}

/// Connections of this program share a database of SQLite's VFS "memdb" by a name that begins with a slash.
Result<sqlite::SqliteDb> ReplicaReader::openDb(const QString &path, sqlite::SqliteDb::Mode mode)
{
    if (!isInMemory(path))
        return sqlite::SqliteDb::open(path, mode);
    return sqlite::SqliteDb::open(path.mid(kInMemory.size() - 1), mode, "memdb");
}

Result<sqlite::SqliteStatement *> ReplicaReader::kept(const QByteArray &sql)
{
    const auto known = m_kept.find(sql);
    if (known != m_kept.end())
        return &known->second;
    auto prepared = m_db.prepare(sql.constData());
    if (!prepared)
        return prepared.error();
    return &m_kept.emplace(sql, std::move(*prepared)).first->second;
}

Result<std::unique_ptr<ReplicaReader>> ReplicaReader::open(const QString &path, const FileKey &key)
{
    using Opened = Result<std::unique_ptr<ReplicaReader>>;
    const Error notThere{ErrorCode::NotFound, QStringLiteral("There is no copy of the office on this computer.")};
    if (!isInMemory(path) && !QFile::exists(path))
        return notThere;
    auto db = openDb(path, sqlite::SqliteDb::Mode::Existing);
    if (!db)
        return db.error();
    std::unique_ptr<ReplicaReader> reader(new ReplicaReader(std::move(*db), path));
    if (const auto set = reader->m_db.run("pragma query_only = on; pragma busy_timeout = 5000"); !set)
        return set.error();
    const auto isOurs = reader->isOf(key);
    if (!isOurs)
        return isOurs.error();
    return *isOurs ? Opened(std::move(reader)) : Opened(notThere);
}

Result<bool> ReplicaReader::isOf(const FileKey &key)
{
    const auto tables = number("select count(*) from sqlite_schema where name = 'about'");
    if (!tables)
        return tables.error();
    if (*tables == 0)
        return false;
    const auto turn = readersTurn();
    auto about = m_db.prepare("select format, server, account, role from about");
    if (!about)
        return false; // another version's
    bool isSame = false;
    const auto read = about->eachRow([&] {
        isSame = about->bytes(0) == format() &&
                 FileKey{about->text(1), QUuid::fromRfc4122(about->view(2)), about->text(3)} == key;
    });
    return read ? Result<bool>(isSame) : Result<bool>(read.error());
}

Result<qint64> ReplicaReader::number(const QByteArray &query)
{
    qint64 found = 0;
    const auto read = select(query, [&found](const sqlite::SqliteStatement &row) { found = row.integer(0); });
    return read ? Result<qint64>(found) : Result<qint64>(read.error());
}

Result<QByteArray> ReplicaReader::note(const QByteArray &name)
{
    QByteArray text;
    const auto read = select(
        "select text from notes where name = ?", [&text](const auto &row) { text = row.bytes(0); },
        [&name](auto &query) { query.bindText(1, name); });
    return read ? Result<QByteArray>(text) : Result<QByteArray>(read.error());
}

Result<QList<PlaceRange>> ReplicaReader::rangesOf(const QByteArray &table, int parts)
{
    const auto last = number("select max(place) from " + table);
    if (!last)
        return last.error();
    QList<PlaceRange> ranges;
    for (int part = 0; part < parts; ++part)
        ranges += {*last * part / parts + 1, *last * (part + 1) / parts};
    return ranges;
}

} // namespace pl::disk
