#include "ui/words/moments.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace pl::ui {
namespace {

constexpr qint64 kMinute = 60;
constexpr qint64 kHour = 60 * kMinute;
constexpr qint64 kDay = 24 * kHour;

struct Moments
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::Moments)
};

bool isC(const QLocale &locale)
{
    return locale.language() == QLocale::C;
}

QLocale dayLocale()
{
    const QLocale locale;
    return isC(locale) ? QLocale(QLocale::English, QLocale::UnitedStates) : locale;
}

/// Where the text between two fields of a date format ends, from `at` on; quoted letters are no fields.
qsizetype nextField(const QString &format, qsizetype at)
{
    bool quoted = false;
    while (at < format.size() && (quoted || !QStringView(u"dMy").contains(format.at(at))))
        quoted ^= format.at(at++) == u'\'';
    return at;
}

/// "dddd, MMMM d, yyyy" → "MMMM d, yyyy". A last one leaves what belongs to the day: "d日dddd" → "d日".
void removeWeekday(QString &format)
{
    qsizetype first = format.indexOf(QStringLiteral("dddd"));
    if (first < 0)
        return;
    const qsizetype last = first == 0 ? nextField(format, 4) : first + 4;
    while (first > 0 && QStringView(u" ,").contains(format.at(first - 1)))
        --first;
    format.remove(first, last - first);
}

/// "MMMM d, yyyy" → "MMMM d", "d 'de' MMMM 'de' yyyy" → "d 'de' MMMM"
void removeYear(QString &format)
{
    const qsizetype year = format.indexOf(QStringLiteral("yyyy"));
    if (year == 0)
        format.remove(0, nextField(format, 4));
    if (year <= 0)
        return;
    qsizetype lastField = 0;
    for (qsizetype at = 0; at < year; at = nextField(format, at + 1))
        lastField = at;
    format.truncate(lastField + 1);
}

/// QLocale has a long form with the weekday and a short one in digits; "Nov 21" is the long one, shortened.
QString dayFormat(const QLocale &locale, bool withYear)
{
    QString format = locale.dateFormat(QLocale::LongFormat);
    removeWeekday(format);
    if (!withYear)
        removeYear(format);
    return format.replace(QStringLiteral("MMMM"), QStringLiteral("MMM"));
}

/// "1 hour 4 minutes": the second part is left out when it is nothing.
QString twoParts(const QString &whole, int rest, const QString &restText)
{
    return rest == 0 ? whole : whole + QLatin1Char(' ') + restText;
}

/// "18 minutes", "1 hour 4 minutes", "2 days 3 hours"
QString longSpan(qint64 seconds)
{
    const int minutes = int(seconds / kMinute % 60);
    const int hours = int(seconds / kHour % 24);
    const int days = int(seconds / kDay);
    const QString minuteText = Moments::tr("%n minute(s)", nullptr, minutes);
    const QString hourText = Moments::tr("%n hour(s)", nullptr, hours);
    if (days > 0)
        return twoParts(Moments::tr("%n day(s)", nullptr, days), hours, hourText);
    return hours > 0 ? twoParts(hourText, minutes, minuteText) : minuteText;
}

} // namespace

QString timeText(QTime time)
{
    const QLocale locale;
    return isC(locale) ? time.toString(QStringLiteral("HH:mm")) : locale.toString(time, QLocale::ShortFormat);
}

QString dayText(QDate day)
{
    const QLocale locale = dayLocale();
    return locale.toString(day, dayFormat(locale, true));
}

QString dayText(QDate day, QDate today)
{
    const QLocale locale = dayLocale();
    return locale.toString(day, dayFormat(locale, day.year() != today.year()));
}

QString momentText(Timestamp at, Timestamp now)
{
    const QDateTime local = at.toDateTime().toLocalTime();
    const QDate today = now.toDateTime().toLocalTime().date();
    const QString time = timeText(local.time());
    if (local.date() == today)
        return time;
    if (local.date() < today && local.date().daysTo(today) < 7)
        return Moments::tr("%1 %2", "weekday and time")
            .arg(dayLocale().toString(local.date(), QStringLiteral("ddd")), time);
    return dayTimeText(at, now);
}

QString dayTimeText(Timestamp at, Timestamp now)
{
    const QDateTime local = at.toDateTime().toLocalTime();
    return Moments::tr("%1, %2", "day and time")
        .arg(dayText(local.date(), now.toDateTime().toLocalTime().date()), timeText(local.time()));
}

QString fullMomentText(Timestamp at)
{
    const QDateTime local = at.toDateTime().toLocalTime();
    return Moments::tr("%1, %2", "day and time")
        .arg(dayLocale().toString(local.date(), QLocale::LongFormat), timeText(local.time()));
}

QString spanText(qint64 seconds)
{
    seconds = std::max<qint64>(0, seconds);
    if (seconds < kMinute)
        return Moments::tr("%1 s").arg(seconds);
    if (seconds < kHour)
        return Moments::tr("%1 min").arg(seconds / kMinute);
    if (seconds >= 10 * kHour && seconds < kDay)
        return Moments::tr("%1 h").arg(seconds / kHour);
    if (seconds < kDay)
        return Moments::tr("%1 h %2 min").arg(seconds / kHour).arg(seconds % kHour / kMinute, 2, 10, QLatin1Char('0'));
    const qint64 hours = seconds % kDay / kHour;
    if (seconds < 10 * kDay && hours > 0)
        return Moments::tr("%1 d %2 h").arg(seconds / kDay).arg(hours);
    return Moments::tr("%1 d").arg(seconds / kDay);
}

QString deadlineText(Timestamp deadline, Timestamp now)
{
    const qint64 left = now.secondsTo(deadline);
    return left >= 0 ? Moments::tr("%1 left").arg(spanText(left)) : Moments::tr("%1 overdue").arg(spanText(-left));
}

QString deadlineSentence(Timestamp deadline, Timestamp now)
{
    const qint64 left = now.secondsTo(deadline);
    if (left >= 0 && left < kMinute)
        return Moments::tr("Less than a minute left to assign");
    if (left >= 0)
        return Moments::tr("%1 left to assign").arg(longSpan(left));
    if (left > -kMinute)
        return Moments::tr("The time to assign just ran out. Assign now.");
    return Moments::tr("%1 overdue. Assign now.").arg(longSpan(-left));
}

QString agoText(Timestamp at, Timestamp now)
{
    const qint64 seconds = at.secondsTo(now);
    return seconds < 1 ? Moments::tr("just now") : Moments::tr("%1 ago").arg(spanText(seconds));
}

} // namespace pl::ui
