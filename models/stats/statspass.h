#pragma once

#include "models/stats/leadstats.h"

namespace pl::stats {

/// What statsOf() goes by in each of its parts: which facts are wanted, and on which day of the range they are.
class StatsPass
{
public:
    StatsPass(const StatsFacts &facts, const StatsQuery &query, const DayRange &range);

    const StatsFacts &facts() const { return m_facts; }
    const StatsQuery &query() const { return m_query; }
    const DayRange &range() const { return m_range; }
    /// Of a wanted source and service, and no test.
    bool isWanted(const LeadFact &lead) const;
    /// The day of the range, from 0; -1: it is not in the range.
    int dayOf(qint64 micros) const;
    /// In the range, and of a wanted lead; while all leads are wanted, a payment whose lead isn't known counts too.
    bool isWanted(const PaymentFact &payment) const;
    /// In the query's currency.
    bool isOwnMoney(const PaymentFact &payment) const { return payment.currency == m_currency; }
    qint64 costOf(const LeadFact &lead) const;
    bool isOfChoice(const PaymentFact &payment) const;

private:
    const StatsFacts &m_facts;
    const StatsQuery &m_query;
    const DayRange m_range;
    std::vector<qint64> m_starts; ///< of each day and of the day after them
    std::vector<bool> m_sources;  ///< by place + 1; empty: all are wanted
    std::vector<bool> m_services; ///< the same
    std::vector<qint64> m_costs;  ///< by place + 1
    int m_currency = -1;
};

// The parts, in files of their own.
Headline headlineOf(const StatsPass &pass);
void countLeads(const StatsPass &pass, LeadStats &stats);
void countAnswers(const StatsPass &pass, LeadStats &stats);
void countMoney(const StatsPass &pass, LeadStats &stats);

} // namespace pl::stats
