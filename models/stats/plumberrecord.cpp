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

void takeLeads(PlumberRecord &record, const RecordQuery &query, const QHash<QUuid, Lead> &leads)
{
    std::vector<Dated> current;
    std::vector<Dated> completed;
    for (const Lead &lead : leads) {
        if (lead.assignedPlumberId != query.plumber)
            continue;
        if (lead.status == LeadStatus::Completed)
            completed.emplace_back(lead.completedAt.value_or(lead.updatedAt), lead.id);
        else
            current.emplace_back(lead.assignedAt.value_or(lead.updatedAt), lead.id);
        record.thisWeek += lead.assignedAt && *lead.assignedAt >= query.weekBegan ? 1 : 0;
        record.thisMonth += lead.assignedAt && *lead.assignedAt >= query.monthBegan ? 1 : 0;
    }
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

PlumberRecord recordOf(const RecordQuery &query, const QHash<QUuid, Lead> &leads, const QList<Offer> &offers)
{
    PlumberRecord record;
    takeLeads(record, query, leads);
    takeOffers(record, query, offers);
    return record;
}

} // namespace pl::stats
