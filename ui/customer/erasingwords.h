#pragma once

#include "models/replica/erasingcounts.h"

#include <QStringList>

namespace pl::ui {

/// One line a count that isn't 0: what erasing takes, or took.
QStringList erasingLines(const replica::ErasingCounts &counts);
/// What erasing leaves, and what it doesn't stop.
QStringList stayingLines(const replica::ErasingCounts &counts);

} // namespace pl::ui
