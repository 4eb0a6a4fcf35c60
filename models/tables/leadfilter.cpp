#include "models/tables/leadfilter.h"

#include "models/base/jsonmember.h"

namespace pl::tables {
namespace {

/// Adds the names and values of what a source sent, as they were sent.
void addWords(QStringList &words, const nlohmann::json &value)
{
    if (value.is_string()) {
        words += jsonText(value);
    } else if (value.is_structured()) {
        for (const auto &[name, inner] : value.items()) {
            if (value.is_object())
                words += QString::fromStdString(name);
            addWords(words, inner);
        }
    } else if (!value.is_null()) {
        words += QString::fromUtf8(dumpJson(value));
    }
}

/// TextSearch asks once for each version of a lead, not with every key.
QString leadWords(const Lead &lead)
{
    QStringList words{lead.fullName(), lead.email, lead.phoneNumber, lead.serviceNeeded};
    for (const auto &text :
         {lead.zipCode, lead.street, lead.city, lead.state, lead.phoneExtension, lead.description, lead.externalId})
        if (text)
            words += *text;
    addWords(words, lead.answers);
    addWords(words, lead.origin);
    return words.join(QLatin1Char('\n'));
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
