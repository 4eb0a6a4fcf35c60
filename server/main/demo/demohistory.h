#pragma once

#include "models/base/result.h"
#include "models/base/timestamp.h"

#include <QList>
#include <QString>

namespace pl::demo {

/// When the lines of sample histories were written. The store dates each line as it comes and lets nobody change one,
/// so this goes around it: into the file of an embedded store that has sample data alone.
class DemoHistory
{
public:
    /// Of the lead's lines of this kind.
    void date(const QString &lead, const QString &kind, Timestamp at) { m_dates.append({lead, kind, at}); }
    /// Writes the dates and seals all histories anew.
    Result<> write(const QString &databaseFile) const;

private:
    struct Date
    {
        QString lead;
        QString kind;
        Timestamp at;
    };
    QList<Date> m_dates;
};

} // namespace pl::demo
