#pragma once

#include "models/base/result.h"
#include "models/importing/sheet.h"
#include "models/importing/watch.h"

#include <optional>

namespace pl::importing {

struct SheetOptions
{
    QString title;                 ///< which sheet of a workbook; empty: the first one
    std::optional<bool> hasHeader; ///< none: found out
};

/// Reads CSV, TSV and other separated text (`,` `;` tab `|`, quotes, line breaks within quotes; UTF-8, UTF-16 or
/// Windows-1252, with or without a byte order mark) and XLSX. What it is, is found by its bytes; `fileName` counts only
/// in messages. Errors: InvalidInput (no table, damaged, protected by a password, an old .xls), TooLarge, Cancelled;
/// the message is a sentence for people. For any thread.
Result<Sheet> readSheet(const QByteArray &bytes, const QString &fileName, const SheetOptions &options = {},
                        const Watch &watch = {});

} // namespace pl::importing
