#pragma once

#include "models/domain/workhours.h"

#include <QString>

namespace pl::ui {

// When a plumber works, in words, and as people type it. Times are written as in moments.h.

/// "08:00–12:00, 13:00–17:00"; empty for a day off. The end of the day is "midnight".
QString spansText(const QList<WorkHours::Span> &spans);
/// The same for a field: what spansOf() reads back, whatever the locale calls morning and afternoon.
QString editableSpans(const QList<WorkHours::Span> &spans);
/// "Any time", "Mon–Fri 08:00–17:00; Sat 09:00–12:00", "Never".
QString hoursText(const WorkHours &hours);
/// "Mon"
QString shortDayText(Qt::DayOfWeek day);

/// Reads what a person typed for one day: "8-17", "8:30 am – 5 pm", "8-12, 1-5", "9 to midnight", "17.30-21"; nothing
/// at all is a day off. Where neither AM nor PM is said, an end that would be before its start is in the afternoon, and
/// so is a span that would begin before the one before it ends. The Error's message completes "Monday …".
Result<QList<WorkHours::Span>> spansOf(const QString &typed);

} // namespace pl::ui
