#pragma once

#include "models/domain/answerbook.h"

namespace pl {

/// Why a plumber can't be suggested for a lead; reasons that the office can override come first.
enum class Exclusion { None, ServiceUnknown, CapReached, TooFar, NoCard, Refused, Paused, ServiceNotOffered, Removed };

template <>
inline constexpr std::array<QLatin1StringView, 9> kEnumNames<Exclusion>{
    QLatin1StringView("none"),        QLatin1StringView("service_unknown"),
    QLatin1StringView("cap_reached"), QLatin1StringView("too_far"),
    QLatin1StringView("no_card"),     QLatin1StringView("refused"),
    QLatin1StringView("paused"),      QLatin1StringView("service_not_offered"),
    QLatin1StringView("removed")};

/// A plumber as a candidate for one lead: whether the plumber can take it, and why.
struct Candidate
{
    QUuid plumberId;
    Exclusion exclusion = Exclusion::None;
    int leadsToday = 0; ///< leads assigned since the office's midnight
    std::optional<int> dailyLeadCap;
    std::optional<double> miles;      ///< none: one of the ZIP codes is unknown
    bool milesAreApproximate = false; ///< only the first three digits of one of the ZIP codes are known
    int radiusMiles = 0;
    bool paymentReady = false;
    AnswerRecord answers; ///< of an eligible one
    qint64 points = 0;    ///< of an eligible one: 0 to 1,000,000, higher is better

    bool eligible() const { return exclusion == Exclusion::None; }
    bool operator==(const Candidate &) const = default;

    nlohmann::json toJson() const;
    static Result<Candidate> fromJson(const nlohmann::json &row);
};

} // namespace pl
