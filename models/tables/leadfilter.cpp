#include "models/tables/leadfilter.h"

namespace pl::tables {
namespace {

QString searchable(const Lead &lead, const replica::OfficeReplica &replica)
{
    const QStringList parts{lead.fullName(),
                            lead.email,
                            lead.phoneNumber,
                            lead.serviceNeeded,
                            lead.zipCode.value_or(QString()),
                            lead.description.value_or(QString()),
                            lead.externalId.value_or(QString()),
                            replica.plumberName(lead.assignedPlumberId)};
    return parts.join(QLatin1Char('\n'));
}

/// Digits alone: so that "(512) 555-0143" and "512 555 0143" find +15125550143. Empty when the word has letters.
QString digitsOf(const QString &text)
{
    QString digits;
    for (const QChar c : text) {
        if (c.isDigit())
            digits += c;
        else if (c.isLetter() || c == u'@')
            return {};
    }
    return digits;
}

bool textMatches(const QString &wanted, const Lead &lead, const replica::OfficeReplica &replica)
{
    if (const QString digits = digitsOf(wanted); digits.size() >= 4 && lead.phoneNumber.contains(digits))
        return true;
    const QString haystack = searchable(lead, replica);
    const QStringList words = wanted.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(),
                       [&](const QString &word) { return haystack.contains(word, Qt::CaseInsensitive); });
}

} // namespace

bool LeadFilter::matches(const Lead &lead, const replica::OfficeReplica &replica, Timestamp now) const
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
    return text.trimmed().isEmpty() || textMatches(text, lead, replica);
}

} // namespace pl::tables
