#include "models/domain/workhours.h"

#include <QCoreApplication>
#include <QTimeZone>

namespace pl {
namespace {

struct HoursWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::WorkHours)
};

constexpr std::array kDayNames{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

Error wrong(const QString &detail)
{
    return {ErrorCode::InvalidInput, detail, {{QStringLiteral("work_hours"), QStringLiteral("invalid"), detail}}};
}

/// Invalid for any text but "hh:mm".
QTime timeFrom(const nlohmann::json &value)
{
    if (!value.is_string())
        return {};
    const QString text = QString::fromStdString(value.get<std::string>());
    if (text == QStringLiteral("24:00"))
        return WorkHours::endOfDay();
    return text.size() == 5 ? QTime::fromString(text, QStringLiteral("HH:mm")) : QTime();
}

std::optional<WorkHours::Span> spanFrom(const nlohmann::json &value)
{
    if (!value.is_array() || value.size() != 2)
        return std::nullopt;
    const WorkHours::Span span{timeFrom(value[0]), timeFrom(value[1])};
    const bool isSpan = span.from.isValid() && span.to.isValid() && span.from < span.to;
    return isSpan ? std::optional(span) : std::nullopt;
}

Result<QList<WorkHours::Span>> dayFrom(const nlohmann::json &value)
{
    if (!value.is_array() || value.size() > WorkHours::kMaxSpans)
        return wrong(HoursWords::tr("must hold at most %1 spans of hours a day").arg(WorkHours::kMaxSpans));
    QList<WorkHours::Span> spans;
    for (const nlohmann::json &item : value) {
        const auto span = spanFrom(item);
        if (!span)
            return wrong(HoursWords::tr("must end after they begin, as in 08:00 to 17:00"));
        spans += *span;
    }
    std::sort(spans.begin(), spans.end(), [](const auto &a, const auto &b) { return a.from < b.from; });
    QList<WorkHours::Span> joined;
    for (const WorkHours::Span &span : std::as_const(spans)) {
        if (!joined.isEmpty() && span.from < joined.last().to)
            return wrong(HoursWords::tr("must not overlap"));
        if (!joined.isEmpty() && span.from == joined.last().to)
            joined.last().to = span.to;
        else
            joined += span;
    }
    return joined;
}

} // namespace

bool WorkHours::covers(Qt::DayOfWeek day, QTime time) const
{
    if (always)
        return true;
    const QList<Span> &spans = on(day);
    return std::any_of(spans.begin(), spans.end(), [time](const Span &span) {
        return span.from <= time && (time < span.to || span.to == endOfDay());
    });
}

std::optional<QDateTime> WorkHours::nextStart(const QDateTime &local) const
{
    if (always || covers(Qt::DayOfWeek(local.date().dayOfWeek()), local.time()))
        return std::nullopt;
    for (int ahead = 0; ahead <= 7; ++ahead) {
        const QDate date = local.date().addDays(ahead);
        for (const Span &span : on(Qt::DayOfWeek(date.dayOfWeek())))
            if (ahead > 0 || span.from > local.time())
                return QDateTime(date, span.from, local.timeZone());
    }
    return std::nullopt;
}

QString WorkHours::timeText(QTime time)
{
    return time == endOfDay() ? QStringLiteral("24:00") : time.toString(QStringLiteral("HH:mm"));
}

nlohmann::json WorkHours::toJson() const
{
    if (always)
        return nullptr;
    nlohmann::json week = nlohmann::json::object();
    for (std::size_t i = 0; i < days.size(); ++i) {
        nlohmann::json day = nlohmann::json::array();
        for (const Span &span : days[i])
            day.push_back({pl::toJson(timeText(span.from)), pl::toJson(timeText(span.to))});
        if (!day.empty())
            week[kDayNames[i]] = day;
    }
    return week;
}

Result<WorkHours> WorkHours::fromJson(const nlohmann::json &value)
{
    WorkHours hours;
    hours.always = value.is_null();
    if (hours.always)
        return hours;
    if (!value.is_object())
        return wrong(HoursWords::tr("must be days with their hours"));
    for (const auto &[name, spans] : value.items()) {
        const auto known = std::find(kDayNames.begin(), kDayNames.end(), name);
        if (known == kDayNames.end())
            return wrong(HoursWords::tr("must be days with their hours"));
        const auto day = dayFrom(spans);
        if (!day)
            return day.error();
        hours.days[std::size_t(known - kDayNames.begin())] = *day;
    }
    return hours;
}

} // namespace pl
