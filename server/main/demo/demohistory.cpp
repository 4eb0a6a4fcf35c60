#include "server/main/demo/demohistory.h"

#include "server/embedded/store/database.h"
#include "server/embedded/store/historyseal.h"

namespace pl::demo {

using embedded::Database;
using embedded::Sql;

Result<> DemoHistory::write(const QString &databaseFile) const
{
    const auto database = Database::open(databaseFile);
    if (!database)
        return database.error();
    try {
        Database &store = **database;
        embedded::Transaction transaction(store, embedded::Transaction::Kind::Write);
        (void)store.run(Sql::lit("update lead_events set sequence = null, previous_hash = null, hash = null,"
                                 " text_hash = null, text_salt = null"));
        for (const Date &date : m_dates)
            (void)store.run(Sql{QStringLiteral("update lead_events set at = ? where lead_id = ? and kind = ?"),
                                {date.at.micros, date.lead, date.kind}});
        embedded::sealHistory(store, 0);
        transaction.commit();
    } catch (const embedded::DatabaseError &error) {
        return Error{ErrorCode::Unavailable, error.text};
    }
    return {};
}

} // namespace pl::demo
