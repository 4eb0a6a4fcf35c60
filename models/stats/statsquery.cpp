#include "models/stats/statsquery.h"

namespace pl::stats {
namespace {

tables::LeadFilter chosen(const StatsQuery &query)
{
    tables::LeadFilter filter;
    filter.sources = query.sources;
    filter.services = query.services;
    filter.hidesTests = true;
    return filter;
}

} // namespace

bool DayRange::isWholeMonths() const
{
    return from.day() == 1 && to.addDays(1).day() == 1;
}

DayRange DayRange::before() const
{
    const QDate end = from.addDays(-1);
    return {isWholeMonths() ? from.addMonths(-months()) : from.addDays(-days()), end};
}

DayRange DayRange::after() const
{
    const QDate begin = to.addDays(1);
    return {begin, isWholeMonths() ? begin.addMonths(months()).addDays(-1) : to.addDays(days())};
}

Timestamp StatsQuery::startOf(QDate day) const
{
    return Timestamp::fromMSecs(day.startOfDay(zone).toMSecsSinceEpoch());
}

tables::LeadFilter receivedIn(const StatsQuery &query, const DayRange &days, std::optional<Urgency> urgency)
{
    tables::LeadFilter filter = chosen(query);
    filter.receivedFrom = query.startOf(days.from);
    filter.receivedUntil = query.startOf(days.to.addDays(1));
    if (urgency)
        filter.urgencies = {*urgency};
    return filter;
}

tables::LeadFilter receivedFromSource(const StatsQuery &query, const QUuid &source)
{
    tables::LeadFilter filter = receivedIn(query, query.range);
    filter.sources = {source};
    return filter;
}

tables::LeadFilter receivedForService(const StatsQuery &query, const QString &service)
{
    tables::LeadFilter filter = receivedIn(query, query.range);
    filter.services = {service};
    return filter;
}

tables::LeadFilter receivedForPlumber(const StatsQuery &query, const QUuid &plumber)
{
    tables::LeadFilter filter = receivedIn(query, query.range);
    filter.plumbers = {plumber};
    return filter;
}

tables::LeadFilter openOfAge(const StatsQuery &query, int age)
{
    tables::LeadFilter filter = chosen(query);
    filter.statuses = {LeadStatus::New};
    std::tie(filter.receivedFrom, filter.receivedUntil) = receivedAtAge(age, query.now);
    return filter;
}

std::pair<std::optional<Timestamp>, std::optional<Timestamp>> receivedAtAge(int age, Timestamp now)
{
    const auto back = [now](std::size_t bound) { return now.addSeconds(-qint64(kAgeHours[bound]) * 3600); };
    const auto place = static_cast<std::size_t>(age);
    return {place < kAgeHours.size() ? std::optional(back(place)) : std::nullopt,
            place > 0 ? std::optional(back(place - 1)) : std::nullopt};
}

} // namespace pl::stats
