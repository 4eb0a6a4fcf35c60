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
    const QSet<std::size_t> *named; ///< whose lists have the lead's ZIP code
};

void Situation::count(const QUuid &plumberId, int leads)
{
    leadsToday[plumberId] += leads;
    leadsThisWeek[plumberId] += leads;
    leadsThisMonth[plumberId] += leads;
}

std::size_t PlumberRoster::positionFor(const QUuid &id)
{
    if (const auto known = m_positions.constFind(id); known != m_positions.cend())
        return *known;
    m_positions.insert(id, m_entries.size());
    m_entries.emplace_back();
    for (std::vector<bool> &offers : m_offers)
        offers.resize(m_entries.size());
    return m_entries.size() - 1;
}

void PlumberRoster::putZips(std::size_t position, const QStringList &zips)
{
    for (const QString &zip : m_zips.take(position))
        m_byZip[zip].remove(position);
    if (zips.isEmpty())
        return;
    m_zips.insert(position, zips);
    for (const QString &zip : zips)
        m_byZip[zip].insert(position);
}

void PlumberRoster::put(const Plumber &plumber)
{
    const std::size_t position = positionFor(plumber.id);
    const Terms terms{plumber.weeklyLeadCap,  plumber.monthlyLeadCap,   plumber.pausedUntil,
                      plumber.licenseExpires, plumber.insuranceExpires, plumber.workHours};
    const bool hasTerms = terms != Terms();
    m_entries[position] = {plumber.id,
                           zipPlace(plumber.zipCode),
                           plumber.serviceRadiusMiles,
                           plumber.dailyLeadCap,
                           plumber.status,
                           plumber.paymentReady,
                           hasTerms};
    if (hasTerms)
        m_terms.insert(plumber.id, terms);
    else
        m_terms.remove(plumber.id);
    putZips(position, plumber.zipCodes);
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
    judgement.exclusion = capReached(entry, judgement.leadsToday, view.situation);
    if (judgement.exclusion != Exclusion::None)
        return;
    const auto answers = view.situation.answers.constFind(entry.id);
    if (answers != view.situation.answers.cend())
        judgement.answers = &*answers;
    judgement.points = judgement.pointsIn(view.situation);
}

/// The longest one, which lasts.
Exclusion PlumberRoster::capReached(const Entry &entry, int leadsToday, const Situation &situation) const
{
    if (entry.hasTerms) {
        const Terms &terms = *m_terms.constFind(entry.id);
        if (terms.monthlyCap && situation.leadsThisMonth.value(entry.id) >= *terms.monthlyCap)
            return Exclusion::MonthCapReached;
        if (terms.weeklyCap && situation.leadsThisWeek.value(entry.id) >= *terms.weeklyCap)
            return Exclusion::WeekCapReached;
    }
    return entry.cap && leadsToday >= *entry.cap ? Exclusion::CapReached : Exclusion::None;
}

/// An invalid day is before all others.
Exclusion PlumberRoster::expired(const Terms &terms, const Situation &situation)
{
    const QDate today = situation.local.date();
    if (terms.insuranceExpires && *terms.insuranceExpires < today)
        return Exclusion::InsuranceExpired;
    return terms.licenseExpires && *terms.licenseExpires < today ? Exclusion::LicenseExpired : Exclusion::None;
}

bool PlumberRoster::isBack(const Terms &terms, const Situation &situation)
{
    return terms.pausedUntil && *terms.pausedUntil <= situation.local.date();
}

bool PlumberRoster::isOff(const Terms &terms, const Situation &situation)
{
    const QDateTime &local = situation.local;
    return !terms.hours.always && local.isValid() &&
           !terms.hours.covers(Qt::DayOfWeek(local.date().dayOfWeek()), local.time());
}

/// All rules except the caps, which need the leads of these days.
Exclusion PlumberRoster::exclusionOf(const View &view, std::size_t i, std::optional<double> miles) const
{
    const Entry &entry = m_entries[i];
    if (entry.status == PlumberStatus::Removed)
        return Exclusion::Removed;
    if (view.knowsService && (!view.offers || !(*view.offers)[i]))
        return Exclusion::ServiceNotOffered;
    const Terms *terms = entry.hasTerms ? &*m_terms.constFind(entry.id) : nullptr;
    if (const Exclusion papers = terms ? expired(*terms, view.situation) : Exclusion::None; papers != Exclusion::None)
        return papers;
    if (entry.status == PlumberStatus::Paused && !(terms && isBack(*terms, view.situation)))
        return Exclusion::Paused;
    if (view.situation.refusedBy.contains(entry.id))
        return Exclusion::Refused;
    if (view.situation.cardRequired && !entry.paymentReady)
        return Exclusion::NoCard;
    if (miles && *miles > entry.radius && !(view.named && view.named->contains(i)))
        return Exclusion::TooFar;
    if (terms && isOff(*terms, view.situation))
        return Exclusion::OffHours;
    return view.knowsService ? Exclusion::None : Exclusion::ServiceUnknown;
}

Candidate PlumberRoster::candidate(std::size_t i, const Judgement &judgement, const Situation &situation) const
{
    const Entry &entry = m_entries[i];
    Candidate candidate;
    candidate.plumberId = entry.id;
    candidate.exclusion = judgement.exclusion;
    candidate.leadsToday = judgement.leadsToday;
    candidate.dailyLeadCap = entry.cap;
    candidate.miles = judgement.miles;
    candidate.milesAreApproximate = judgement.approximate;
    candidate.radiusMiles = entry.radius;
    candidate.paymentReady = entry.paymentReady;
    if (judgement.answers)
        candidate.answers = *judgement.answers;
    candidate.points = judgement.points;
    if (entry.hasTerms && !candidate.eligible())
        explain(candidate, *m_terms.constFind(entry.id), situation);
    return candidate;
}

void PlumberRoster::explain(Candidate &candidate, const Terms &terms, const Situation &situation)
{
    if (candidate.exclusion == Exclusion::WeekCapReached) {
        candidate.leadsInPeriod = situation.leadsThisWeek.value(candidate.plumberId);
        candidate.periodCap = terms.weeklyCap;
    } else if (candidate.exclusion == Exclusion::MonthCapReached) {
        candidate.leadsInPeriod = situation.leadsThisMonth.value(candidate.plumberId);
        candidate.periodCap = terms.monthlyCap;
    } else if (candidate.exclusion == Exclusion::Paused) {
        candidate.day = terms.pausedUntil;
    } else if (candidate.exclusion == Exclusion::LicenseExpired) {
        candidate.day = terms.licenseExpires;
    } else if (candidate.exclusion == Exclusion::InsuranceExpired) {
        candidate.day = terms.insuranceExpires;
    } else if (const auto start =
                   candidate.exclusion == Exclusion::OffHours ? terms.hours.nextStart(situation.local) : std::nullopt) {
        candidate.day = start->date();
        candidate.time = start->time();
    }
}

QList<Candidate> PlumberRoster::rank(const Lead &lead, const Situation &situation) const
{
    const auto offers = m_offers.constFind(lead.serviceNeeded);
    const auto named = m_byZip.constFind(lead.zipCode.value_or(QString()).left(5));
    const View view{situation, lead.zipCode ? zipPlace(*lead.zipCode) : std::nullopt, !lead.serviceNeeded.isEmpty(),
                    offers == m_offers.cend() ? nullptr : &*offers, named == m_byZip.cend() ? nullptr : &*named};
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
        ranked.emplaceBack(candidate(rank.at, judgements[rank.at], situation));
    return ranked;
}

} // namespace pl
