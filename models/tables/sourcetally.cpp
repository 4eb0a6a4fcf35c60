#include "models/tables/sourcetally.h"

namespace pl::tables {

SourceTally::SourceTally(const replica::OfficeReplica &replica, std::function<Timestamp()> clock, QObject *parent)
    : QObject(parent), m_replica(replica), m_clock(std::move(clock))
{
    connect(&replica, &replica::OfficeReplica::reset, this, &SourceTally::recount);
    connect(&replica, &replica::OfficeReplica::leadsChanged, this, &SourceTally::take);
    recount();
}

void SourceTally::beginDays()
{
    m_firstDay = m_clock().toDateTime().toLocalTime().date().addDays(1 - SourceFigures::kDays);
    for (int day = 0; day <= SourceFigures::kDays; ++day)
        m_dayStarts[static_cast<std::size_t>(day)] = m_firstDay.addDays(day).startOfDay().toMSecsSinceEpoch() * 1000;
}

void SourceTally::recount()
{
    beginDays();
    m_figures.clear();
    m_counted.clear();
    for (const Lead &lead : m_replica.leads())
        takeOne(lead);
    Q_EMIT changed();
}

void SourceTally::noteTime()
{
    if (m_clock().micros >= m_dayStarts.back())
        recount();
}

void SourceTally::take(const QList<Lead> &leads)
{
    if (m_clock().micros >= m_dayStarts.back())
        return recount();
    bool isNews = false;
    for (const Lead &lead : leads)
        isNews = takeOne(lead) || isNews;
    if (isNews)
        Q_EMIT changed();
}

/// A lead's source and time never change, so only what may has to be remembered.
bool SourceTally::takeOne(const Lead &lead)
{
    if (!lead.sourceId)
        return false;
    const Counted now{lead.isTest, lead.duplicateOf.has_value(), lead.sourceCostCents};
    const auto before = m_counted.constFind(lead.id);
    if (before != m_counted.cend()) {
        if (*before == now)
            return false;
        add(lead, *before, -1);
    }
    add(lead, now, 1);
    m_counted.insert(lead.id, now);
    return true;
}

void SourceTally::add(const Lead &lead, const Counted &counted, int sign)
{
    SourceFigures &figures = m_figures[*lead.sourceId];
    if (counted.isTest) {
        figures.tests += sign;
        return;
    }
    figures.received += sign;
    figures.duplicates += counted.isDuplicate ? sign : 0;
    figures.knownCostCents += sign * counted.costCents.value_or(0);
    figures.withoutCost += counted.costCents ? 0 : sign;
    figures.last = std::max(figures.last.value_or(lead.createdAt), lead.createdAt);
    const auto after = std::upper_bound(m_dayStarts.begin(), m_dayStarts.end(), lead.createdAt.micros);
    if (after != m_dayStarts.begin() && after != m_dayStarts.end())
        figures.byDay[static_cast<std::size_t>(after - m_dayStarts.begin() - 1)] += sign;
}

} // namespace pl::tables
