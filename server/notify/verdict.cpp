#include "server/notify/verdict.h"

#include "server/notify/quiethours.h"

namespace pl::notify {

namespace {

constexpr qint64 kDay = 86'400;
constexpr qint64 kAcceptanceLook = 60; // seconds; an answer by link wakes the message at once

bool isOfAssignment(const Notification &row)
{
    return row.templateName == u"lead_assigned" || row.templateName == u"plumber_found";
}

/// Why the lead makes the message useless; empty when it doesn't.
QString staleness(const Notification &row, const Lead &lead)
{
    if (lead.erasedAt)
        return QStringLiteral("not sent: the customer's data was erased");
    if (lead.assignedPlumberId != row.plumberId)
        return QStringLiteral("not sent: the lead was taken back");
    if (!isOfAssignment(row))
        return {};
    if (lead.assignedAt && row.createdAt < *lead.assignedAt)
        return QStringLiteral("not sent: the lead was assigned anew");
    if (lead.status != LeadStatus::Assigned)
        return QStringLiteral("not sent: the lead is done");
    if (row.templateName == u"lead_assigned" && lead.acceptedAt)
        return QStringLiteral("not sent: the plumber has answered already");
    return {};
}

/// A message that waited for the acceptance is as old as that.
Timestamp ageBegins(const Notification &row, const Facts &facts)
{
    const bool waited = row.templateName == u"plumber_found" && facts.lead && facts.lead->acceptedAt;
    return waited ? std::max(row.createdAt, *facts.lead->acceptedAt) : row.createdAt;
}

} // namespace

Verdict verdictOn(const Notification &row, const Facts &facts, Timestamp now)
{
    if (row.recipient.isEmpty() || !hasTemplate(row.templateName, row.channel))
        return SkipIt{QStringLiteral("not sent: there is nobody to send it to, or nothing to say")};
    if (row.leadId && !facts.lead)
        return SkipIt{QStringLiteral("not sent: there is no such lead")};
    if (!facts.plumber)
        return SkipIt{QStringLiteral("not sent: there is no such plumber")};
    if (const QString stale = facts.lead ? staleness(row, *facts.lead) : QString(); !stale.isEmpty())
        return SkipIt{stale};
    if (row.templateName == u"plumber_found" && facts.chargesWhenAccepted && !facts.lead->acceptedAt)
        return DeferIt{now.addSeconds(kAcceptanceLook)};
    if (row.attempts == 0 && ageBegins(row, facts).addSeconds(isOfAssignment(row) ? kDay : 7 * kDay) < now)
        return SkipIt{QStringLiteral("not sent: it could not be sent in time")};
    if (!isOfAssignment(row) && facts.link.isEmpty())
        return SkipIt{QStringLiteral("not sent: the page is not needed any more")};
    if (row.channel == u"sms")
        if (const Timestamp from = textAllowedFrom(now, facts.plumber->zipCode); from > now)
            return DeferIt{from};
    return SendIt{};
}

} // namespace pl::notify
