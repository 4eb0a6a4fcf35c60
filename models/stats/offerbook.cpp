#include "models/stats/offerbook.h"

namespace pl::stats {
namespace {

void endOffer(Offer &offer, OfferEnd end, Timestamp at)
{
    offer.end = end;
    offer.endedAt = at;
}

} // namespace

/// The newest offer of the lead, if it is this plumber's.
Offer *OfferBook::offerOf(const LeadEvent &event)
{
    const auto last = m_last.constFind(event.leadId);
    if (last == m_last.cend() || m_offers.at(*last).plumberId != event.plumberId)
        return nullptr;
    return &m_offers[*last];
}

void OfferBook::take(const LeadEvent &event)
{
    if (event.id <= m_newest)
        return;
    m_newest = event.id;
    if (!event.plumberId)
        return;
    if (event.kind == LeadEventKind::Assigned) {
        // Given to another without a line that takes it back first.
        if (const auto last = m_last.constFind(event.leadId); last != m_last.cend())
            if (Offer &before = m_offers[*last]; before.end == OfferEnd::Waiting)
                endOffer(before, OfferEnd::TakenBack, event.at);
        m_last.insert(event.leadId, m_offers.size());
        m_offers += Offer{event.leadId, *event.plumberId, event.at};
        return;
    }
    Offer *offer = offerOf(event);
    if (!offer)
        return;
    if (event.kind == LeadEventKind::Accepted)
        endOffer(*offer, OfferEnd::Accepted, event.at);
    else if (event.kind == LeadEventKind::Declined)
        endOffer(*offer, OfferEnd::Declined, event.at);
    else if (event.isUnanswered())
        endOffer(*offer, OfferEnd::Silent, event.at);
    else if (event.kind == LeadEventKind::Unassigned && offer->end == OfferEnd::Waiting)
        endOffer(*offer, OfferEnd::TakenBack, event.at);
}

} // namespace pl::stats
