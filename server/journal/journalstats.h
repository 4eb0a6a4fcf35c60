#pragma once

#include "models/base/timestamp.h"
#include "server/metrics/instruments.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace pl::journal {

/// How the entries of one kind stand.
struct KindStats
{
    QByteArray kind;
    qint64 waiting = 0;
    qint64 forwarded = 0; ///< of a running Journal: since it was opened; of a JournalFile: those still kept
    qint64 setAside = 0;
    std::optional<Timestamp> oldestWaiting = {}; ///< when the one that waits longest was received

    /// 0 when nothing waits, or when the clock was set back since.
    qint64 oldestWaitingSeconds(Timestamp now) const
    {
        return oldestWaiting ? std::max<qint64>(0, oldestWaiting->secondsTo(now)) : 0;
    }
};

/// How the journal stands and what it has done since it was opened.
struct JournalStats
{
    QList<KindStats> kinds;                           ///< those that have, or had since the start, an entry
    metrics::Histogram::Snapshot commitSeconds = {};  ///< of commits with new entries, by metrics::secondsBounds()
    metrics::Histogram::Snapshot entriesACommit = {}; ///< by metrics::sizeBounds()
    quint64 failedCommits = 0;                        ///< each of their entries was refused
};

} // namespace pl::journal
