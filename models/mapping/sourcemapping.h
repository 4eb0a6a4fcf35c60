#pragma once

#include "models/domain/leadsource.h"
#include "models/mapping/preset.h"

namespace pl::mapping {

/// The preset of a source; "generic" when it has none, or one that this version doesn't know.
const Preset &presetOf(const LeadSource &source);

/// A source's own mapping, or else its preset's; with the source's default service and urgency. A key in
/// the body is ignored.
Result<Mapping> mappingOf(const LeadSource &source);

} // namespace pl::mapping
