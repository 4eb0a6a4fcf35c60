#include "ui/dashboard/dashboardbar.h"
#include "ui/dashboard/dashboardcard.h"
#include "ui/dashboard/dashboardview.h"
#include "ui/dashboard/dashboardwords.h"
#include "ui/dashboard/ranklist.h"
#include "ui/dashboard/timechart.h"
#include "ui/words/billingwords.h"
#include "ui/words/errortext.h"
#include "ui/words/leadwords.h"
#include "ui/words/words.h"

#include <QHeaderView>
#include <QTableWidget>

#include <limits>

// Puts the numbers into the dashboard's cards, charts and lists.

namespace pl::ui {
namespace {

constexpr qint64 kManyDays = 92; ///< more of them are shown by week
constexpr int kMostTicks = 6;
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// Some of many places get a word below them, the last one always.
QStringList someOf(const QStringList &all)
{
    const qsizetype step = std::max<qsizetype>(1, (all.size() + kMostTicks - 1) / kMostTicks);
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

double inUnit(const std::optional<qint64> &seconds, const TimeUnit &unit)
{
    return seconds ? double(*seconds) / unit.seconds : kNone;
}

} // namespace

void DashboardView::present()
{
    if (!stats())
        return showState();
    m_bar->setToday(m_data->today());
    showCards();
    showDays();
    showTimes();
    showPlumbers();
    showServices();
    showAges();
    if (m_context.billing) {
        showMoneyCards();
        showMonths();
        showSources();
        showSourceTable();
    }
    showState();
}

QString DashboardView::moneyOf(qint64 cents) const
{
    return moneyText(cents, stats()->query.currency);
}

void DashboardView::showCards()
{
    const stats::LeadStats &all = *stats();
    m_cards.at(0)->present(numberText(all.now.leads), comparedText(all.now.leads, all.before.leads, all.query.range));
    m_cards.at(1)->present(percentText(all.now.inTime, all.now.judged, 1), pointsText(all.now, all.before));
    const stats::Spread &times = all.now.toAssign;
    m_cards.at(2)->present(times.median ? spanText(*times.median) : QStringLiteral("\u2013"),
                           times.p90 ? tr("90 % within %1", "a length of time").arg(spanText(*times.p90)) : QString());
    const stats::Answers &answers = all.answers;
    const QString silent =
        tr("%1 declined, %2 silent", "two percentages")
            .arg(percentText(answers.declined, answers.answered()), percentText(answers.silent, answers.answered()));
    m_cards.at(3)->present(percentText(answers.accepted, answers.answered()),
                           answers.answered() > 0 ? silent : QString());
}

void DashboardView::showMoneyCards()
{
    const stats::LeadStats &all = *stats();
    if (!m_data->hasMoney()) {
        m_cards.at(4)->present(QStringLiteral("\u2026"), tr("loading payments"));
        m_cards.at(5)->present(QStringLiteral("\u2026"), tr("loading payments"));
        return;
    }
    QString line = tr("after %1 refunded", "an amount").arg(moneyOf(all.now.refundedCents));
    if (all.foreignPayments > 0)
        line = tr("without %n payment(s) in other currencies", nullptr, all.foreignPayments);
    m_cards.at(4)->present(moneyOf(all.now.paidCents), line);
    m_cards.at(5)->present(moneyOf(all.now.marginCents()),
                           tr("after %1 for leads", "an amount").arg(moneyOf(all.now.costCents)));
}

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
        chart.words +=
            tr("%1: %2, %3 of them assigned, half within %4, 90 % within %5")
                .arg(daysText(week.days, m_data->today()), leadsText(week.received[urgency]), numberText(spread.count),
                     spanText(spread.median.value_or(0)), spanText(spread.p90.value_or(0)));
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
    m_left.at(2)->setLine(tr("%1: paid, and refunded beside it").arg(all.query.currency.toUpper()));
    m_months->present(chart);
}

void DashboardView::showSources()
{
    QList<RankList::Row> rows;
    int most = 1;
    for (const stats::SourceStats &source : stats()->sources)
        most = std::max(most, source.received);
    for (const stats::SourceStats &source : stats()->sources) {
        const QString margin =
            source.received > 0 && m_data->hasMoney() ? moneyOf(source.marginOfOne()) : QStringLiteral("\u2013");
        rows += {sourceName(source.source), double(source.received) / most, margin,
                 tr("%1: %2, margin a lead %3").arg(sourceName(source.source), leadsText(source.received), margin)};
    }
    m_bySource->present(rows);
}

void DashboardView::showSourceTable()
{
    const QStringList heads{tr("Source"), tr("Received"), tr("Duplicates"), tr("Invalid"), tr("To sort now"),
                            tr("Cost"),   tr("Revenue"),  tr("Refunded"),   tr("Margin")};
    m_sourceTable->setColumnCount(static_cast<int>(heads.size()));
    m_sourceTable->setHorizontalHeaderLabels(heads);
    m_sourceTable->setRowCount(static_cast<int>(stats()->sources.size()));
    const auto money = [this](qint64 cents) { return m_data->hasMoney() ? moneyOf(cents) : QStringLiteral("\u2026"); };
    int row = 0;
    for (const stats::SourceStats &source : stats()->sources) {
        const QStringList cells{sourceName(source.source),  numberText(source.received), numberText(source.duplicates),
                                numberText(source.invalid), numberText(source.toSort),   money(source.costCents),
                                money(source.paidCents),    money(source.refundedCents), money(source.marginCents())};
        for (int column = 0; column < cells.size(); ++column) {
            auto *cell = new QTableWidgetItem(cells.at(column));
            cell->setTextAlignment(Qt::AlignVCenter | (column == 0 ? Qt::AlignLeft : Qt::AlignRight));
            m_sourceTable->setItem(row, column, cell);
        }
        ++row;
    }
    QHeaderView *header = m_sourceTable->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Stretch);
    const int rowHeight = m_sourceTable->verticalHeader()->defaultSectionSize();
    m_sourceTable->setFixedHeight(header->sizeHint().height() + rowHeight * std::clamp(row, 1, 12) + 2);
}

