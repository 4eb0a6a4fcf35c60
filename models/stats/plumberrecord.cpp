#include "models/stats/plumberrecord.h"

namespace pl::stats {
namespace {

void countAnswer(Answers &answers, OfferEnd end)
{
    switch (end) {
    case OfferEnd::Accepted:
        ++answers.accepted;
        return;
    case OfferEnd::Declined:
        ++answers.declined;
        return;
    case OfferEnd::Silent:
        ++answers.silent;
        return;
    case OfferEnd::Waiting:
    case OfferEnd::TakenBack:
        break;
    }
    ++answers.open;
}

bool isReturned(OfferEnd end)
{
    return end == OfferEnd::Declined || end == OfferEnd::Silent || end == OfferEnd::TakenBack;
}

using Dated = std::pair<Timestamp, QUuid>;

QList<QUuid> newestIds(std::vector<Dated> leads)
{
    std::sort(leads.begin(), leads.end(), std::greater<>());
    QList<QUuid> ids;
    for (const Dated &lead : leads)
        ids += lead.second;
    return ids;
}

void takeLeads(PlumberRecord &record, const RecordQuery &query, const columns::LeadColumns &leads)
{
    const auto plumber = leads.plumbers().find(leads.codeKey(query.plumber));
    if (plumber == 0)
        return;
    std::vector<Dated> current;
    std::vector<Dated> completed;
    leads.live().forEach([&](columns::Row row) {
        if (leads.plumberCode(row) != plumber)
            return;
        const auto assigned = leads.assignedAt(row);
        if (leads.state(row).status() == LeadStatus::Completed)
            completed.emplace_back(leads.completedAt(row).value_or(leads.updatedAt(row)), leads.id(row));
        else
            current.emplace_back(assigned.value_or(leads.updatedAt(row)), leads.id(row));
        record.thisWeek += assigned && *assigned >= query.weekBegan ? 1 : 0;
        record.thisMonth += assigned && *assigned >= query.monthBegan ? 1 : 0;
    });
    record.current = newestIds(std::move(current));
    record.completed = newestIds(std::move(completed));
}

void takeOffers(PlumberRecord &record, const RecordQuery &query, const QList<Offer> &offers)
{
    std::vector<qint64> seconds;
    for (const Offer &offer : offers) {
        if (offer.plumberId != query.plumber || offer.at < query.offersFrom)
            continue;
        countAnswer(record.answers, offer.end);
        if (offer.end == OfferEnd::Accepted && offer.endedAt)
            seconds.push_back(offer.at.secondsTo(*offer.endedAt));
        if (isReturned(offer.end))
            record.returned += {offer.leadId, offer.endedAt.value_or(offer.at), offer.end};
    }
    record.toAccept = spreadOf(std::move(seconds));
    std::stable_sort(record.returned.begin(), record.returned.end(),
                     [](const ReturnedLead &a, const ReturnedLead &b) { return a.at > b.at; });
}

} // namespace

PlumberRecord recordOf(const RecordQuery &query, const columns::LeadColumns &leads, const QList<Offer> &offers)
{
    PlumberRecord record;
    takeLeads(record, query, leads);
    takeOffers(record, query, offers);
    return record;
}

} // namespace pl::stats
