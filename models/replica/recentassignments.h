#pragma once

#include "models/columns/leadcolumns.h"
#include "models/domain/ranking.h"

#include <array>

namespace pl::replica {

/// Which plumber got which lead in the last weeks, learned from leads as they come in. The leads of a day, week and
/// month are counted once and then kept, so that asking takes the same short time for any number of leads.
class RecentAssignments
{
public:
    void take(const Lead &lead);
    /// All of them, of which only the recent ones cost anything.
    void take(const columns::LeadColumns &leads);
    void clear() { *this = {}; }
    /// How many leads each plumber got since then, which is the first of the office's month, its Monday, or later.
    QHash<QUuid, int> countsSince(Timestamp begin) const { return counts(Day, begin); }
    /// Fills in the leads of this day, week and month, and the office's time.
    void describe(Situation &situation, const DispatchSettings &rules) const;
    /// How many assignments were looked at so far to count them: those there are when a day, a week or a month begins.
    qint64 counted() const { return m_counted; }

private:
    struct Assignment
    {
        QUuid plumberId;
        Timestamp at;
    };
    /// The leads since then, by plumber; nobody has none.
    struct Counts
    {
        std::optional<Timestamp> since;
        QHash<QUuid, int> byPlumber;
    };
    enum Period { Day, Week, Month, PeriodCount };
    bool isOld(Timestamp at) const;
    void add(const QUuid &lead, const Assignment &assignment);
    void remove(const QUuid &lead);
    void forgetOld();
    void count(const Assignment &assignment, int leads);
    const QHash<QUuid, int> &counts(Period period, Timestamp since) const;

    QHash<QUuid, Assignment> m_assigned; ///< by lead
    mutable std::array<Counts, PeriodCount> m_counts;
    mutable qint64 m_counted = 0;
    Timestamp m_newest;
    qsizetype m_forgetAt = 1000; ///< so many are worth a look for old ones
};

} // namespace pl::replica
