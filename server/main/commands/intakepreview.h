#pragma once

#include "models/domain/intakeitem.h"
#include "models/domain/leadsource.h"

#include <QStringList>

namespace pl {

/// What an item's body would become with its source's present mapping: one entry a lead, {"result": "lead", "lead":
/// the columns, "missing": what the office has to ask for} or {"result": "no_lead" or "unmapped", "reason"}, or one
/// {"result": "broken", "reason"}; {"result": "to_fetch", "ids"} when ids alone came. `services`: the office's.
nlohmann::json intakePreview(const IntakeItem &item, const IntakeBody &body, const LeadSource &source,
                             const QStringList &services);

/// The same for people.
QByteArray previewText(const nlohmann::json &preview);

} // namespace pl
