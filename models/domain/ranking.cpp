#include "models/domain/ranking.h"

#include <cmath>
#include <tuple>

namespace pl {
namespace {

constexpr double kHalfwayMiles = 10;     ///< at this distance half of what nearness can give is left
constexpr double kHalfwayMinutes = 30;   ///< the same for the time to accept
constexpr double kHalfwayWaitHours = 24; ///< after so long half of what waiting can give is reached
constexpr double kAllPoints = 1'000'000;

double nearness(std::optional<double> miles)
{
    return miles ? kHalfwayMiles / (kHalfwayMiles + *miles) : 0;
}

/// Everybody starts with one acceptance and one refusal, so that a single answer counts little.
double willingness(const AnswerRecord &answers)
{
    return (answers.accepted + 1.0) / (answers.answered() + 2.0);
}

double quickness(const AnswerRecord &answers)
{
    const auto seconds = answers.meanSecondsToAccept();
    return seconds ? kHalfwayMinutes / (kHalfwayMinutes + double(std::max<qint64>(0, *seconds)) / 60) : 0.5;
}

double patience(const AnswerRecord &answers, Timestamp now)
{
    if (!answers.lastAssigned)
        return 1;
    const double hours = double(std::max<qint64>(0, answers.lastAssigned->secondsTo(now))) / 3600;
    return hours / (hours + kHalfwayWaitHours);
}

} // namespace

/// The result for one plumber. All plumbers are evaluated before the list is made, so this is small.
struct PlumberRoster::Judgement
{
    std::optional<double> miles;
    const AnswerRecord *answers = nullptr; ///< of an eligible one who has any
    int leadsToday = 0;
    Exclusion exclusion = Exclusion::None;
    bool approximate = false;
    qint64 points = 0;

    qint64 pointsIn(const Situation &situation) const;
    /// Excluded plumbers after eligible ones, by reason, then by points.
    qint64 order() const { return (qint64(exclusion) << 32) - points; }
};

qint64 PlumberRoster::Judgement::pointsIn(const Situation &situation) const
{
    static const AnswerRecord none;
    const AnswerRecord &said = answers ? *answers : none;
    const RankingWeights &w = situation.weights;
    const int sum = w.distance + w.load + w.accepted + w.speed + w.waiting;
    if (sum <= 0)
        return 0;
    const double weighted = w.distance * nearness(miles) + w.load / (1.0 + leadsToday) +
                            w.accepted * willingness(said) + w.speed * quickness(said) +
                            w.waiting * patience(said, situation.now);
    return std::llround(kAllPoints * weighted / sum);
}

/// A lead with the values that are looked up once for all plumbers.
struct PlumberRoster::View
{
    const Situation &situation;
    std::optional<ZipPlace> place;
    bool knowsService;
    const std::vector<bool> *offers;
};

void PlumberRoster::put(const Plumber &plumber)
{
    const auto [position, isNew] = [&] {
        const auto known = m_positions.constFind(plumber.id);
        return known == m_positions.cend() ? std::pair(m_entries.size(), true) : std::pair(*known, false);
    }();
    if (isNew) {
        m_positions.insert(plumber.id, position);
        m_entries.emplace_back();
        for (std::vector<bool> &offers : m_offers)
            offers.resize(m_entries.size());
    }
    m_entries[position] = {plumber.id,     zipPlace(plumber.zipCode), plumber.serviceRadiusMiles, plumber.dailyLeadCap,
                           plumber.status, plumber.paymentReady};
    for (std::vector<bool> &offers : m_offers)
        offers[position] = false;
    for (const QString &service : plumber.services) {
        std::vector<bool> &offers = m_offers[service];
        offers.resize(m_entries.size());
        offers[position] = true;
    }
}

/// Fills in the values that the rules used.
void PlumberRoster::judge(const View &view, std::size_t i, Judgement &judgement) const
{
    const Entry &entry = m_entries[i];
    if (view.place && entry.place) {
        judgement.miles = milesBetween(*view.place, *entry.place);
        judgement.approximate = view.place->approximate || entry.place->approximate;
    }
    judgement.exclusion = exclusionOf(view, i, judgement.miles);
    if (judgement.exclusion != Exclusion::None)
        return;
    judgement.leadsToday = view.situation.leadsToday.value(entry.id);
    if (entry.cap && judgement.leadsToday >= *entry.cap) {
        judgement.exclusion = Exclusion::CapReached;
        return;
    }
    const auto answers = view.situation.answers.constFind(entry.id);
    if (answers != view.situation.answers.cend())
        judgement.answers = &*answers;
    judgement.points = judgement.pointsIn(view.situation);
}

/// All rules except the cap, which needs today's leads.
Exclusion PlumberRoster::exclusionOf(const View &view, std::size_t i, std::optional<double> miles) const
{
    const Entry &entry = m_entries[i];
    if (entry.status == PlumberStatus::Removed)
        return Exclusion::Removed;
    if (view.knowsService && (!view.offers || !(*view.offers)[i]))
        return Exclusion::ServiceNotOffered;
    if (entry.status == PlumberStatus::Paused)
        return Exclusion::Paused;
    if (view.situation.refusedBy.contains(entry.id))
        return Exclusion::Refused;
    if (view.situation.cardRequired && !entry.paymentReady)
        return Exclusion::NoCard;
    if (miles && *miles > entry.radius)
        return Exclusion::TooFar;
    return view.knowsService ? Exclusion::None : Exclusion::ServiceUnknown;
}

Candidate PlumberRoster::candidate(std::size_t i, const Judgement &judgement) const
{
    const Entry &entry = m_entries[i];
    return {entry.id,        judgement.exclusion, judgement.leadsToday,
            entry.cap,       judgement.miles,     judgement.approximate,
            entry.radius,    entry.paymentReady,  judgement.answers ? *judgement.answers : AnswerRecord(),
            judgement.points};
}

QList<Candidate> PlumberRoster::rank(const Lead &lead, const Situation &situation) const
{
    const auto offers = m_offers.constFind(lead.serviceNeeded);
    const View view{situation, lead.zipCode ? zipPlace(*lead.zipCode) : std::nullopt, !lead.serviceNeeded.isEmpty(),
                    offers == m_offers.cend() ? nullptr : &*offers};
    std::vector<Judgement> judgements(m_entries.size());
    struct Rank
    {
        qint64 order;
        double miles; // here, because many have the same points, and looking further costs a cache miss each
        std::size_t at;
    };
    std::vector<Rank> ranks;
    ranks.reserve(m_entries.size());
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        judge(view, i, judgements[i]);
        if (judgements[i].exclusion != Exclusion::Removed)
            ranks.push_back({judgements[i].order(), judgements[i].miles.value_or(HUGE_VAL), i});
    }
    // Ties in points are broken by the factors themselves, so that rounding favors nobody.
    const auto tie = [&](std::size_t i) { return std::tie(judgements[i].leadsToday, m_entries[i].id); };
    std::sort(ranks.begin(), ranks.end(), [&](const Rank &a, const Rank &b) {
        if (a.order != b.order)
            return a.order < b.order;
        return a.miles != b.miles ? a.miles < b.miles : tie(a.at) < tie(b.at);
    });
    QList<Candidate> ranked;
    ranked.reserve(qsizetype(ranks.size()));
    for (const Rank &rank : ranks)
        ranked.emplaceBack(candidate(rank.at, judgements[rank.at]));
    return ranked;
}

} // namespace pl
