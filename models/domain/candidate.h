#pragma once

#include "models/domain/answerbook.h"

namespace pl {

/// Why a plumber can't be suggested for a lead; reasons that the office can override come first.
enum class Exclusion {
    None,
    ServiceUnknown,
    CapReached,
    WeekCapReached,
    MonthCapReached,
    OffHours,
    TooFar,
    NoCard,
    Refused,
    Paused,
    LicenseExpired,
    InsuranceExpired,
    ServiceNotOffered,
    Removed
};

template <>
inline constexpr std::array<QLatin1StringView, 14> kEnumNames<Exclusion>{QLatin1StringView("none"),
                                                                         QLatin1StringView("service_unknown"),
                                                                         QLatin1StringView("cap_reached"),
                                                                         QLatin1StringView("week_cap_reached"),
                                                                         QLatin1StringView("month_cap_reached"),
                                                                         QLatin1StringView("off_hours"),
                                                                         QLatin1StringView("too_far"),
                                                                         QLatin1StringView("no_card"),
                                                                         QLatin1StringView("refused"),
                                                                         QLatin1StringView("paused"),
                                                                         QLatin1StringView("license_expired"),
                                                                         QLatin1StringView("insurance_expired"),
                                                                         QLatin1StringView("service_not_offered"),
                                                                         QLatin1StringView("removed")};

/// A plumber whose papers have run out gets leads only from a person who picks that plumber for one lead.
constexpr bool hasExpired(Exclusion exclusion)
{
    return exclusion == Exclusion::LicenseExpired || exclusion == Exclusion::InsuranceExpired;
}

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
    AnswerRecord answers;         ///< of an eligible one
    qint64 points = 0;            ///< of an eligible one: 0 to 1,000,000, higher is better
    int leadsInPeriod = 0;        ///< WeekCapReached, MonthCapReached: leads in that week or month
    std::optional<int> periodCap; ///< … and the cap on them
    /// Paused: takes leads again from that day, if known. OffHours: works again then, if ever. LicenseExpired,
    /// InsuranceExpired: the last day it was valid.
    std::optional<QDate> day;
    QTime time; ///< OffHours: on that day

    bool eligible() const { return exclusion == Exclusion::None; }
    bool operator==(const Candidate &) const = default;

    nlohmann::json toJson() const;
    static Result<Candidate> fromJson(const nlohmann::json &row);
};

} // namespace pl
