#include "server/main/demo/demohistory.h"

#include "server/embedded/store/database.h"
#include "server/embedded/store/historyseal.h"

#include <algorithm>
#include <limits>

namespace pl::demo {

using embedded::Database;
using embedded::Sql;

namespace {

constexpr const char *kUnseal =
    "update lead_events set sequence = null, previous_hash = null, hash = null, text_hash = null, text_salt = null"
    " where id >= ?";

} // namespace

/// Lines of before the sample data stay as they are.
qint64 DemoHistory::firstLine(Database &store) const
{
    qint64 first = std::numeric_limits<qint64>::max();
    for (const Date &date : m_dates) {
        const QVariant line =
            store.value(Sql{QStringLiteral("select min(id) from lead_events where lead_id = ?"), {date.lead}});
        if (!line.isNull())
            first = std::min(first, line.toLongLong());
    }
    return first;
}

Result<> DemoHistory::write(const QString &databaseFile) const
{
    const auto database = Database::open(databaseFile);
    if (!database)
        return database.error();
    try {
        Database &store = **database;
        embedded::Transaction transaction(store, embedded::Transaction::Kind::Write);
        const qint64 first = firstLine(store);
        (void)store.run(Sql{QString::fromLatin1(kUnseal), {first}});
        for (const Date &date : m_dates)
            (void)store.run(Sql{QStringLiteral("update lead_events set at = ? where lead_id = ? and kind = ?"),
                                {date.at.micros, date.lead, date.kind}});
        embedded::sealHistory(store, first - 1);
        transaction.commit();
    } catch (const embedded::DatabaseError &error) {
        return Error{ErrorCode::Unavailable, error.text};
    }
    return {};
}

} // namespace pl::demo
