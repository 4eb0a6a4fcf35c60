#pragma once

#include "ui/exporting/exportlist.h"
#include "ui/office/officecontext.h"

namespace pl::ui {

class ActivityTable;

/// The lines that were read for files, paper and the clipboard. `context.activity` must not be null.
ExportList activityExport(const OfficeContext &context, const ActivityTable &table);

} // namespace pl::ui
