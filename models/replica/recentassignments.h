#pragma once

#include "models/columns/leadcolumns.h"
#include "models/domain/ranking.h"

namespace pl::replica {

/// Which plumber got which lead in the last weeks, learned from leads as they come in.
class RecentAssignments
{
public:
    void take(const Lead &lead);
    /// All of them, of which only the recent ones cost anything.
    void take(const columns::LeadColumns &leads);
    void clear() { *this = {}; }
    /// How many leads each plumber got since then, which is the first of the office's month, its Monday, or later.
    QHash<QUuid, int> countsSince(Timestamp begin) const;
    /// Fills in the leads of this day, week and month, and the office's time.
    void describe(Situation &situation, const DispatchSettings &rules) const;

private:
    struct Assignment
    {
        QUuid plumberId;
        Timestamp at;
    };
    bool isOld(Timestamp at) const;
    void add(const QUuid &lead, const Assignment &assignment);

    QHash<QUuid, Assignment> m_assigned; ///< by lead
    Timestamp m_newest;
    qsizetype m_forgetAt = 1000; ///< so many are worth a look for old ones
};

} // namespace pl::replica
