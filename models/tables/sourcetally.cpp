#include "models/tables/sourcetally.h"

namespace pl::tables {

SourceTally::SourceTally(const replica::OfficeReplica &replica, std::function<Timestamp()> clock, QObject *parent)
    : QObject(parent), m_replica(replica), m_clock(std::move(clock)), m_engine(*this, replica.engine())
{
    connect(&replica, &replica::OfficeReplica::reset, this, &SourceTally::startAnew);
    connect(&replica, &replica::OfficeReplica::leadsChanged, this, &SourceTally::tell);
    recount();
}

void SourceTally::beginDays()
{
    m_firstDay = m_clock().toDateTime().toLocalTime().date().addDays(1 - SourceFigures::kDays);
    for (int day = 0; day <= SourceFigures::kDays; ++day)
        m_dayStarts[static_cast<std::size_t>(day)] = m_firstDay.addDays(day).startOfDay().toMSecsSinceEpoch() * 1000;
}

void SourceTally::startAnew()
{
    m_engine.put(m_replica.engine());
    recount();
}

/// By the columns' numbers of the sources, of which there are few.
void SourceTally::recount()
{
    beginDays();
    const columns::LeadColumns &leads = m_engine->columns;
    std::vector<std::optional<SourceFigures>> counted(leads.sources().size());
    leads.live().forEach([&](columns::Row row) {
        if (const auto source = leads.sourceCode(row); source != 0)
            add(counted[source] ? *counted[source] : counted[source].emplace(), countedOf(row), 1);
    });
    m_figures.clear();
    for (std::size_t source = 0; source < counted.size(); ++source)
        if (counted[source])
            m_figures.insert(
                columns::LeadColumns::idOf(leads.sources().key(static_cast<columns::ColumnDictionary::Code>(source))),
                *counted[source]);
    m_leaving = {};
    m_isNews = false;
    Q_EMIT changed();
}

void SourceTally::noteTime()
{
    if (m_clock().micros >= m_dayStarts.back())
        recount();
}

void SourceTally::tell()
{
    noteTime();
    m_isNews = m_isNews || !std::exchange(m_leaving, {}).source.isNull();
    if (std::exchange(m_isNews, false))
        Q_EMIT changed();
}

SourceTally::Counted SourceTally::countedOf(columns::Row lead) const
{
    const columns::LeadColumns &leads = m_engine->columns;
    const columns::LeadState state = leads.state(lead);
    if (leads.sourceCode(lead) == 0)
        return {};
    return {columns::LeadColumns::idOf(leads.sources().key(leads.sourceCode(lead))), leads.createdAt(lead),
            leads.sourceCostCents(lead), state.isTest(), state.isDuplicate()};
}

void SourceTally::leaving(columns::Row row)
{
    m_isNews = m_isNews || !m_leaving.source.isNull(); // that one is gone
    m_leaving = countedOf(row);
    if (!m_leaving.source.isNull())
        add(m_figures[m_leaving.source], m_leaving, -1);
}

void SourceTally::arrived(columns::Row row)
{
    const Counted now = countedOf(row);
    m_isNews = m_isNews || now != std::exchange(m_leaving, {});
    if (!now.source.isNull())
        add(m_figures[now.source], now, 1);
}

void SourceTally::add(SourceFigures &figures, const Counted &lead, int sign) const
{
    if (lead.isTest) {
        figures.tests += sign;
        return;
    }
    figures.received += sign;
    figures.duplicates += lead.isDuplicate ? sign : 0;
    figures.knownCostCents += sign * lead.costCents.value_or(0);
    figures.withoutCost += lead.costCents ? 0 : sign;
    figures.last = std::max(figures.last.value_or(lead.created), lead.created);
    const auto after = std::upper_bound(m_dayStarts.begin(), m_dayStarts.end(), lead.created.micros);
    if (after != m_dayStarts.begin() && after != m_dayStarts.end())
        figures.byDay[static_cast<std::size_t>(after - m_dayStarts.begin() - 1)] += sign;
}

} // namespace pl::tables
