#pragma once

#include "models/importing/celldate.h"
#include "models/importing/ziparchive.h"

#include <QStringList>

namespace pl::importing {

/// What the parts of an XLSX file say about its sheets.
struct Workbook
{
    struct SheetPart
    {
        QString title;
        QString path; ///< within the archive
    };
    QList<SheetPart> sheets; ///< the visible ones, in their order
    bool from1904 = false;
    QList<NumberForm> forms; ///< by a cell's style
    QStringList sharedStrings;

    /// InvalidInput when it is no workbook; else ZipArchive's errors.
    static Result<Workbook> read(ZipArchive &archive);
};

} // namespace pl::importing
