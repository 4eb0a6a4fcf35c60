#include "models/replica/recentassignments.h"

namespace pl::replica {
namespace {

/// Longer than any month, wherever the clock is put back.
constexpr qint64 kKeptSeconds = (31 * 24 + 2) * 3600;

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
    add(lead.id, {*lead.assignedPlumberId, *lead.assignedAt});
}

/// The newest first known, so that none is kept that is too old.
void RecentAssignments::take(const columns::LeadColumns &leads)
{
    leads.live().forEach([&](columns::Row row) {
        if (leads.plumberCode(row) != 0)
            m_newest = std::max(m_newest, leads.assignedAt(row).value_or(Timestamp()));
    });
    leads.live().forEach([&](columns::Row row) {
        const auto at = leads.assignedAt(row);
        if (at && leads.plumberCode(row) != 0 && !isOld(*at))
            add(leads.id(row), {leads.idOf(leads.plumbers().key(leads.plumberCode(row))), *at});
    });
}

void RecentAssignments::add(const QUuid &lead, const Assignment &assignment)
{
    m_assigned.insert(lead, assignment);
    m_newest = std::max(m_newest, assignment.at);
    if (m_assigned.size() <= m_forgetAt)
        return;
    m_assigned.removeIf([this](QHash<QUuid, Assignment>::iterator entry) { return isOld(entry->at); });
    m_forgetAt = 2 * m_assigned.size() + 1000;
}

QHash<QUuid, int> RecentAssignments::countsSince(Timestamp begin) const
{
    QHash<QUuid, int> counts;
    for (const Assignment &assignment : m_assigned)
        if (assignment.at >= begin)
            ++counts[assignment.plumberId];
    return counts;
}

void RecentAssignments::describe(Situation &situation, const DispatchSettings &rules) const
{
    const Timestamp day = rules.dayBegan(situation.now);
    const Timestamp week = rules.weekBegan(situation.now);
    const Timestamp month = rules.monthBegan(situation.now);
    situation.local = rules.localTime(situation.now);
    for (const Assignment &assignment : m_assigned) {
        if (assignment.at >= day)
            ++situation.leadsToday[assignment.plumberId];
        if (assignment.at >= week)
            ++situation.leadsThisWeek[assignment.plumberId];
        if (assignment.at >= month)
            ++situation.leadsThisMonth[assignment.plumberId];
    }
}

} // namespace pl::replica