void DashboardView::showPlumbers()
{
    QList<RankList::Row> rows;
    for (const stats::PlumberAnswers &plumber : stats()->plumbers) {
        const stats::Answers &answers = plumber.answers;
        rows += {plumberName(plumber.plumber), double(answers.accepted) / std::max(1, answers.answered()),
                 percentText(answers.accepted, answers.answered()),
                 tr("%1: %2", "a plumber, the answers").arg(plumberName(plumber.plumber), answersText(answers))};
    }
    m_byPlumber->present(rows);
    QString line = tr("accepted, of what they answered");
    if (m_data->answersFailure())
        line = failureText(tr("The answers could not be loaded"), *m_data->answersFailure());
    else if (const auto cut = m_data->answersCutAt())
        line = tr("accepted, of what they answered since %1")
                   .arg(dayText(cut->toDateTime().toLocalTime().date(), m_data->today()));
    for (DashboardCard *card : std::as_const(m_right))
        if (card->isAncestorOf(m_byPlumber))
            card->setLine(line);
}

void DashboardView::showServices()
{
    QList<RankList::Row> rows;
    const int most = stats()->services.isEmpty() ? 1 : stats()->services.first().leads;
    for (const stats::ServiceLeads &one : stats()->services)
        rows += {serviceText(one.service), double(one.leads) / most, numberText(one.leads),
                 tr("%1: %2", "a service, leads").arg(serviceText(one.service), leadsText(one.leads))};
    m_byService->present(rows);
}

void DashboardView::showAges()
{
    const auto sumOf = [](const stats::ByUrgency &counts) { return counts[0] + counts[1] + counts[2]; };
    int most = 1;
    for (const stats::ByUrgency &counts : stats()->ages)
        most = std::max(most, sumOf(counts));
    QList<RankList::Row> rows;
    int age = 0;
    for (const stats::ByUrgency &counts : stats()->ages) {
        const int sum = sumOf(counts);
        rows +=
            {ageText(age), double(sum) / most, numberText(sum),
             tr("%1: %2 (%3)", "an age, leads, by urgency").arg(ageText(age), leadsText(sum), urgenciesText(counts))};
        ++age;
    }
    m_byAge->present(rows);
}

} // namespace pl::ui
