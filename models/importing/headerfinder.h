#pragma once

#include "models/importing/sheet.h"

#include <optional>

namespace pl::importing {

/// Takes the header out of the sheet's rows, with whatever stands above it (a report's title), and names the columns.
/// `hasHeader` as in SheetOptions.
void takeHeader(Sheet &sheet, std::optional<bool> hasHeader);

} // namespace pl::importing
