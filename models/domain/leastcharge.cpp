#include "models/domain/leastcharge.h"

namespace pl {

std::optional<Urgency> unchargeableAt(qint64 baseCents, const OfficeSettings &rules)
{
    for (const Urgency urgency : {Urgency::Day, Urgency::Week, Urgency::Month})
        if (const qint64 cents = rules.priceCents(baseCents, urgency); cents > 0 && cents < kLeastChargeCents)
            return urgency;
    return std::nullopt;
}

} // namespace pl
