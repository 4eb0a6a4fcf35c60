#include "models/stats/leadstats.h"

#include "models/stats/statspass.h"

#include <QThreadPool>

namespace pl::stats {
namespace {

constexpr qint64 kMicros = 1'000'000;

bool isLate(const LeadFact &lead, const StatsQuery &query)
{
    const qint64 deadline =
        lead.createdAt + query.minutesToAssign[static_cast<std::size_t>(lead.urgency)] * 60 * kMicros;
    return lead.assignedAt.value_or(query.now.micros) > deadline;
}

void judge(const LeadFact &lead, const StatsQuery &query, Headline &headline)
{
    if (lead.isImported)
        return;
    const bool late = isLate(lead, query);
    if (!lead.assignedAt && !(late && lead.status == LeadStatus::New))
        return;
    ++headline.judged;
    headline.inTime += late ? 0 : 1;
}

} // namespace

Spread spreadOf(std::vector<qint64> seconds)
{
    Spread spread;
    spread.count = static_cast<int>(seconds.size());
    if (seconds.empty())
        return spread;
    std::sort(seconds.begin(), seconds.end());
    const std::size_t half = seconds.size() / 2;
    spread.median = seconds.size() % 2 == 1 ? seconds[half] : (seconds[half - 1] + seconds[half]) / 2;
    spread.p90 = seconds[(seconds.size() * 9 + 9) / 10 - 1];
    return spread;
}

Headline headlineOf(const StatsPass &pass)
{
    Headline headline;
    std::vector<qint64> waits;
    for (const LeadFact &lead : pass.facts().leads) {
        if (!pass.isWanted(lead) || pass.dayOf(lead.createdAt) < 0)
            continue;
        ++headline.leads;
        headline.costCents += pass.costOf(lead);
        judge(lead, pass.query(), headline);
        if (const auto wait = lead.secondsToAssign())
            waits.push_back(*wait);
    }
    headline.toAssign = spreadOf(std::move(waits));
    for (const PaymentFact &payment : pass.facts().payments)
        if (pass.isOwnMoney(payment) && pass.isWanted(payment)) {
            headline.paidCents += payment.keptCents();
            headline.refundedCents += payment.refundedCents;
        }
    return headline;
}

LeadStats statsOf(const StatsFacts &facts, const StatsQuery &query)
{
    const StatsPass pass(facts, query, query.range);
    LeadStats stats;
    stats.query = query;
    stats.now = headlineOf(pass);
    stats.before = headlineOf(StatsPass(facts, query, query.range.before()));
    countLeads(pass, stats);
    countAnswers(pass, stats);
    countMoney(pass, stats);
    return stats;
}

Later<Result<LeadStats>> statsLater(const StatsFacts &facts, const StatsQuery &query)
{
    const auto promise = std::make_shared<Later<Result<LeadStats>>::Promise>();
    auto later = promise->later();
    QThreadPool::globalInstance()->start([promise, facts, query] { promise->give(statsOf(facts, query)); });
    return later;
}

} // namespace pl::stats
