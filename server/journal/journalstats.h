#pragma once

#include "models/base/timestamp.h"
#include "server/metrics/instruments.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace pl::journal {

/// Numbers of entries of one kind.
struct KindStats
{
    QByteArray kind;
    qint64 waiting = 0;
    qint64 forwarded = 0; ///< of a running Journal: since it was opened; of a JournalFile: those still kept
    qint64 setAside = 0;
    std::optional<Timestamp> oldestWaiting = {}; ///< when the longest-waiting entry was received

    /// 0 if nothing waits, or if the clock was set back since.
    qint64 oldestWaitingSeconds(Timestamp now) const
    {
        return oldestWaiting ? std::max<qint64>(0, oldestWaiting->secondsTo(now)) : 0;
    }
};

/// The journal's state and its activity since it was opened.
struct JournalStats
{
    QList<KindStats> kinds;                           ///< those that have or had an entry since the start
    metrics::Histogram::Snapshot commitSeconds = {};  ///< of commits with new entries, by metrics::secondsBounds()
    metrics::Histogram::Snapshot entriesACommit = {}; ///< by metrics::sizeBounds()
    quint64 failedCommits = 0;                        ///< each of their entries was refused
};

} // namespace pl::journal
