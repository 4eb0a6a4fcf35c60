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

template <class T>
bool allows(const QSet<T> &wanted, const T &value)
{
    return wanted.isEmpty() || wanted.contains(value);
}

bool isInZips(const QStringList &prefixes, const QString &zip)
{
    return prefixes.isEmpty() || std::any_of(prefixes.begin(), prefixes.end(),
                                             [&zip](const QString &prefix) { return zip.startsWith(prefix); });
}

bool isClosedAs(const QSet<ClosedReason> &wanted, const std::optional<ClosedReason> &reason)
{
    return wanted.isEmpty() || (reason && wanted.contains(*reason));
}

} // namespace

bool LeadFilter::matches(const Lead &lead, const replica::OfficeReplica &replica, Timestamp now) const
{
    return matches(lead, replica, now, TextSearch(text));
}

bool LeadFilter::matches(const Lead &lead, const replica::OfficeReplica &replica, Timestamp now,
                         const TextSearch &search) const
{
    if (!matchesState(lead) || !matchesOrigin(lead))
        return false;
    if (dueNowOnly && !replica.isDueNow(lead, now))
        return false;
    return search.isEmpty() || search.finds(lead.id, lead.version, {replica.plumberName(lead.assignedPlumberId)},
                                            [&lead] { return leadWords(lead); });
}

bool LeadFilter::matchesState(const Lead &lead) const
{
    if (unansweredOnly && (lead.status != LeadStatus::Assigned || lead.acceptedAt))
        return false;
    return allows(statuses, lead.status) && isClosedAs(closedReasons, lead.closedReason) &&
           allows(plumbers, lead.assignedPlumberId.value_or(QUuid())) && !(hidesTests && lead.isTest) &&
           !(hidesDuplicates && lead.duplicateOf);
}

bool LeadFilter::matchesOrigin(const Lead &lead) const
{
    if ((receivedFrom && lead.createdAt < *receivedFrom) || (receivedUntil && lead.createdAt >= *receivedUntil))
        return false;
    return allows(urgencies, lead.urgency) && (services.isEmpty() || services.contains(lead.serviceNeeded)) &&
           allows(sources, lead.sourceId.value_or(QUuid())) && isInZips(zipPrefixes, lead.zipCode.value_or(QString()));
}

} // namespace pl::tables
