#pragma once

#include "models/base/result.h"
#include "models/base/timestamp.h"

#include <QList>
#include <QString>

namespace pl::embedded {
class Database;
}

namespace pl::demo {

/// When the lines of sample histories were written. The store dates each line as it comes and lets nobody change one,
/// so this goes around it, into an embedded store's file, while nobody else writes there.
class DemoHistory
{
public:
    /// Of the lead's lines of this kind.
    void date(const QString &lead, const QString &kind, Timestamp at) { m_dates.append({lead, kind, at}); }
    /// Writes the dates and seals the lines from the first sample lead's on anew.
    Result<> write(const QString &databaseFile) const;

private:
    struct Date
    {
        QString lead;
        QString kind;
        Timestamp at;
    };
    qint64 firstLine(embedded::Database &store) const;

    QList<Date> m_dates;
};

} // namespace pl::demo
