#pragma once

#include "ui/exporting/exportlist.h"
#include "ui/office/officecontext.h"

namespace pl::ui {

class LeadTable;

/// The leads that the table shows, and all others, for files, paper and the clipboard. `title` is what the list is
/// called.
ExportList leadExport(const OfficeContext &context, const LeadTable &table, const QString &title);

} // namespace pl::ui
