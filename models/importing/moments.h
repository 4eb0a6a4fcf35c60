#pragma once

#include "models/base/timestamp.h"

#include <QStringList>
#include <QTimeZone>

namespace pl::importing {

enum class DayOrder { MonthFirst, DayFirst };

/// How a column writes its days: day first only when one of its texts can't be read otherwise ("29/11/2026") and none
/// proves the opposite; or with dots ("3.11.2026").
DayOrder dayOrderOf(const QStringList &texts);

/// A moment in any usual form: ISO 8601, "11/29/2026 3:05 PM", "Nov 29, 2026", "20261129", "29 November 2026 15:05
/// EST", "Sun, 29 Nov 2026 15:05:00 -0600", seconds or milliseconds since 1970, a spreadsheet's number of days
/// (45000.5). Two-digit years are 1970 to 2069. A day without a time is its noon, so that it is the same day in every
/// zone of the country. Texts without a zone are in `zone`. Nothing when it is no moment.
std::optional<Timestamp> readMoment(const QString &text, DayOrder order, const QTimeZone &zone);

} // namespace pl::importing
