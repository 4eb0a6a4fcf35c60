#include "models/domain/candidate.h"

#include <tuple>

namespace pl {
namespace {

int sharedDigits(const QString &a, const QString &b)
{
    int count = 0;
    while (count < 5 && count < a.size() && count < b.size() && a[count] == b[count])
        ++count;
    return count;
}

Exclusion exclusionOf(const Lead &lead, const Plumber &plumber, int leadsToday)
{
    if (plumber.status == PlumberStatus::Removed)
        return Exclusion::Removed;
    if (plumber.status == PlumberStatus::Paused)
        return Exclusion::Paused;
    if (!plumber.services.contains(lead.serviceNeeded))
        return Exclusion::ServiceNotOffered;
    if (plumber.dailyLeadCap && leadsToday >= *plumber.dailyLeadCap)
        return Exclusion::CapReached;
    return Exclusion::None;
}

struct Ranked
{
    Candidate candidate;
    QString name;

    auto key() const
    {
        // The order of reasons among the excluded: a full day passes by itself, a service not offered does not.
        const int rank = candidate.exclusion == Exclusion::CapReached ? 1 : static_cast<int>(candidate.exclusion) * 2;
        return std::make_tuple(rank, -candidate.sharedZipDigits, !candidate.paymentReady, candidate.leadsToday, name,
                               candidate.plumberId);
    }
};

} // namespace

QList<Candidate> rankCandidates(const Lead &lead, const QList<Plumber> &plumbers, const QHash<QUuid, int> &leadsToday)
{
    std::vector<Ranked> ranked;
    ranked.reserve(static_cast<std::size_t>(plumbers.size()));
    for (const Plumber &plumber : plumbers) {
        const int today = leadsToday.value(plumber.id);
        const Exclusion exclusion = exclusionOf(lead, plumber, today);
        if (exclusion == Exclusion::Removed)
            continue;
        ranked.push_back({{plumber.id, exclusion, today, plumber.dailyLeadCap,
                           lead.zipCode ? sharedDigits(*lead.zipCode, plumber.zipCode) : 0, plumber.paymentReady},
                          plumber.fullName().toCaseFolded()});
    }
    std::sort(ranked.begin(), ranked.end(), [](const Ranked &a, const Ranked &b) { return a.key() < b.key(); });
    QList<Candidate> candidates;
    candidates.reserve(static_cast<qsizetype>(ranked.size()));
    for (Ranked &entry : ranked)
        candidates += std::move(entry.candidate);
    return candidates;
}

} // namespace pl
