#include "server/main/demo/bulkfiller.h"

#include "server/main/demo/bulkhistory.h"
#include "server/main/demo/bulksql.h"
#include "server/main/demo/democatalog.h"

#include <sqlite3.h>

#include <cmath>
#include <cstring>

namespace pl::demo {

namespace {

using embedded::Database;
using embedded::DatabaseError;
using embedded::Sql;
using embedded::Transaction;

constexpr int kEvenly = 200;           // leads that arrive at an even pace
constexpr int kStepsOfACheckpoint = 5; // pages that several steps change are moved once
constexpr qint64 kThreeYears = qint64(3 * 365) * 24 * 3600 * 1'000'000;

Error failure(const DatabaseError &error)
{
    return {ErrorCode::Internal, QStringLiteral("Can't write the sample data: %1").arg(error.text)};
}

/// Well mixed, and the same everywhere (splitmix64, https://prng.di.unimi.it/splitmix64.c).
quint64 mixed(quint64 value)
{
    value += 0x9e3779b97f4a7c15;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
    value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
    return value ^ (value >> 31);
}

/// demo_random(lead, which): from 0 on, by the seed that the function was made with.
void rollDice(sqlite3_context *context, int, sqlite3_value **arguments)
{
    const quint64 seed = *static_cast<const quint64 *>(sqlite3_user_data(context));
    const auto lead = quint64(sqlite3_value_int64(arguments[0]));
    const auto which = quint64(sqlite3_value_int64(arguments[1]));
    sqlite3_result_int64(context, qint64(mixed(mixed(seed ^ (which << 56)) ^ lead) >> 1));
}

/// The database keeps the seed until it closes.
bool addRandom(sqlite3 *database, quint64 seed)
{
    const auto drop = [](void *kept) { delete static_cast<quint64 *>(kept); };
    return sqlite3_create_function_v2(database, "demo_random", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                                      new quint64(mixed(seed)), rollDice, nullptr, nullptr, drop) == SQLITE_OK;
}

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

} // namespace

BulkFiller::BulkFiller(std::unique_ptr<embedded::Database> database, const QString &file, int leads, Timestamp now)
    : m_database(std::move(database)), m_log(file), m_leads(leads), m_now(now)
{
}

BulkFiller::~BulkFiller() = default;

Result<std::unique_ptr<BulkFiller>> BulkFiller::open(const QString &databaseFile, int leads, Timestamp now,
                                                     quint64 seed)
{
    auto database = Database::open(databaseFile);
    if (!database)
        return database.error();
    sqlite3 *handle = (*database)->handle();
    if (handle == nullptr || sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr) != SQLITE_OK ||
        !addRandom(handle, seed))
        return Error{ErrorCode::Unavailable, QStringLiteral("This system's SQLite can't turn off its triggers.")};
    std::unique_ptr<BulkFiller> filler(new BulkFiller(std::move(database).value(), databaseFile, leads, now));
    try {
        filler->prepare();
    } catch (const DatabaseError &error) {
        return failure(error);
    }
    return filler;
}

void BulkFiller::run(const char *sql, const QVariantList &values)
{
    (void)m_database->run(Sql{QString::fromLatin1(sql), values});
}

/// `addStep` moves the log, when nobody is waiting for it. The rows are made to meet the tables' conditions, which take
/// a seventh of the time; tests look whether they do.
void BulkFiller::prepare()
{
    for (const char *pragma :
         {"pragma temp_store = memory", "pragma cache_size = -65536", "pragma wal_autocheckpoint = 0",
          "pragma synchronous = normal", "pragma foreign_keys = off", "pragma ignore_check_constraints = on"})
        run(pragma);
    for (const char *table : kBulkTables)
        run(table);
    fillCatalog();
    m_history = std::make_unique<BulkHistory>(*m_database);
}

void BulkFiller::fillCatalog()
{
    int row = 0;
    for (const char *name : firstNames())
        run("insert into demo_first values (?, ?, ?)", {row++, text(name), addressPart(name)});
    row = 0;
    for (const char *name : lastNames())
        run("insert into demo_last values (?, ?, ?)", {row++, text(name), addressPart(name)});
    row = 0;
    for (const CatalogName &name : worldNames())
        run("insert into demo_world values (?, ?, ?, ?)",
            {row++, text(name.first), text(name.last), text(name.address)});
    row = 0;
    for (const char *zip : zipCodes())
        run("insert into demo_zip values (?, ?)", {row++, text(zip)});
    row = 0;
    for (const int area : areaCodes())
        run("insert into demo_area values (?, ?)", {row++, area});
    row = 0;
    for (const char *domain : mailDomains())
        run("insert into demo_domain values (?, ?)", {row++, text(domain)});
    row = 0;
    for (const CatalogService &service : services())
        run("insert into demo_service values (?, ?, ?, ?, ?)",
            {row++, text(service.name), text(service.complaint), service.category[0] == 'E' ? 1 : 0, 0});
}

/// A quarter of the leads falls into the older half of the time.
qint64 BulkFiller::timeOf(int lead) const
{
    return m_now.micros - qint64(double(kThreeYears) * (1 - std::sqrt(double(lead) / m_leads)));
}

Result<int> BulkFiller::addStep()
{
    const int last = std::min(m_done + kStep, m_leads);
    try {
        Transaction transaction(*m_database, Transaction::Kind::Write);
        if (m_done == 0)
            for (const char *count : kBulkCounts)
                run(count, std::strchr(count, '?') != nullptr ? QVariantList{m_now.micros} : QVariantList());
        addRows(m_done, last);
        transaction.commit();
        if (++m_steps % kStepsOfACheckpoint == 0 || last == m_leads)
            run("pragma wal_checkpoint(passive)"); // unlike other kinds, it lets others write in the meantime
    } catch (const DatabaseError &error) {
        return failure(error);
    }
    m_done = last;
    if (isDone())
        m_log.afterWrite(*m_database);
    return m_done;
}

void BulkFiller::addRows(int first, int last)
{
    run("delete from demo_dice");
    for (int from = first; from < last; from += kEvenly) {
        const int to = std::min(from + kEvenly, last);
        const qint64 begin = timeOf(from);
        run(kBulkDice, {from, to, begin, (timeOf(to) - begin) / (to - from)});
    }
    run("delete from demo_lead");
    run(kBulkLeads);
    m_history->begin();
    for (const char *rows : kBulkRows)
        run(rows);
    m_history->addLines();
}

} // namespace pl::demo
