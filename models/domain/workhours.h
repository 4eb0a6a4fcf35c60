#pragma once

#include "models/base/jsonreader.h"

#include <QDateTime>

#include <array>

namespace pl {

/// When a plumber takes leads, in the office's local time: the column `plumbers.work_hours`. Whole minutes.
struct WorkHours
{
    struct Span
    {
        QTime from;
        QTime to; ///< not included; endOfDay() for "24:00"
        bool operator==(const Span &) const = default;
    };

    std::array<QList<Span>, 7> days; ///< Monday first; spans in order, not overlapping; an empty day is off
    bool always = true;              ///< at any time; `days` is empty then

    bool operator==(const WorkHours &) const = default;

    static QTime endOfDay() { return QTime(23, 59, 59, 999); }
    static constexpr int kMaxSpans = 6; ///< a day

    const QList<Span> &on(Qt::DayOfWeek day) const { return days[std::size_t(day - 1)]; }
    QList<Span> &on(Qt::DayOfWeek day) { return days[std::size_t(day - 1)]; }
    bool covers(Qt::DayOfWeek day, QTime time) const;
    /// When work begins next, at `local` or within the seven days after it. Nothing if there are no hours at all, or
    /// if it is work time at `local` already.
    std::optional<QDateTime> nextStart(const QDateTime &local) const;
    /// "08:00", and "24:00" for endOfDay().
    static QString timeText(QTime time);

    /// {"mon": [["08:00","17:00"]], …} without days off; null for `always`.
    nlohmann::json toJson() const;
    /// Spans that touch are one. An unknown day or time, an end before its start, overlapping spans and more than
    /// kMaxSpans a day are errors.
    static Result<WorkHours> fromJson(const nlohmann::json &value);
};

} // namespace pl
