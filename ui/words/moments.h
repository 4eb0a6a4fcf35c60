#pragma once

#include "models/base/timestamp.h"

#include <QDate>
#include <QString>
#include <QTime>

namespace pl::ui {

// Days, times of day and lengths of time, in words. Days and times are written the way QLocale() writes them: its order
// of day and month, its names, its 12- or 24-hour clock. The C locale, which has no way of its own, gets American
// English names and a 24-hour clock. Every Timestamp is shown in local time.

/// "5:03 AM" or "05:03": hours and minutes.
QString timeText(QTime time);
/// "Nov 21, 2026" or "21. Nov. 2026"
QString dayText(QDate day);
/// "Nov 21"; with the year when it isn't today's.
QString dayText(QDate day, QDate today);
/// "12:42" today, "Mon 12:42" in the six days before, "Nov 3, 12:42" otherwise, with the year when it isn't this one.
QString momentText(Timestamp at, Timestamp now);
/// "Nov 21, 12:42" even today, with the year when it isn't this one: for lists that are read long afterwards.
QString dayTimeText(Timestamp at, Timestamp now);

/// "Saturday, November 21, 2026, 12:42": nothing left out.
QString fullMomentText(Timestamp at);

/// "45 s", "18 min", "1 h 04 min", "12 h", "1 d 20 h", "12 d": a length of time at a glance. Less than nothing counts
/// as nothing.
QString spanText(qint64 seconds);
/// "18 min left", "12 min overdue"
QString deadlineText(Timestamp deadline, Timestamp now);
/// "18 minutes left to assign", "12 minutes overdue. Assign now."
QString deadlineSentence(Timestamp deadline, Timestamp now);
/// "just now", "4 s ago", "2 h 05 min ago"
QString agoText(Timestamp at, Timestamp now);

} // namespace pl::ui
