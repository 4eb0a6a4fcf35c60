#include "server/embedded/store/database.h"

#include <QFile>
#include <QSqlDriver>
#include <QSqlError>

#include <sqlite3.h>

#include <atomic>

namespace pl::embedded {
namespace {

/// Preparing an insert into leads takes longer than running it, because SQLite compiles all triggers it may fire.
constexpr int kKeptStatements = 100;
/// Statements with lists of ids rarely repeat.
constexpr int kMaxValuesOfKept = 64;

QString nextConnectionName()
{
    static std::atomic<int> number{0};
    return QStringLiteral("embedded-%1").arg(++number);
}

constexpr int kPatienceMs = 8000;
constexpr int kMaxValue = 64 * 1024 * 1024; // bytes

std::atomic<bool> hasOurLibrary{false};

QString driverOptions()
{
    return QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1;QSQLITE_ENABLE_REGEXP=512").arg(kPatienceMs);
}

/// It contains customers' data, so no one else on the machine may read it, wherever the folder is. SQLite gives its
/// side files the same permissions. An existing file is not opened for this: closing it would drop this process's locks
/// on it (https://sqlite.org/howtocorrupt.html, section 2.2).
bool makePrivate(const QString &path)
{
    QFile file(path);
    if (!file.exists() && !file.open(QIODevice::NewOnly) && !file.exists())
        return false;
    return QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
}

DatabaseError errorOf(const QSqlQuery &query)
{
    const QSqlError error = query.lastError();
    const int code = error.nativeErrorCode().toInt();
    return {error.databaseText(), code == SQLITE_INTERRUPT, code == SQLITE_TOOBIG};
}

} // namespace

Result<std::unique_ptr<Database>> Database::open(const QString &file, WriteTurns *turns)
{
    if (!makePrivate(file))
        return Error{ErrorCode::Internal, QStringLiteral("The database %1 can't be written.").arg(file)};
    std::unique_ptr<Database> database(new Database(nextConnectionName(), turns));
    QSqlDatabase connection = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), database->m_connection);
    connection.setDatabaseName(file);
    connection.setConnectOptions(driverOptions());
    if (!connection.open())
        return Error{
            ErrorCode::Internal,
            QStringLiteral("The database %1 can't be opened: %2").arg(file, connection.lastError().databaseText())};
    // Full: answered writes must survive a power loss; the forwarder depends on it. What is deleted is overwritten: an
    // erased customer must not be left in a free page.
    try {
        for (const char *pragma : {"pragma journal_mode = wal", "pragma synchronous = full", "pragma foreign_keys = on",
                                   "pragma journal_size_limit = 16777216", "pragma secure_delete = on"})
            database->run(Sql::lit(pragma));
        database->findHandle();
    } catch (const DatabaseError &error) {
        return Error{ErrorCode::Internal, QStringLiteral("The database %1 can't be used: %2").arg(file, error.text)};
    }
    return database;
}

Rows::~Rows()
{
    if (!m_query)
        return;
    m_query->finish();
    if (m_query->boundValues().size() <= kMaxValuesOfKept)
        m_database.m_prepared.insert(m_text, m_query.release());
}

bool Rows::next()
{
    if (m_query->next())
        return true;
    if (m_query->lastError().isValid())
        throw errorOf(*m_query);
    return false;
}

Database::Database(QString connection, WriteTurns *turns)
    : m_connection(std::move(connection)), m_turns(turns), m_prepared(kKeptStatements)
{
}

Database::~Database()
{
    m_prepared.clear();
    QSqlDatabase::removeDatabase(m_connection);
}

/// If the same SQL is run while its rows are still being read, it gets a second statement.
std::unique_ptr<QSqlQuery> Database::prepared(const QString &text)
{
    if (QSqlQuery *kept = m_prepared.take(text))
        return std::unique_ptr<QSqlQuery>(kept);
    auto query = std::make_unique<QSqlQuery>(QSqlDatabase::database(m_connection, false));
    query->setForwardOnly(true);
    if (!query->prepare(text))
        throw errorOf(*query);
    return query;
}

Rows Database::run(const Sql &sql)
{
    auto query = prepared(sql.text);
    for (const QVariant &value : sql.values)
        query->addBindValue(value);
    if (!query->exec())
        throw errorOf(*query);
    return Rows(*this, sql.text, std::move(query));
}

QVariant Database::value(const Sql &sql)
{
    Rows rows = run(sql);
    return rows.next() ? rows.value(0) : QVariant();
}

void Database::setPatience()
{
    run(Sql{QStringLiteral("pragma busy_timeout = %1").arg(kPatienceMs)});
}

void Database::findHandle()
{
    const QVariant handle = QSqlDatabase::database(m_connection, false).driver()->handle();
    const bool isSqlite = handle.isValid() && qstrcmp(handle.typeName(), "sqlite3*") == 0;
    if (!isSqlite || value(Sql::lit("select sqlite_source_id()")).toString() != QLatin1StringView(sqlite3_sourceid()))
        return;
    m_handle = *static_cast<sqlite3 *const *>(handle.constData());
    sqlite3_limit(m_handle, SQLITE_LIMIT_LENGTH, kMaxValue);
    addGuardedFunctions(m_handle, m_guard);
    hasOurLibrary = true;
}

bool Database::hasGuardedFunctions()
{
    return hasOurLibrary;
}

Transaction::Transaction(Database &database, Kind kind) : m_database(database)
{
    if (kind == Kind::Write && database.turns() != nullptr)
        m_turn.emplace(*database.turns());
    database.run(Sql::lit(kind == Kind::Write ? "begin immediate" : "begin"));
}

Transaction::~Transaction()
{
    if (!m_open)
        return;
    try {
        m_database.run(Sql::lit("rollback"));
    } catch (const DatabaseError &) {
        // SQLite has already rolled back by itself.
    }
}

void Transaction::commit()
{
    m_database.run(Sql::lit("commit"));
    m_open = false;
    m_turn.reset();
}

} // namespace pl::embedded
