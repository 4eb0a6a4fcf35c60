#include "models/stats/factbook.h"

namespace pl::stats {

std::optional<qint64> LeadFact::secondsToAssign() const
{
    return assignedAt && !isImported ? std::optional((*assignedAt - createdAt) / 1'000'000) : std::nullopt;
}

qint64 PaymentFact::keptCents() const
{
    const bool isKept = status == PaymentStatus::Succeeded || status == PaymentStatus::RefundRequested ||
                        status == PaymentStatus::Refunded;
    return isKept ? amountCents - refundedCents : 0;
}

template <class T>
int FactBook::placeOf(const T &value, QList<T> &all, QHash<T, int> &places)
{
    const auto known = places.constFind(value);
    if (known != places.cend())
        return *known;
    const int place = static_cast<int>(all.size());
    all += value;
    places.insert(value, place);
    return place;
}

LeadFact FactBook::factOf(const Lead &lead)
{
    LeadFact fact;
    fact.createdAt = lead.createdAt.micros;
    if (lead.assignedAt)
        fact.assignedAt = lead.assignedAt->micros;
    fact.costCents = lead.sourceCostCents;
    fact.source = lead.sourceId ? placeOf(*lead.sourceId, m_facts.sources, m_sources) : -1;
    fact.service = placeOf(lead.serviceNeeded, m_facts.services, m_services);
    fact.plumber = lead.assignedPlumberId ? placeOf(*lead.assignedPlumberId, m_facts.plumbers, m_plumbers) : -1;
    fact.urgency = lead.urgency;
    fact.status = lead.status;
    fact.isInvalid = lead.closedReason == ClosedReason::Invalid;
    fact.isDuplicate = lead.duplicateOf.has_value();
    fact.isTest = lead.isTest;
    fact.isImported = lead.importId.has_value();
    return fact;
}

void FactBook::take(const Lead &lead)
{
    const LeadFact fact = factOf(lead);
    const auto known = m_leads.constFind(lead.id);
    if (known != m_leads.cend()) {
        LeadFact &before = m_facts.leads[*known];
        m_gone -= before.isGone ? 1 : 0;
        before = fact;
        return;
    }
    const int place = static_cast<int>(m_facts.leads.size());
    m_leads.insert(lead.id, place);
    m_facts.leads += fact;
    for (const int payment : m_early.values(lead.id))
        m_facts.payments[payment].lead = place;
    m_early.remove(lead.id);
}

void FactBook::drop(const QUuid &leadId)
{
    const auto known = m_leads.constFind(leadId);
    if (known == m_leads.cend() || m_facts.leads.at(*known).isGone)
        return;
    m_facts.leads[*known].isGone = true;
    ++m_gone;
}

void FactBook::take(const QUuid &payment, const QUuid &leadId, Timestamp createdAt, const PaymentShare &share)
{
    PaymentFact fact;
    fact.createdAt = createdAt.micros;
    fact.amountCents = share.amountCents;
    fact.refundedCents = share.refundedCents;
    fact.leadId = leadId;
    fact.lead = m_leads.value(leadId, -1);
    fact.currency = placeOf(share.currency, m_facts.currencies, m_currencies);
    fact.status = share.status;
    const auto known = m_payments.constFind(payment);
    if (known != m_payments.cend()) {
        m_facts.payments[*known] = fact;
        return;
    }
    const int place = static_cast<int>(m_facts.payments.size());
    m_payments.insert(payment, place);
    m_facts.payments += fact;
    if (fact.lead < 0)
        m_early.insert(leadId, place);
}

void FactBook::setOffers(const QList<Offer> &offers)
{
    m_facts.offers.clear();
    m_facts.offers.reserve(offers.size());
    for (const Offer &offer : offers)
        m_facts.offers += {offer.at.micros, m_leads.value(offer.leadId, -1),
                           placeOf(offer.plumberId, m_facts.plumbers, m_plumbers), offer.end};
}

} // namespace pl::stats
