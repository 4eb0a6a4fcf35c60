#include "server/embedded/store/logkeeper.h"

#include "server/embedded/store/database.h"

#include <QFileInfo>
#include <QLoggingCategory>

Q_LOGGING_CATEGORY(lcLog, "pl.embedded.log")

namespace pl::embedded {

void LogKeeper::afterWrite(Database &database)
{
    if (QFileInfo(m_log).size() <= m_limit)
        return;
    empty(database);
    const qint64 left = QFileInfo(m_log).size();
    m_limit = left > kBytes ? left + kBytes / 4 : kBytes;
}

/// Sets no busy timeout, or SQLite would make the writer wait for readers.
void LogKeeper::empty(Database &database) const
{
    try {
        database.run(Sql::lit("pragma busy_timeout = 0"));
        database.run(Sql::lit("pragma wal_checkpoint(truncate)"));
    } catch (const DatabaseError &error) {
        qCWarning(lcLog).noquote() << "The log can't be emptied:" << error.text;
    }
    database.setPatience();
}

} // namespace pl::embedded
