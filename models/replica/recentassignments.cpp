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
        remove(lead.id);
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
    remove(lead);
    m_assigned.insert(lead, assignment);
    count(assignment, 1);
    m_newest = std::max(m_newest, assignment.at);
    if (m_assigned.size() > m_forgetAt)
        forgetOld();
}

void RecentAssignments::remove(const QUuid &lead)
{
    if (const auto known = m_assigned.constFind(lead); known != m_assigned.cend()) {
        count(*known, -1);
        m_assigned.erase(known);
    }
}

void RecentAssignments::forgetOld()
{
    m_assigned.removeIf([this](QHash<QUuid, Assignment>::iterator entry) {
        const bool goes = isOld(entry->at);
        if (goes)
            count(*entry, -1);
        return goes;
    });
    m_forgetAt = 2 * m_assigned.size() + 1000;
}

void RecentAssignments::count(const Assignment &assignment, int leads)
{
    for (Counts &counts : m_counts)
        if (counts.since && assignment.at >= *counts.since)
            if (int &some = counts.byPlumber[assignment.plumberId]; (some += leads) == 0)
                counts.byPlumber.remove(assignment.plumberId);
}

const QHash<QUuid, int> &RecentAssignments::counts(Period period, Timestamp since) const
{
    Counts &known = m_counts[period];
    if (known.since == since)
        return known.byPlumber;
    known = {since, {}};
    for (const Assignment &assignment : m_assigned)
        if (assignment.at >= since)
            ++known.byPlumber[assignment.plumberId];
    m_counted += m_assigned.size();
    return known.byPlumber;
}

void RecentAssignments::describe(Situation &situation, const DispatchSettings &rules) const
{
    situation.local = rules.localTime(situation.now);
    situation.leadsToday = counts(Day, rules.dayBegan(situation.now));
    situation.leadsThisWeek = counts(Week, rules.weekBegan(situation.now));
    situation.leadsThisMonth = counts(Month, rules.monthBegan(situation.now));
}

} // namespace pl::replica
