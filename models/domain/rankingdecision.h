#pragma once

#include "models/domain/ranking.h"

#include <QMap>

namespace pl {

/// Why a lead went to a plumber, stored with the assignment (`leads.decision`, copied to its line of the history): the
/// weights, the best five, and who was left out.
struct RankingDecision
{
    static constexpr int kKept = 5; ///< how many of the best, and of the excluded

    bool automatic = false;              ///< the server decided; the database then enforces the plumber's cap
    Timestamp dayBegan;                  ///< the office's midnight that the cap counts from
    std::optional<Timestamp> weekBegan;  ///< … the weekly cap
    std::optional<Timestamp> monthBegan; ///< … the monthly cap
    std::optional<QDate> today;          ///< the office's date: pauses and papers end by it
    RankingWeights weights;
    bool cardRequired = true;
    Candidate chosen;
    int rank = 0; ///< of the chosen one among the eligible, from 1; 0: it was excluded
    int eligible = 0;
    QList<Candidate> best;
    QMap<Exclusion, int> excluded; ///< how many for each reason
    QList<Candidate> excludedNearest;

    bool operator==(const RankingDecision &) const = default;

    /// `ranked` is the result of PlumberRoster::rank(); nothing if `plumberId` is not in it.
    static std::optional<RankingDecision> of(const QList<Candidate> &ranked, const QUuid &plumberId,
                                             const Situation &situation);
    /// From when the caps count, and which day it is.
    void setDates(const DispatchSettings &rules, Timestamp now);
    nlohmann::json toJson() const;
    static Result<RankingDecision> fromJson(const nlohmann::json &value);
};

} // namespace pl
