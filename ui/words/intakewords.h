#pragma once

#include "models/domain/intakeitem.h"
#include "models/mapping/mappingdraft.h"
#include "ui/style/chip.h"

#include <QString>

namespace pl::ui {

// Words about what sources send and what waits to be sorted.

/// "Not mapped", "Not readable", "Refused": why something waits, in two words.
QString causeText(IntakeCause cause);
/// The same as a chip; "Trying again" while the server does.
Chip chipOf(const IntakeItem &item);
/// The source's name, or "A source" where the person may not know it or it isn't known yet.
QString sourceText(const QString &name);
/// "ZIP code", "Their id", "What it cost"
QString leadFieldText(mapping::LeadField field);
/// The same, and "Test mark", "Not needed".
QString meaningText(const mapping::Meaning &meaning);

} // namespace pl::ui
