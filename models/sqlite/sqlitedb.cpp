#include "models/sqlite/sqlitedb.h"

#include "models/sqlite/sqlitebytes.h"

#include <sqlite3.h>

namespace pl::sqlite {

namespace {

ErrorCode codeOf(int sqliteCode)
{
    switch (sqliteCode & 0xff) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_NOMEM:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ErrorCode::Unavailable;
    case SQLITE_CONSTRAINT:
        return ErrorCode::Conflict;
    default:
        return ErrorCode::Internal;
    }
}

QString nameOf(int sqliteCode)
{
    switch (sqliteCode & 0xff) {
    case SQLITE_BUSY:
        return kBusy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return kDamaged;
    case SQLITE_FULL:
        return kFull;
    default:
        return {};
    }
}

} // namespace

Result<SqliteDb> SqliteDb::open(const QString &path, Mode mode, const char *vfs)
{
    sqlite3 *raw = nullptr;
    const int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (mode == Mode::CreateIfAbsent ? SQLITE_OPEN_CREATE : 0);
    const int code = sqlite3_open_v2(path.toUtf8().constData(), &raw, flags, vfs);
    SqliteDb db(raw);
    if (code != SQLITE_OK)
        return Error{
            codeOf(code),
            QStringLiteral("Can't open the database %1: %2.").arg(path, QString::fromUtf8(sqlite3_errstr(code)))};
    sqlite3_extended_result_codes(raw, 1);
    return db;
}

SqliteDb &SqliteDb::operator=(SqliteDb &&other) noexcept
{
    std::swap(m_db, other.m_db);
    return *this;
}

SqliteDb::~SqliteDb()
{
    sqlite3_close_v2(m_db);
}

Result<> SqliteDb::run(const QByteArray &sql)
{
    if (sqlite3_exec(m_db, sql.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return lastError();
    return {};
}

Result<SqliteStatement> SqliteDb::prepare(const char *sql)
{
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v3(m_db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
        return lastError();
    return SqliteStatement(statement, this);
}

int SqliteDb::changes() const
{
    return sqlite3_changes(m_db);
}

bool SqliteDb::isInTransaction() const
{
    return sqlite3_get_autocommit(m_db) == 0;
}

Result<> SqliteDb::checkpoint()
{
    if (sqlite3_wal_checkpoint_v2(m_db, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr) != SQLITE_OK)
        return lastError();
    return {};
}

Result<> SqliteDb::emptyLog()
{
    if (sqlite3_wal_checkpoint_v2(m_db, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr) != SQLITE_OK)
        return lastError();
    return {};
}

Result<bool> SqliteDb::holds(const QList<QByteArray> &texts)
{
    return databaseHolds(m_db, texts);
}

void SqliteDb::watchLog(int *pages)
{
    const auto note = [](void *place, sqlite3 *, const char *, int inLog) {
        *static_cast<int *>(place) = inLog;
        return SQLITE_OK;
    };
    sqlite3_wal_hook(m_db, note, pages);
}

Error SqliteDb::lastError() const
{
    // The error code's text, not sqlite3_errmsg, which may quote values, i.e. customers' data.
    const int code = sqlite3_extended_errcode(m_db);
    return {codeOf(code),
            QStringLiteral("Database error: %1.").arg(QString::fromUtf8(sqlite3_errstr(code))),
            {},
            nameOf(code)};
}

void SqliteStatement::Finalizer::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

SqliteStatement &SqliteStatement::bind(int index, qint64 value)
{
    sqlite3_bind_int64(m_statement.get(), index, value);
    return *this;
}

/// Binds the array's shared bytes; SQLite would otherwise copy them.
const char *SqliteStatement::keep(int index, const QByteArray &bytes)
{
    m_bound.resize(std::max<qsizetype>(m_bound.size(), index));
    m_bound[index - 1] = bytes;
    return bytes.isNull() ? nullptr : m_bound.at(index - 1).constData();
}

SqliteStatement &SqliteStatement::bindText(int index, const QByteArray &utf8)
{
    sqlite3_bind_text(m_statement.get(), index, keep(index, utf8), int(utf8.size()), SQLITE_STATIC);
    return *this;
}

SqliteStatement &SqliteStatement::bindBlob(int index, const QByteArray &bytes)
{
    sqlite3_bind_blob(m_statement.get(), index, keep(index, bytes), int(bytes.size()), SQLITE_STATIC);
    return *this;
}

SqliteStatement &SqliteStatement::bindNull(int index)
{
    sqlite3_bind_null(m_statement.get(), index);
    return *this;
}

Result<bool> SqliteStatement::step()
{
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE) {
        reset();
        return false;
    }
    const Error error = m_db->lastError();
    reset();
    return error;
}

Result<> SqliteStatement::run()
{
    for (;;) {
        const auto more = step();
        if (!more)
            return more.error();
        if (!*more)
            return {};
    }
}

void SqliteStatement::reset()
{
    sqlite3_reset(m_statement.get());
}

qint64 SqliteStatement::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

QByteArray SqliteStatement::bytes(int column) const
{
    return view(column).toByteArray();
}

QByteArrayView SqliteStatement::view(int column) const
{
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_statement.get(), column));
    return {data, sqlite3_column_bytes(m_statement.get(), column)};
}

bool SqliteStatement::isNull(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

} // namespace pl::sqlite
