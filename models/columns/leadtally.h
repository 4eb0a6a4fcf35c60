#pragma once

#include "models/columns/leadcolumns.h"

namespace pl::columns {

/// Moments in their order, of which many change at once.
class MomentSet
{
public:
    void add(Timestamp moment) { m_added.push_back(moment.micros); }
    /// It was added.
    void remove(Timestamp moment) { m_removed.push_back(moment.micros); }
    /// How many are not after `moment`: a binary search, and one pass if any was added or removed since the last call.
    std::size_t countUntil(Timestamp moment);
    /// The first after `moment`.
    std::optional<Timestamp> firstAfter(Timestamp moment);

private:
    void settle();

    std::vector<qint64> m_sorted;
    std::vector<qint64> m_added;
    std::vector<qint64> m_removed;
};

/// How many leads each view of the side bar holds: replica::LeadCounts.
struct OfficeCounts
{
    int toAssign = 0;
    int dueNow = 0;     ///< new, and less than a quarter of the time to assign is left, or none
    int unanswered = 0; ///< assigned, and the plumber has not said yes
    int completed = 0;
    int all = 0;
    int forToday = 0; ///< new, and urgent
    bool operator==(const OfficeCounts &) const = default;
};

/// These counts, kept with each change; asking for them counts nothing.
class LeadTally : public ColumnWatcher
{
public:
    /// `columns` outlives this.
    explicit LeadTally(LeadColumns &columns);
    ~LeadTally() override;
    LeadTally(const LeadTally &) = delete;
    LeadTally &operator=(const LeadTally &) = delete;

    OfficeCounts counts(Timestamp now);
    /// When the next lead falls due, after `now`.
    std::optional<Timestamp> nextDue(Timestamp now);

private:
    void leaving(Row row) override;
    void arrived(Row row) override;
    void add(LeadState state, int change);
    /// Of the due moments that are in the past, the creations: times to assign may change.
    Timestamp createdUntil(Timestamp now, std::size_t urgency) const;

    LeadColumns &m_columns;
    OfficeCounts m_counts;
    std::array<MomentSet, 3> m_created; ///< of new leads, by urgency
};

} // namespace pl::columns
