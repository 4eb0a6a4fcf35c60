#pragma once

#include <QString>

namespace pl::importing {

/// What a spreadsheet's number format shows of a number.
enum class NumberForm { Plain, Day, Moment, Time };

/// Of one of the built-in formats, by its number.
NumberForm builtInForm(int id);
/// Of a format of the file's own: "yyyy\-mm\-dd", "[$-409]m/d/yy h:mm AM/PM;@", "#,##0.00 [Red]".
NumberForm formOf(const QString &code);

/// A spreadsheet's number as text: a count of days as "2026-11-29", "2026-11-29T15:05:00" or "15:05:00", by its form;
/// one that is no day of a calendar, and any other number, as digits. `from1904`: the calendar begins in 1904.
QString numberText(double value, NumberForm form, bool from1904);

} // namespace pl::importing
