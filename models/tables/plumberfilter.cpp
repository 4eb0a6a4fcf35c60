#include "models/tables/plumberfilter.h"

namespace pl::tables {

bool expiresSoon(const std::optional<QDate> &expires, QDate today)
{
    return expires && today.daysTo(*expires) <= kExpiresSoonDays;
}

QSet<PlumberConcern> concernsOf(const Plumber &plumber, const PlumberMatches &matches, QDate today)
{
    QSet<PlumberConcern> concerns;
    if (expiresSoon(plumber.insuranceExpires, today))
        concerns += PlumberConcern::Insurance;
    if (expiresSoon(plumber.licenseExpires, today))
        concerns += PlumberConcern::License;
    if (!plumber.insuranceExpires)
        concerns += PlumberConcern::NoInsurance;
    if (!plumber.isVerified())
        concerns += PlumberConcern::Unverified;
    if (!matches.of(plumber).isEmpty())
        concerns += PlumberConcern::Duplicate;
    if (!plumber.paymentReady)
        concerns += PlumberConcern::NoCard;
    return concerns;
}

bool PlumberFilter::matchesState(const Plumber &plumber, const PlumberMatches &matches, QDate today) const
{
    if (plumber.status == PlumberStatus::Removed)
        return false;
    if (!statuses.isEmpty() && !statuses.contains(plumber.statusOn(today)))
        return false;
    return concerns.isEmpty() || concernsOf(plumber, matches, today).intersects(concerns);
}

} // namespace pl::tables
