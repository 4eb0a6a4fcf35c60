#include "ui/dashboard/dashboardcard.h"
#include "ui/dashboard/dashboardview.h"
#include "ui/dashboard/dashboardwords.h"
#include "ui/dashboard/timechart.h"
#include "ui/words/billingwords.h"
#include "ui/words/leadwords.h"
#include "ui/words/words.h"

#include <limits>

// Puts the numbers into the dashboard's charts.

namespace pl::ui {
namespace {

constexpr qint64 kManyDays = 92; ///< more of them are shown by week
constexpr int kMaxTicks = 6;
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// Some of many places get a word below them, the last one always.
QStringList someOf(const QStringList &all)
{
    const qsizetype step = std::max<qsizetype>(1, (all.size() + kMaxTicks - 1) / kMaxTicks);
    QStringList ticks;
    for (qsizetype place = 0; place < all.size(); ++place)
        ticks += (all.size() - 1 - place) % step == 0 ? all.at(place) : QString();
    return ticks;
}

/// In which unit a chart of lengths of time is readable.
struct TimeUnit
{
    double seconds;
    QString name;
};

TimeUnit unitFor(qint64 longest)
{
    if (longest <= 3 * 3600)
        return {60, DashboardView::tr("minutes")};
    if (longest <= 72 * 3600)
        return {3600, DashboardView::tr("hours")};
    return {86400, DashboardView::tr("days")};
}

/// Neither those that wait nor imported ones are timed.
QString timesText(const QString &days, int received, const stats::Spread &times)
{
    if (!times.median || !times.p90)
        return DashboardView::tr("%1: %2, none of them timed").arg(days, leadsText(received));
    return DashboardView::tr("%1: %2, %3 of them timed: half within %4, 90 % within %5")
        .arg(days, leadsText(received), numberText(times.count), spanText(*times.median), spanText(*times.p90));
}

double inUnit(const std::optional<qint64> &seconds, const TimeUnit &unit)
{
    return seconds ? double(*seconds) / unit.seconds : kNone;
}

} // namespace

stats::DayRange DashboardView::daysAt(int place) const
{
    const stats::DayRange &range = stats()->query.range;
    const int step = range.days() > kManyDays ? 7 : 1;
    const QDate from = range.from.addDays(qint64(place) * step);
    return {from, std::min(from.addDays(step - 1), range.to)};
}

void DashboardView::showDays()
{
    const stats::LeadStats &all = *stats();
    const qint64 step = all.query.range.days() > kManyDays ? 7 : 1;
    m_left.at(0)->setTitle(step == 1 ? tr("Leads a day") : tr("Leads by week"));
    ChartData chart;
    chart.emptyText = tr("No leads in these days");
    chart.series = {{urgencyText(Urgency::Day), &Colors::red, {}},
                    {urgencyText(Urgency::Week), &Colors::amber, {}},
                    {urgencyText(Urgency::Month), &Colors::slate, {}}};
    QStringList names;
    for (qsizetype first = 0; first < all.days.size(); first += step) {
        stats::ByUrgency sum{};
        for (qsizetype day = first; day < std::min(first + step, all.days.size()); ++day)
            for (std::size_t urgency = 0; urgency < sum.size(); ++urgency)
                sum[urgency] += all.days.at(day)[urgency];
        for (std::size_t urgency = 0; urgency < sum.size(); ++urgency)
            chart.series[qsizetype(urgency)].values += sum[urgency];
        const QString days = daysText(daysAt(static_cast<int>(first / step)), m_data->today());
        names += dayText(all.query.range.from.addDays(first), m_data->today());
        chart.words += tr("%1: %2 (%3)", "days, leads, by urgency")
                           .arg(days, leadsText(sum[0] + sum[1] + sum[2]), urgenciesText(sum));
    }
    chart.ticks = someOf(names);
    m_days->present(chart);
}

void DashboardView::showTimes()
{
    if (!stats())
        return;
    const stats::LeadStats &all = *stats();
    const auto urgency = static_cast<std::size_t>(m_timesOf);
    qint64 longest = 0;
    for (const stats::WeekTimes &week : all.weeks)
        longest = std::max(longest, week.toAssign[urgency].p90.value_or(0));
    const TimeUnit unit = unitFor(longest);
    ChartData chart;
    chart.kind = ChartData::Kind::Lines;
    chart.emptyText = tr("No such leads were assigned");
    chart.series = {{tr("90 %"), &Colors::blue, {}}, {tr("median"), &Colors::amber, {}}};
    QStringList names;
    for (const stats::WeekTimes &week : all.weeks) {
        const stats::Spread &spread = week.toAssign[urgency];
        chart.series[0].values += inUnit(spread.p90, unit);
        chart.series[1].values += inUnit(spread.median, unit);
        names += dayText(week.days.from, m_data->today());
        chart.words += timesText(daysText(week.days, m_data->today()), week.received[urgency], spread);
    }
    chart.ticks = someOf(names);
    const qint64 deadline = all.query.minutesToAssign[urgency] * 60;
    chart.deadline = double(deadline) / unit.seconds;
    chart.deadlineText = tr("deadline");
    m_left.at(1)->setLine(tr("%1, by week: median and 90 %; deadline %2", "a unit of time, a length of time")
                              .arg(unit.name, spanText(deadline)));
    m_times->present(chart);
}

void DashboardView::showMonths()
{
    const stats::LeadStats &all = *stats();
    double unit = 1;
    for (int digit = 0; digit < minorDigits(all.query.currency); ++digit)
        unit *= 10;
    ChartData chart;
    chart.kind = ChartData::Kind::Beside;
    chart.emptyText = m_data->hasMoney() ? tr("No payments in these months") : tr("Loading payments\u2026");
    chart.series = {{tr("paid"), &Colors::green, {}}, {tr("refunded"), &Colors::slate, {}}};
    QStringList names;
    for (const stats::MonthMoney &month : all.months) {
        chart.series[0].values += double(month.paidCents) / unit;
        chart.series[1].values += double(month.refundedCents) / unit;
        names += monthText(month.month);
        chart.words += tr("%1: %2 paid, %3 refunded")
                           .arg(monthText(month.month), moneyOf(month.paidCents), moneyOf(month.refundedCents));
    }
    chart.ticks = someOf(names);
    m_left.at(2)->setLine(tr("%1: paid and refunded").arg(all.query.currency.toUpper()));
    m_months->present(chart);
}

} // namespace pl::ui
