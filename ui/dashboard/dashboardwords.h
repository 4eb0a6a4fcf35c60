#pragma once

#include "models/stats/leadstats.h"
#include "ui/dashboard/dashboardbar.h"

namespace pl::ui {

// What the dashboard says.

/// "Last 30 days"
QString rangeKindText(RangeKind kind);
/// "Nov 1 to Nov 30"; one day, or a whole month, by its own name. The year where it isn't today's.
QString daysText(const stats::DayRange &days, QDate today);
/// "88 %", "94.2 %" with one digit; a dash when there is nothing to divide by.
QString percentText(qint64 part, qint64 whole, int digits = 0);
/// "+9 % on the 30 days before", "+9 % on the month before"
QString comparedText(qint64 now, qint64 before, const stats::DayRange &range);
/// "+2.1 points"; empty when one of the two has nothing to compare.
QString pointsText(const stats::Headline &now, const stats::Headline &before);
/// "Under 1 h", "1 to 4 h", "Over 7 d"
QString ageText(int age);
/// "3 today, 2 this week, 1 this month"
QString urgenciesText(const stats::ByUrgency &counts);
/// "12 accepted, 1 declined, 1 silent, 2 open"
QString answersText(const stats::Answers &answers);

} // namespace pl::ui
