#include "models/domain/candidate.h"

#include <cmath>

namespace pl {
namespace {

template <class T>
nlohmann::json orNull(const std::optional<T> &value)
{
    return value ? nlohmann::json(*value) : nlohmann::json();
}

/// What only a few have.
void writeWhy(const Candidate &candidate, nlohmann::json &row)
{
    if (candidate.periodCap) {
        row["period_leads"] = candidate.leadsInPeriod;
        row["period_cap"] = *candidate.periodCap;
    }
    if (candidate.day)
        row["day"] = toJson(candidate.day);
    if (candidate.time.isValid())
        row["time"] = toJson(candidate.time.toString(QStringLiteral("HH:mm")));
}

void readWhy(JsonReader &r, Candidate &candidate)
{
    candidate.leadsInPeriod = static_cast<int>(r.integerOr("period_leads", 0));
    if (const auto cap = r.optionalInteger("period_cap"))
        candidate.periodCap = static_cast<int>(*cap);
    candidate.day = r.optionalDate("day");
    if (const auto time = r.optionalString("time"))
        candidate.time = QTime::fromString(*time, QStringLiteral("HH:mm"));
}

} // namespace

nlohmann::json Candidate::toJson() const
{
    // People see tenths of a mile.
    const auto tenths = miles ? std::optional(std::round(*miles * 10) / 10) : std::nullopt;
    nlohmann::json row{{"plumber_id", pl::toJson(plumberId)},
                       {"exclusion", enumText(exclusion)},
                       {"leads_today", leadsToday},
                       {"daily_lead_cap", orNull(dailyLeadCap)},
                       {"miles", orNull(tenths)},
                       {"approximate", milesAreApproximate},
                       {"radius", radiusMiles},
                       {"card", paymentReady},
                       {"accepted", answers.accepted},
                       {"refused", answers.refused},
                       {"seconds_to_accept", answers.secondsToAccept},
                       {"last_assigned", pl::toJson(answers.lastAssigned)},
                       {"points", points}};
    writeWhy(*this, row);
    return row;
}

Result<Candidate> Candidate::fromJson(const nlohmann::json &row)
{
    JsonReader r(row);
    Candidate candidate;
    candidate.plumberId = r.uuid("plumber_id");
    candidate.exclusion = r.enumeration<Exclusion>("exclusion");
    candidate.leadsToday = static_cast<int>(r.integerOr("leads_today", 0));
    if (const auto cap = r.optionalInteger("daily_lead_cap"))
        candidate.dailyLeadCap = static_cast<int>(*cap);
    if (const nlohmann::json miles = r.raw("miles"); miles.is_number())
        candidate.miles = miles.get<double>();
    candidate.milesAreApproximate = r.booleanOr("approximate", false);
    candidate.radiusMiles = static_cast<int>(r.integerOr("radius", 0));
    candidate.paymentReady = r.booleanOr("card", false);
    candidate.answers.accepted = static_cast<int>(r.integerOr("accepted", 0));
    candidate.answers.refused = static_cast<int>(r.integerOr("refused", 0));
    candidate.answers.secondsToAccept = r.integerOr("seconds_to_accept", 0);
    candidate.answers.lastAssigned = r.optionalTimestamp("last_assigned");
    candidate.points = r.integerOr("points", 0);
    readWhy(r, candidate);
    return r.finish(candidate);
}

} // namespace pl
