#pragma once

#include "models/domain/officesettings.h"

namespace pl {

/// Stripe charges 50 cents or more; a lead may also be free.
inline constexpr qint64 kLeastChargeCents = 50;

/// The first urgency at which a lead of this price would cost something that can't be charged. The databases refuse the
/// same (server/supabase/migrations/…_words.sql).
std::optional<Urgency> unchargeableAt(qint64 baseCents, const OfficeSettings &rules);

} // namespace pl
