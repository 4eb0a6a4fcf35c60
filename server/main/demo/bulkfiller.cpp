#include "server/main/demo/bulkfiller.h"

#include "server/embedded/store/historyseal.h"
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

constexpr int kEvenly = 200; // leads that arrive at an even pace
constexpr qint64 kThreeYears = qint64(3 * 365) * 24 * 3600 * 1'000'000;

Error failure(const DatabaseError &error)
{
    return {ErrorCode::Internal, QStringLiteral("Can't write the sample data: %1").arg(error.text)};
}

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

} // namespace

Result<std::unique_ptr<BulkFiller>> BulkFiller::open(const QString &databaseFile, int leads, Timestamp now)
{
    auto database = Database::open(databaseFile);
    if (!database)
        return database.error();
    sqlite3 *handle = (*database)->handle();
    if (handle == nullptr || sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr) != SQLITE_OK)
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

/// `addStep` moves the log, when nobody is waiting for it.
void BulkFiller::prepare()
{
    for (const char *pragma :
         {"pragma temp_store = memory", "pragma cache_size = -65536", "pragma wal_autocheckpoint = 0",
          "pragma synchronous = normal", "pragma foreign_keys = off"})
        run(pragma);
    for (const char *table : kBulkTables)
        run(table);
    fillCatalog();
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
        const qint64 history = embedded::newestHistoryLine(*m_database);
        addRows(m_done, last);
        embedded::sealHistory(*m_database, history);
        transaction.commit();
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
    for (const char *rows : kBulkRows)
        run(rows);
}

} // namespace pl::demo
