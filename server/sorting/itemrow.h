#pragma once

#include "models/domain/intakeitem.h"
#include "server/sorting/bodysorting.h"

namespace pl::sorting {

/// Who settled what nobody had to: `settled_by`.
inline constexpr const char *kServer = "server";

/// A row of `intake_items`; all such rows have the same columns. What is NoLead is discarded with its reason as the
/// note; what is to be fetched is to be tried at once; everything else waits for people.
nlohmann::json itemRow(const ReceivedBody &body, const Leftover &leftover, Timestamp now);

/// The columns that a cause and reason bring with them: cause, reason, status, note, settled_at, settled_by, retry_at,
/// tries.
nlohmann::json outcomeColumns(const Leftover &leftover, Timestamp now);

} // namespace pl::sorting
