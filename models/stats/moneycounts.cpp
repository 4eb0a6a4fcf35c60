#include "models/stats/statspass.h"

// What statsOf() counts by source, and of money.

namespace pl::stats {
namespace {

constexpr int kMonths = 12;

void addLead(SourceStats &stats, const LeadFact &lead, qint64 cost)
{
    ++stats.received;
    stats.duplicates += lead.isDuplicate ? 1 : 0;
    stats.invalid += lead.isInvalid ? 1 : 0;
    stats.costCents += cost;
}

bool isShown(const SourceStats &stats)
{
    return stats.received > 0 || stats.toSort > 0 || stats.paidCents != 0 || stats.refundedCents != 0;
}

/// By place + 1, with what waits for somebody. The last ones are sources that have sent no lead yet.
std::vector<SourceStats> sourcesOf(const StatsPass &pass)
{
    std::vector<SourceStats> all(1);
    for (const QUuid &source : pass.facts().sources)
        all.push_back({.source = source});
    for (const auto &[source, waiting] : pass.query().toSort.asKeyValueRange()) {
        if (!pass.query().sources.isEmpty() && !pass.query().sources.contains(source))
            continue;
        const qsizetype place = pass.facts().sources.indexOf(source);
        if (place < 0)
            all.push_back({.source = source});
        (place < 0 ? all.back() : all[static_cast<std::size_t>(place) + 1]).toSort = waiting;
    }
    return all;
}

QList<MonthMoney> monthsUpTo(QDate day)
{
    QList<MonthMoney> months;
    const QDate last(day.year(), day.month(), 1);
    for (int back = kMonths - 1; back >= 0; --back)
        months += {last.addMonths(-back), 0, 0};
    return months;
}

/// The place in the list by source. Leads without one have the first.
std::size_t placeOf(int source)
{
    return static_cast<std::size_t>(source) + 1;
}

void countMonths(const StatsPass &pass, LeadStats &stats)
{
    stats.months = monthsUpTo(pass.range().to);
    std::vector<qint64> starts;
    for (int month = 0; month <= kMonths; ++month)
        starts.push_back(pass.query().startOf(stats.months.first().month.addMonths(month)).micros);
    for (const PaymentFact &payment : pass.facts().payments) {
        const auto after = std::upper_bound(starts.begin(), starts.end(), payment.createdAt);
        if (!pass.isOwnMoney(payment) || !pass.isOfChoice(payment) || after == starts.begin() || after == starts.end())
            continue;
        MonthMoney &month = stats.months[after - starts.begin() - 1];
        month.paidCents += payment.keptCents();
        month.refundedCents += payment.refundedCents;
    }
}

} // namespace

qint64 SourceStats::marginOfOne() const
{
    const qint64 half = received / 2;
    return received > 0 ? (marginCents() + (marginCents() < 0 ? -half : half)) / received : 0;
}

void countMoney(const StatsPass &pass, LeadStats &stats)
{
    std::vector<SourceStats> all = sourcesOf(pass);
    for (const LeadFact &lead : pass.facts().leads)
        if (pass.isWanted(lead) && pass.dayOf(lead.createdAt) >= 0)
            addLead(all[placeOf(lead.source)], lead, pass.costOf(lead));
    for (const PaymentFact &payment : pass.facts().payments) {
        if (!pass.isWanted(payment))
            continue;
        if (!pass.isOwnMoney(payment)) {
            stats.foreignPayments += payment.keptCents() != 0 || payment.refundedCents != 0 ? 1 : 0;
            continue;
        }
        const int source = payment.lead < 0 ? -1 : pass.facts().leads.at(payment.lead).source;
        all[placeOf(source)].paidCents += payment.keptCents();
        all[placeOf(source)].refundedCents += payment.refundedCents;
    }
    std::copy_if(all.begin(), all.end(), std::back_inserter(stats.sources), isShown);
    std::sort(stats.sources.begin(), stats.sources.end(), [](const SourceStats &one, const SourceStats &other) {
        return std::pair(-one.received, one.source) < std::pair(-other.received, other.source);
    });
    countMonths(pass, stats);
}

} // namespace pl::stats
