#include "models/replica/recentassignments.h"

namespace pl::replica {
namespace {

/// Longer than any day between two midnights, wherever the clock is put back.
constexpr qint64 kKeptSeconds = 50 * 3600;

} // namespace

bool RecentAssignments::isOld(Timestamp at) const
{
    return at.secondsTo(m_newest) > kKeptSeconds;
}

void RecentAssignments::take(const Lead &lead)
{
    if (!lead.assignedPlumberId || !lead.assignedAt || isOld(*lead.assignedAt)) {
        m_assigned.remove(lead.id);
        return;
    }
    m_assigned.insert(lead.id, {*lead.assignedPlumberId, *lead.assignedAt});
    m_newest = std::max(m_newest, *lead.assignedAt);
    if (m_assigned.size() <= m_forgetAt)
        return;
    m_assigned.removeIf([this](QHash<QUuid, Assignment>::iterator entry) { return isOld(entry->at); });
    m_forgetAt = 2 * m_assigned.size() + 1000;
}

QHash<QUuid, int> RecentAssignments::countsSince(Timestamp midnight) const
{
    QHash<QUuid, int> counts;
    for (const Assignment &assignment : m_assigned)
        if (assignment.at >= midnight)
            ++counts[assignment.plumberId];
    return counts;
}

} // namespace pl::replica
