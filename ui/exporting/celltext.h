#pragma once

#include "models/exporting/cell.h"

namespace pl::ui {

/// A cell as people read it on paper: "Nov 21, 2026, 12:42", "$60.00", "1,204".
QString paperText(const exporting::Cell &cell, const QTimeZone &zone);

/// Rows as a table for the clipboard: with tabs for editors, and as HTML, escaped, which spreadsheets prefer. In both,
/// tabs and line breaks in cells become blanks, and what a spreadsheet would run as a formula gets an apostrophe.
struct CopiedTable
{
    QString text;
    QString html;
};
CopiedTable copiedTable(const exporting::TableHead &head, const QList<exporting::Row> &rows);

} // namespace pl::ui
