#pragma once

#include "ui/exporting/exportlist.h"
#include "ui/office/officecontext.h"

namespace pl::ui {

class MessageTable;

/// The messages for files, paper and the clipboard. `context.messages` must not be null.
ExportList messageExport(const OfficeContext &context, const MessageTable &table);

} // namespace pl::ui
