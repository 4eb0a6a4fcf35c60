#include "ui/dashboard/dashboardwords.h"

#include "ui/words/billingwords.h"
#include "ui/words/words.h"

#include <QCoreApplication>

namespace pl::ui {
namespace {

struct Dashboard
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::Dashboard)
};

QString signedNumber(double number, int digits)
{
    const QString text = QLocale().toString(std::abs(number), 'f', digits);
    return (number < 0 ? QStringLiteral("\u2212") : QStringLiteral("+")) + text;
}

/// Months are compared with months, which have more days, or fewer.
QString beforeText(const stats::DayRange &range)
{
    if (!range.isWholeMonths())
        return Dashboard::tr("%n day(s) before", nullptr, int(range.days()));
    const int months = range.months();
    return months == 1 ? Dashboard::tr("month before") : Dashboard::tr("%n month(s) before", nullptr, months);
}

double shareOf(const stats::Headline &headline)
{
    return 100.0 * headline.inTime / headline.judged;
}

} // namespace

QString rangeKindText(RangeKind kind)
{
    switch (kind) {
    case RangeKind::Week:
        return Dashboard::tr("Last 7 days");
    case RangeKind::Month:
        return Dashboard::tr("Last 30 days");
    case RangeKind::Quarter:
        return Dashboard::tr("Last 90 days");
    case RangeKind::ThisMonth:
        return Dashboard::tr("This month");
    case RangeKind::LastMonth:
        return Dashboard::tr("Last month");
    case RangeKind::ThisYear:
        return Dashboard::tr("This year");
    case RangeKind::Own:
        break;
    }
    return Dashboard::tr("Own range");
}

QString daysText(const stats::DayRange &days, QDate today)
{
    if (days.from == days.to)
        return dayText(days.from, today);
    if (days.isWholeMonths() && days.from.addMonths(1) == days.to.addDays(1))
        return monthText(days.from);
    return Dashboard::tr("%1 to %2", "two days").arg(dayText(days.from, today), dayText(days.to, today));
}

QString percentText(qint64 part, qint64 whole, int digits)
{
    if (whole <= 0)
        return QStringLiteral("\u2013");
    return Dashboard::tr("%1%", "a percentage")
        .arg(QLocale().toString(100.0 * double(part) / double(whole), 'f', digits));
}

QString comparedText(qint64 now, qint64 before, const stats::DayRange &range)
{
    const QString days = beforeText(range);
    if (before <= 0)
        return now > 0 ? Dashboard::tr("none in the %1", "the 30 days before").arg(days) : QString();
    const double change = 100.0 * double(now - before) / double(before);
    return Dashboard::tr("%1% on the %2", "+9, the 30 days before").arg(signedNumber(change, 0), days);
}

QString pointsText(const stats::Headline &now, const stats::Headline &before)
{
    if (now.judged == 0 || before.judged == 0)
        return {};
    return Dashboard::tr("%1 points", "+2.1").arg(signedNumber(shareOf(now) - shareOf(before), 1));
}

QString ageText(int age)
{
    const auto bound = [](int place) {
        return spanText(qint64(stats::kAgeHours.at(static_cast<std::size_t>(place))) * 3600);
    };
    const int last = static_cast<int>(stats::kAgeHours.size());
    if (age == 0)
        return Dashboard::tr("Under %1").arg(bound(0));
    if (age == last)
        return Dashboard::tr("Over %1").arg(bound(last - 1));
    return Dashboard::tr("%1 to %2", "two lengths of time").arg(bound(age - 1), bound(age));
}

QString urgenciesText(const stats::ByUrgency &counts)
{
    return Dashboard::tr("%1 today, %2 this week, %3 this month", "numbers of leads by urgency")
        .arg(numberText(counts[0]), numberText(counts[1]), numberText(counts[2]));
}

QString answersText(const stats::Answers &answers)
{
    return Dashboard::tr("%1 accepted, %2 declined, %3 silent, %4 open")
        .arg(numberText(answers.accepted), numberText(answers.declined), numberText(answers.silent),
             numberText(answers.open));
}

} // namespace pl::ui
