#include "models/disk/replicafile.h"

#include <QCryptographicHash>
#include <QFile>

namespace pl::disk {
namespace {

const QByteArray kOpen = "open"; // a note: somebody has written and not closed the file

/// Before SQLite writes anything to it; the files beside it get the same permissions.
Result<> makePrivate(const QString &path)
{
    QFile file(path);
    constexpr auto kOwnerAlone = QFile::ReadOwner | QFile::WriteOwner;
    if (file.exists() ? file.setPermissions(kOwnerAlone)
                      : file.open(QFile::WriteOnly | QFile::NewOnly) && file.setPermissions(kOwnerAlone))
        return {};
    return Error{ErrorCode::Unavailable, QStringLiteral("The copy of the office can't be written to this computer.")};
}

bool mayBeCuredByMakingItAgain(const Error &error)
{
    return error.remoteCode == sqlite::kDamaged || error.code == ErrorCode::Internal;
}

} // namespace

QString ReplicaFile::nameFor(const QString &server, const QString &email)
{
    const QByteArray whose = server.toUtf8() + '\n' + email.toLower().toUtf8();
    const QByteArray hash = QCryptographicHash::hash(whose, QCryptographicHash::Sha256).toHex().left(32);
    return QStringLiteral("office-%1.sqlite").arg(QString::fromLatin1(hash));
}

QString ReplicaFile::inMemory()
{
    return kInMemory + QUuid::createUuid().toString(QUuid::WithoutBraces);
}

Result<std::unique_ptr<ReplicaFile>> ReplicaFile::open(const QString &path, const FileKey &key)
{
    auto file = openOnce(path, key);
    if (file || isInMemory(path) || !mayBeCuredByMakingItAgain(file.error()))
        return file;
    if (const auto removed = remove(path); !removed)
        return removed.error();
    return openOnce(path, key);
}

Result<std::unique_ptr<ReplicaFile>> ReplicaFile::openOnce(const QString &path, const FileKey &key)
{
    const bool isOnDisk = !isInMemory(path);
    if (const auto isPrivate = isOnDisk ? makePrivate(path) : Result<>(); !isPrivate)
        return isPrivate.error();
    auto db = openDb(path, sqlite::SqliteDb::Mode::CreateIfAbsent);
    if (!db)
        return db.error();
    std::unique_ptr<ReplicaFile> file(new ReplicaFile(std::move(*db), path));
    if (const auto set = file->prepare(); !set)
        return set.error();
    const auto isOurs = file->isOf(key);
    if (!isOurs)
        return isOurs.error();
    if (!*isOurs) {
        const auto tables = file->number("select count(*) from sqlite_schema");
        if (!tables || *tables > 0) // somebody else's
            return Error{ErrorCode::Internal, QStringLiteral("The copy is not of this account."), {}, sqlite::kDamaged};
        if (const auto made = file->make(key); !made)
            return made.error();
    }
    const auto note = file->note(kOpen);
    if (!note)
        return note.error();
    file->m_wasClosed = note->isEmpty();
    if (const auto removed = file->removeOldImage(); !removed)
        return removed.error();
    return file;
}

/// Deleted content is overwritten, and the log is moved into the file every 16 MB.
Result<> ReplicaFile::prepare()
{
    return m_db.run("pragma busy_timeout = 5000; pragma secure_delete = on; pragma journal_mode = wal;"
                    "pragma synchronous = normal; pragma temp_store = memory; pragma cache_size = -65536;"
                    "pragma wal_autocheckpoint = 4096");
}

Result<> ReplicaFile::make(const FileKey &key)
{
    m_isNew = true;
    QByteArray tables = "begin immediate; create table notes (name text primary key, text text not null) without rowid;"
                        "create table about (format, server, account, role);";
    tables += TableSql::of<Lead>().create + TableSql::of<Plumber>().create + TableSql::of<Payment>().create +
              TableSql::of<Notification>().create;
    if (const auto created = m_db.run(tables); !created)
        return created;
    auto about = m_db.prepare("insert into about values (?, ?, ?, ?)");
    if (!about)
        return about.error();
    about->bindText(1, format()).bindText(2, key.server).bindBlob(3, key.account.toRfc4122()).bindText(4, key.role);
    const auto written = about->run();
    return written ? m_db.run("commit") : written;
}

Result<> ReplicaFile::remove(const QString &path)
{
    bool isRemoved = removeImage(path);
    for (const char *behind : {"-wal", "-shm", ""}) {
        QFile file(path + QString::fromLatin1(behind));
        isRemoved = isRemoved && (!file.exists() || file.remove());
    }
    if (isRemoved)
        return {};
    return Error{ErrorCode::Unavailable, QStringLiteral("The copy of the office can't be removed from this computer.")};
}

ReplicaFile::~ReplicaFile()
{
    takeTurn();
    if (m_hasWritten)
        (void)m_db.run("delete from notes where name = '" + kOpen + "'");
    if (m_hasErased)
        (void)emptyLog();
}

Result<> ReplicaFile::begin()
{
    takeTurn();
    if (const auto begun = m_db.run("begin immediate"); !begun) {
        endTurn();
        return begun;
    }
    if (std::exchange(m_hasWritten, true))
        return {};
    const auto noted = keep({{kOpen, "yes"}});
    return noted ? noted : end(noted);
}

Result<> ReplicaFile::keep(const Notes &notes)
{
    auto statement = m_db.prepare("insert or replace into notes values (?, ?)");
    if (!statement)
        return statement.error();
    for (const auto &[name, text] : notes.asKeyValueRange())
        if (const auto kept = statement->bindText(1, name).bindText(2, text).run(); !kept)
            return kept;
    return {};
}

Result<> ReplicaFile::end(const Result<> &written)
{
    const bool losesImage = std::exchange(m_isErasingLead, false);
    const auto rest = written && losesImage ? forgetImage() : written;
    const auto ended = rest ? m_db.run("commit") : rest;
    if (!ended && m_db.isInTransaction())
        (void)m_db.run("rollback");
    endTurn();
    if (ended && m_hasOldImage)
        (void)removeOldImage();
    if (ended && m_hasErased)
        return emptyLog();
    return ended;
}

/// The log holds pages as they were before; it is emptied once nobody reads them.
Result<> ReplicaFile::emptyLog()
{
    auto checkpoint = m_db.prepare("pragma wal_checkpoint(truncate)");
    if (!checkpoint)
        return checkpoint.error();
    return checkpoint->eachRow([&] { m_hasErased = checkpoint->integer(0) != 0; });
}

Result<> ReplicaFile::check()
{
    const auto turn = readersTurn();
    auto check = m_db.prepare("pragma quick_check(1)");
    if (!check)
        return check.error();
    bool isSound = true;
    if (const auto read = check->eachRow([&] { isSound = check->bytes(0) == "ok"; }); !read)
        return read;
    if (isSound)
        return {};
    return Error{ErrorCode::Unavailable, QStringLiteral("The copy of the office is damaged."), {}, sqlite::kDamaged};
}

} // namespace pl::disk
