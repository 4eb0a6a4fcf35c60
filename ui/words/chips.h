#pragma once

#include "models/domain/leadstatus.h"
#include "models/domain/plumber.h"
#include "models/domain/urgency.h"
#include "ui/style/chip.h"

namespace pl::ui {

Chip chipOf(Urgency urgency);
Chip chipOf(LeadStatus status);
Chip chipOf(PlumberStatus status);
/// For a lead that is only a test.
Chip testChip();

} // namespace pl::ui
