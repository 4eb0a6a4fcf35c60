#pragma once

#include "ui/exporting/exportlist.h"
#include "ui/office/officecontext.h"

namespace pl::ui {

class PlumberTable;

/// The office's plumbers for files, paper and the clipboard.
ExportList plumberExport(const OfficeContext &context, const PlumberTable &table);

} // namespace pl::ui
