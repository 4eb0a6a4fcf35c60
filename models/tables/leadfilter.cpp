#include "models/tables/leadfilter.h"

namespace pl::tables {
namespace {

QString leadWords(const Lead &lead)
{
    const QStringList parts{lead.fullName(),
                            lead.email,
                            lead.phoneNumber,
                            lead.serviceNeeded,
                            lead.zipCode.value_or(QString()),
                            lead.description.value_or(QString()),
                            lead.externalId.value_or(QString())};
    return parts.join(QLatin1Char('\n'));
}

} // namespace

bool LeadFilter::matches(const Lead &lead, const replica::OfficeReplica &replica, Timestamp now) const
{
    return matches(lead, replica, now, TextSearch(text));
}

bool LeadFilter::matches(const Lead &lead, const replica::OfficeReplica &replica, Timestamp now,
                         const TextSearch &search) const
{
    if (!statuses.isEmpty() && !statuses.contains(lead.status))
        return false;
    if (!urgencies.isEmpty() && !urgencies.contains(lead.urgency))
        return false;
    if (!services.isEmpty() && !services.contains(lead.serviceNeeded))
        return false;
    if (dueNowOnly && !replica.isDueNow(lead, now))
        return false;
    if (unansweredOnly && (lead.status != LeadStatus::Assigned || lead.acceptedAt))
        return false;
    return search.isEmpty() || search.finds(lead.id, lead.version, {replica.plumberName(lead.assignedPlumberId)},
                                            [&lead] { return leadWords(lead); });
}

} // namespace pl::tables
