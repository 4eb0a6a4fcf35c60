#include "models/stats/statspass.h"

namespace pl::stats {
namespace {

/// Which places of the list are wanted, with one more in front for "none".
template <class T, class Wanted>
std::vector<bool> placesOf(const QList<T> &all, const Wanted &wanted, const T &none)
{
    if (wanted.isEmpty())
        return {};
    std::vector<bool> places{wanted.contains(none)};
    for (const T &one : all)
        places.push_back(wanted.contains(one));
    return places;
}

bool isIn(const std::vector<bool> &places, int place)
{
    return places.empty() || places[static_cast<std::size_t>(place) + 1];
}

} // namespace

StatsPass::StatsPass(const StatsFacts &facts, const StatsQuery &query, const DayRange &range)
    : m_facts(facts)
    , m_query(query)
    , m_range(range)
    , m_sources(placesOf(facts.sources, query.sources, QUuid()))
    , m_services(placesOf(facts.services, query.services, QString()))
    , m_costs{0}
    , m_currency(static_cast<int>(facts.currencies.indexOf(query.currency)))
{
    for (QDate day = range.from; day <= range.to.addDays(1); day = day.addDays(1))
        m_starts.push_back(query.startOf(day).micros);
    for (const QUuid &source : facts.sources)
        m_costs.push_back(query.sourceCosts.value(source));
}

bool StatsPass::isWanted(const LeadFact &lead) const
{
    return !lead.isGone && !lead.isTest && isIn(m_sources, lead.source) && isIn(m_services, lead.service);
}

int StatsPass::dayOf(qint64 micros) const
{
    const auto after = std::upper_bound(m_starts.begin(), m_starts.end(), micros);
    if (after == m_starts.begin() || after == m_starts.end())
        return -1;
    return static_cast<int>(after - m_starts.begin()) - 1;
}

bool StatsPass::isOfChoice(const PaymentFact &payment) const
{
    if (payment.lead < 0)
        return m_sources.empty() && m_services.empty();
    const LeadFact &lead = m_facts.leads.at(payment.lead);
    return isIn(m_sources, lead.source) && isIn(m_services, lead.service);
}

bool StatsPass::isWanted(const PaymentFact &payment) const
{
    return dayOf(payment.createdAt) >= 0 && isOfChoice(payment);
}

qint64 StatsPass::costOf(const LeadFact &lead) const
{
    return lead.costCents.value_or(m_costs[static_cast<std::size_t>(lead.source) + 1]);
}

} // namespace pl::stats
