#include "models/domain/rankingdecision.h"

namespace pl {
namespace {

nlohmann::json listOf(const QList<Candidate> &candidates)
{
    nlohmann::json list = nlohmann::json::array();
    for (const Candidate &candidate : candidates)
        list.push_back(candidate.toJson());
    return list;
}

QList<Candidate> readList(const nlohmann::json &list)
{
    QList<Candidate> candidates;
    for (const nlohmann::json &row : list)
        if (const auto candidate = Candidate::fromJson(row))
            candidates += *candidate;
    return candidates;
}

} // namespace

std::optional<RankingDecision> RankingDecision::of(const QList<Candidate> &ranked, const QUuid &plumberId,
                                                   const Situation &situation)
{
    const auto chosen = std::find_if(ranked.begin(), ranked.end(),
                                     [&](const Candidate &candidate) { return candidate.plumberId == plumberId; });
    if (chosen == ranked.end())
        return std::nullopt;
    RankingDecision decision;
    decision.weights = situation.weights;
    decision.cardRequired = situation.cardRequired;
    decision.chosen = *chosen;
    decision.rank = chosen->eligible() ? int(chosen - ranked.begin()) + 1 : 0;
    for (const Candidate &candidate : ranked) {
        decision.eligible += candidate.eligible();
        if (!candidate.eligible())
            ++decision.excluded[candidate.exclusion];
        QList<Candidate> &kept = candidate.eligible() ? decision.best : decision.excludedNearest;
        if (kept.size() < kKept)
            kept += candidate;
    }
    return decision;
}

void RankingDecision::setDates(const DispatchSettings &rules, Timestamp now)
{
    dayBegan = rules.dayBegan(now);
    weekBegan = rules.weekBegan(now);
    monthBegan = rules.monthBegan(now);
    today = rules.localTime(now).date();
}

nlohmann::json RankingDecision::toJson() const
{
    nlohmann::json reasons = nlohmann::json::object();
    for (auto it = excluded.begin(); it != excluded.end(); ++it)
        reasons[enumText(it.key())] = it.value();
    return {{"automatic", automatic},
            {"day_began", dayBegan.toString().toStdString()},
            {"week_began", pl::toJson(weekBegan)},
            {"month_began", pl::toJson(monthBegan)},
            {"today", pl::toJson(today)},
            {"weights", weights.toJson()},
            {"card_required", cardRequired},
            {"chosen", chosen.toJson()},
            {"rank", rank},
            {"eligible", eligible},
            {"best", listOf(best)},
            {"excluded", reasons},
            {"excluded_nearest", listOf(excludedNearest)}};
}

Result<RankingDecision> RankingDecision::fromJson(const nlohmann::json &value)
{
    JsonReader r(value);
    RankingDecision decision;
    decision.automatic = r.booleanOr("automatic", false);
    decision.dayBegan = r.timestamp("day_began");
    decision.weekBegan = r.optionalTimestamp("week_began");
    decision.monthBegan = r.optionalTimestamp("month_began");
    decision.today = r.optionalDate("today");
    decision.weights = RankingWeights::fromJson(r.raw("weights")).valueOr({});
    decision.cardRequired = r.booleanOr("card_required", true);
    if (const auto chosen = Candidate::fromJson(r.raw("chosen")))
        decision.chosen = *chosen;
    else
        r.addError("chosen", "invalid", QStringLiteral("is not a candidate"));
    decision.rank = static_cast<int>(r.integerOr("rank", 0));
    decision.eligible = static_cast<int>(r.integerOr("eligible", 0));
    decision.best = readList(r.raw("best"));
    const nlohmann::json reasons = r.raw("excluded");
    for (const auto &[name, count] : reasons.items())
        if (const auto exclusion = enumFromName<Exclusion>(QString::fromStdString(name));
            exclusion && count.is_number_integer())
            decision.excluded[*exclusion] = count.get<int>();
    decision.excludedNearest = readList(r.raw("excluded_nearest"));
    return r.finish(decision);
}

} // namespace pl
