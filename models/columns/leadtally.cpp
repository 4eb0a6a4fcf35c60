#include "models/columns/leadtally.h"

#include <algorithm>

namespace pl::columns {

void MomentSet::settle()
{
    if (m_added.empty() && m_removed.empty())
        return;
    std::sort(m_added.begin(), m_added.end());
    std::sort(m_removed.begin(), m_removed.end());
    std::vector<qint64> all;
    all.reserve(m_sorted.size() + m_added.size());
    std::merge(m_sorted.begin(), m_sorted.end(), m_added.begin(), m_added.end(), std::back_inserter(all));
    m_sorted.clear();
    std::set_difference(all.begin(), all.end(), m_removed.begin(), m_removed.end(), std::back_inserter(m_sorted));
    m_added.clear();
    m_removed.clear();
}

std::size_t MomentSet::countUntil(Timestamp moment)
{
    settle();
    return static_cast<std::size_t>(std::upper_bound(m_sorted.begin(), m_sorted.end(), moment.micros) -
                                    m_sorted.begin());
}

std::optional<Timestamp> MomentSet::firstAfter(Timestamp moment)
{
    const std::size_t place = countUntil(moment);
    return place == m_sorted.size() ? std::nullopt : std::optional(Timestamp{m_sorted[place]});
}

LeadTally::LeadTally(LeadColumns &columns) : m_columns(columns)
{
    columns.live().forEach([this](Row row) { arrived(row); });
    columns.watch(this);
}

LeadTally::~LeadTally()
{
    m_columns.unwatch(this);
}

void LeadTally::leaving(Row row)
{
    const LeadState state = m_columns.state(row);
    add(state, -1);
    if (state.status() == LeadStatus::New)
        m_created[static_cast<std::size_t>(state.urgency())].remove(m_columns.createdAt(row));
}

void LeadTally::arrived(Row row)
{
    const LeadState state = m_columns.state(row);
    add(state, 1);
    if (state.status() == LeadStatus::New)
        m_created[static_cast<std::size_t>(state.urgency())].add(m_columns.createdAt(row));
}

void LeadTally::add(LeadState state, int change)
{
    const bool isNew = state.status() == LeadStatus::New;
    m_counts.all += change;
    m_counts.toAssign += isNew ? change : 0;
    m_counts.forToday += isNew && state.urgency() == Urgency::Day ? change : 0;
    m_counts.unanswered += state.isUnanswered() ? change : 0;
    m_counts.completed += state.status() == LeadStatus::Completed ? change : 0;
}

Timestamp LeadTally::createdUntil(Timestamp now, std::size_t urgency) const
{
    return {now.micros - dueAfter({}, m_columns.minutes()[urgency]).micros};
}

OfficeCounts LeadTally::counts(Timestamp now)
{
    OfficeCounts counts = m_counts;
    for (std::size_t urgency = 0; urgency < m_created.size(); ++urgency)
        counts.dueNow += static_cast<int>(m_created[urgency].countUntil(createdUntil(now, urgency)));
    return counts;
}

std::optional<Timestamp> LeadTally::nextDue(Timestamp now)
{
    std::optional<Timestamp> next;
    for (std::size_t urgency = 0; urgency < m_created.size(); ++urgency)
        if (const auto created = m_created[urgency].firstAfter(createdUntil(now, urgency))) {
            const Timestamp due = dueAfter(*created, m_columns.minutes()[urgency]);
            next = next ? std::min(*next, due) : due;
        }
    return next;
}

} // namespace pl::columns
