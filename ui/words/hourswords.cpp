#include "ui/words/hourswords.h"

#include "ui/words/moments.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

namespace pl::ui {
namespace {

struct HoursWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::HoursWords)
};

constexpr int kHalfDay = 12 * 60;
constexpr int kMinutesOfDay = 24 * 60;

enum class HalfDay { Unsaid, Morning, Afternoon };

/// A time of day as it was typed, in minutes.
struct TypedTime
{
    int minutes = 0; ///< an hour of 12 is 0 if a half of the day was said
    HalfDay half = HalfDay::Unsaid;

    int inHalf(HalfDay wanted) const
    {
        return minutes < kHalfDay && wanted == HalfDay::Afternoon ? minutes + kHalfDay : minutes;
    }
    int plain() const { return inHalf(half); }
};

std::optional<TypedTime> timeOf(const QString &typed)
{
    static const QRegularExpression kTime(
        QStringLiteral("^(\\d{1,2})(?:[:.h]?(\\d{2}))?\\s*(?:([ap])\\.?\\s*m?\\.?)?$"),
        QRegularExpression::CaseInsensitiveOption);
    const QString text = typed.trimmed();
    if (text.compare(HoursWords::tr("noon"), Qt::CaseInsensitive) == 0)
        return TypedTime{0, HalfDay::Afternoon};
    if (text.compare(HoursWords::tr("midnight"), Qt::CaseInsensitive) == 0)
        return TypedTime{0, HalfDay::Morning};
    const auto match = kTime.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const int hour = match.captured(1).toInt();
    const int minute = match.captured(2).toInt();
    const QString half = match.captured(3).toLower();
    const bool fits = half.isEmpty() ? hour * 60 + minute <= kMinutesOfDay : hour >= 1 && hour <= 12;
    if (!fits || minute > 59)
        return std::nullopt;
    if (half.isEmpty())
        return TypedTime{hour * 60 + minute};
    return TypedTime{hour % 12 * 60 + minute, half == u"p" ? HalfDay::Afternoon : HalfDay::Morning};
}

/// From and to in minutes; `after` is where the span before ends.
std::pair<int, int> resolved(const TypedTime &from, const TypedTime &to, int after)
{
    const bool saysNone = from.half == HalfDay::Unsaid && to.half == HalfDay::Unsaid;
    int begin = from.half == HalfDay::Unsaid && to.half != HalfDay::Unsaid ? from.inHalf(to.half) : from.plain();
    int end = to.plain();
    if (end == 0)
        end = kMinutesOfDay;
    if (begin >= end && from.half == HalfDay::Unsaid)
        begin = from.minutes;
    if (saysNone && begin < after && begin < kHalfDay)
        begin += kHalfDay;
    if (end <= begin && to.half == HalfDay::Unsaid && end <= kHalfDay)
        end += kHalfDay;
    return {begin, end};
}

QTime timeAt(int minutes)
{
    return minutes >= kMinutesOfDay ? WorkHours::endOfDay() : QTime(minutes / 60, minutes % 60);
}

Error noHours()
{
    return {ErrorCode::InvalidInput, HoursWords::tr("must be written like 8:00–17:00, or left empty for a day off")};
}

QString endText(QTime time)
{
    return time == WorkHours::endOfDay() ? HoursWords::tr("midnight") : timeText(time);
}

QString daysText(int first, int last)
{
    const QString from = shortDayText(Qt::DayOfWeek(first + 1));
    return first == last ? from : HoursWords::tr("%1–%2").arg(from, shortDayText(Qt::DayOfWeek(last + 1)));
}

} // namespace

QString shortDayText(Qt::DayOfWeek day)
{
    return QLocale().dayName(day, QLocale::ShortFormat);
}

QString spansText(const QList<WorkHours::Span> &spans)
{
    QStringList texts;
    for (const WorkHours::Span &span : spans)
        texts += HoursWords::tr("%1–%2").arg(timeText(span.from), endText(span.to));
    return texts.join(QStringLiteral(", "));
}

QString editableSpans(const QList<WorkHours::Span> &spans)
{
    const QString text = spansText(spans);
    if (const auto read = spansOf(text); read && *read == spans)
        return text;
    QStringList texts;
    for (const WorkHours::Span &span : spans)
        texts += QStringLiteral("%1-%2").arg(WorkHours::timeText(span.from), WorkHours::timeText(span.to));
    return texts.join(QStringLiteral(", "));
}

QString hoursText(const WorkHours &hours)
{
    if (hours.always)
        return HoursWords::tr("Any time");
    QStringList parts;
    for (int day = 0; day < 7; ++day) {
        const QList<WorkHours::Span> &spans = hours.days[std::size_t(day)];
        int last = day;
        while (last < 6 && hours.days[std::size_t(last) + 1] == spans)
            ++last;
        if (!spans.isEmpty())
            parts += HoursWords::tr("%1 %2", "days and hours").arg(daysText(day, last), spansText(spans));
        day = last;
    }
    return parts.isEmpty() ? HoursWords::tr("Never") : parts.join(QStringLiteral("; "));
}

Result<QList<WorkHours::Span>> spansOf(const QString &typed)
{
    static const QRegularExpression kApart(QStringLiteral("[,;&+]|\\band\\b"));
    static const QRegularExpression kUntil(QStringLiteral("[-–—]|\\bto\\b|\\buntil\\b"));
    QList<WorkHours::Span> spans;
    int after = 0;
    // Some locales write a time with spaces of their own.
    const QStringList parts = typed.simplified().toLower().split(kApart, Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        if (part.trimmed().isEmpty())
            continue;
        const QStringList ends = part.split(kUntil);
        const auto from = timeOf(ends.value(0));
        const auto to = timeOf(ends.value(1));
        if (ends.size() != 2 || !from || !to)
            return noHours();
        const auto [begin, end] = resolved(*from, *to, after);
        if (begin < after || begin >= end || end > kMinutesOfDay)
            return noHours();
        spans += {timeAt(begin), timeAt(end)};
        after = end;
    }
    if (spans.size() > WorkHours::kMaxSpans)
        return noHours();
    return spans;
}

} // namespace pl::ui
