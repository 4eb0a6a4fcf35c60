#include "server/notify/verdict.h"

#include "models/wording/messagetemplate.h"

#include "server/notify/quiethours.h"

namespace pl::notify {

namespace {

constexpr qint64 kDay = 86'400;
constexpr qint64 kAcceptanceLook = 60; // seconds; an answer through a link releases the message immediately

bool isOfAssignment(const Notification &row)
{
    return row.templateName == u"lead_assigned" || row.templateName == u"plumber_found";
}

/// Why the lead's state makes the message obsolete; empty if it doesn't.
QString staleness(const Notification &row, const Lead &lead)
{
    if (lead.erasedAt)
        return QStringLiteral("not sent: the customer's data was erased");
    if (lead.assignedPlumberId != row.plumberId)
        return QStringLiteral("not sent: the lead was taken back");
    if (!isOfAssignment(row))
        return {};
    if (lead.assignedAt && row.createdAt < *lead.assignedAt)
        return QStringLiteral("not sent: the lead was reassigned");
    if (lead.status != LeadStatus::Assigned)
        return QStringLiteral("not sent: the lead is done");
    if (row.templateName == u"lead_assigned" && lead.acceptedAt)
        return QStringLiteral("not sent: the plumber has already answered");
    return {};
}

/// The age of a message that waited for the acceptance counts from the acceptance.
Timestamp ageBegins(const Notification &row, const Facts &facts)
{
    const bool waited = row.templateName == u"plumber_found" && facts.lead && facts.lead->acceptedAt;
    return waited ? std::max(row.createdAt, *facts.lead->acceptedAt) : row.createdAt;
}

} // namespace

Verdict verdictOn(const Notification &row, const Facts &facts, Timestamp now)
{
    const bool isToCustomer = row.templateName == u"plumber_found";
    const bool isKnown = facts.lead && !facts.lead->erasedAt;
    if (isToCustomer && isKnown && (row.recipient.isEmpty() || facts.lead->email.isEmpty()))
        return SkipIt{QStringLiteral("not sent: the customer has no e-mail address")};
    if (row.recipient.isEmpty() || !wording::hasTemplate(row.templateName, row.channel))
        return SkipIt{QStringLiteral("not sent: it has no recipient or no text")};
    if (row.leadId && !facts.lead)
        return SkipIt{QStringLiteral("not sent: the lead does not exist")};
    if (!facts.plumber)
        return SkipIt{QStringLiteral("not sent: the plumber does not exist")};
    if (const QString stale = facts.lead ? staleness(row, *facts.lead) : QString(); !stale.isEmpty())
        return SkipIt{stale};
    if (isToCustomer && facts.chargesWhenAccepted && !facts.lead->acceptedAt)
        return DeferIt{now.addSeconds(kAcceptanceLook)};
    if (row.attempts == 0 && ageBegins(row, facts).addSeconds(isOfAssignment(row) ? kDay : 7 * kDay) < now)
        return SkipIt{QStringLiteral("not sent: it could not be sent in time")};
    if (!isOfAssignment(row) && facts.link.isEmpty())
        return SkipIt{QStringLiteral("not sent: the page is no longer needed")};
    if (row.channel == u"sms")
        if (const Timestamp from = textAllowedFrom(now, facts.plumber->zipCode); from > now)
            return DeferIt{from};
    return SendIt{};
}

} // namespace pl::notify
