#include "models/stats/statspass.h"

// What statsOf() counts of leads and of offers.

namespace pl::stats {
namespace {

QDate mondayOf(QDate day)
{
    return day.addDays(1 - day.dayOfWeek());
}

QList<WeekTimes> weeksOf(const DayRange &range)
{
    QList<WeekTimes> weeks;
    for (QDate monday = mondayOf(range.from); monday <= range.to; monday = monday.addDays(7))
        weeks += WeekTimes{{std::max(monday, range.from), std::min(monday.addDays(6), range.to)}, {}, {}};
    return weeks;
}

/// The most first, then by name.
QList<ServiceLeads> servicesOf(const std::vector<int> &counts, const QStringList &names)
{
    QList<ServiceLeads> services;
    for (qsizetype place = 0; place < names.size(); ++place)
        if (const int leads = counts[static_cast<std::size_t>(place)]; leads > 0)
            services += {names.at(place), leads};
    std::sort(services.begin(), services.end(), [](const ServiceLeads &one, const ServiceLeads &other) {
        return std::pair(-one.leads, one.service) < std::pair(-other.leads, other.service);
    });
    return services;
}

int ageOf(const LeadFact &lead, Timestamp now)
{
    int age = 0;
    while (age < static_cast<int>(kAgeHours.size()) && lead.createdAt < receivedAtAge(age, now).first->micros)
        ++age;
    return age;
}

void note(Answers &answers, OfferEnd end)
{
    switch (end) {
    case OfferEnd::Accepted:
        ++answers.accepted;
        break;
    case OfferEnd::Declined:
        ++answers.declined;
        break;
    case OfferEnd::Silent:
        ++answers.silent;
        break;
    case OfferEnd::Waiting:
    case OfferEnd::TakenBack:
        ++answers.open;
        break;
    }
}

/// Who answered best first; those who had more to answer before others.
bool isBetter(const PlumberAnswers &one, const PlumberAnswers &other)
{
    const qint64 left = qint64(one.answers.accepted) * std::max(1, other.answers.answered());
    const qint64 right = qint64(other.answers.accepted) * std::max(1, one.answers.answered());
    if (left != right)
        return left > right;
    return std::pair(-one.answers.offered(), one.plumber) < std::pair(-other.answers.offered(), other.plumber);
}

} // namespace

void countLeads(const StatsPass &pass, LeadStats &stats)
{
    stats.days.resize(pass.range().days());
    stats.weeks = weeksOf(pass.range());
    const auto firstDay = pass.range().from.dayOfWeek() - 1;
    std::vector<std::array<std::vector<qint64>, 3>> waits(static_cast<std::size_t>(stats.weeks.size()));
    std::vector<int> services(static_cast<std::size_t>(pass.facts().services.size()));
    for (const LeadFact &lead : pass.facts().leads) {
        if (!pass.isWanted(lead))
            continue;
        const auto urgency = static_cast<std::size_t>(lead.urgency);
        if (lead.status == LeadStatus::New)
            ++stats.ages[static_cast<std::size_t>(ageOf(lead, pass.query().now))][urgency];
        const int day = pass.dayOf(lead.createdAt);
        if (day < 0)
            continue;
        const int week = (day + firstDay) / 7;
        ++stats.days[day][urgency];
        ++stats.weeks[week].received[urgency];
        ++services[static_cast<std::size_t>(lead.service)];
        if (const auto wait = lead.secondsToAssign())
            waits[static_cast<std::size_t>(week)][urgency].push_back(*wait);
    }
    for (std::size_t week = 0; week < waits.size(); ++week)
        for (std::size_t urgency = 0; urgency < 3; ++urgency)
            stats.weeks[qsizetype(week)].toAssign[urgency] = spreadOf(std::move(waits[week][urgency]));
    stats.services = servicesOf(services, pass.facts().services);
}

void countAnswers(const StatsPass &pass, LeadStats &stats)
{
    std::vector<Answers> byPlumber(static_cast<std::size_t>(pass.facts().plumbers.size()));
    for (const OfferFact &offer : pass.facts().offers) {
        if (offer.lead < 0 || pass.dayOf(offer.at) < 0 || !pass.isWanted(pass.facts().leads.at(offer.lead)))
            continue;
        note(stats.answers, offer.end);
        note(byPlumber[static_cast<std::size_t>(offer.plumber)], offer.end);
    }
    for (std::size_t place = 0; place < byPlumber.size(); ++place)
        if (byPlumber[place].offered() > 0)
            stats.plumbers += {pass.facts().plumbers.at(qsizetype(place)), byPlumber[place]};
    std::sort(stats.plumbers.begin(), stats.plumbers.end(), isBetter);
}

} // namespace pl::stats
