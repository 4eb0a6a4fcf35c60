#include "models/tables/messagefilter.h"

#include "models/domain/leadname.h"

namespace pl::tables {
namespace {

QString customerName(const Lead *lead)
{
    return lead ? calledName(*lead) : QString();
}

} // namespace

QString receiverName(const Notification &message, const replica::OfficeReplica &office)
{
    return message.isToCustomer() ? customerName(message.leadId ? office.lead(*message.leadId) : nullptr)
                                  : office.plumberName(message.plumberId);
}

QString leadTitle(const Notification &message, const replica::OfficeReplica &office)
{
    const Lead *lead = message.leadId ? office.lead(*message.leadId) : nullptr;
    if (!lead)
        return {};
    const QString customer = customerName(lead);
    if (customer.isEmpty() || lead->serviceNeeded.isEmpty())
        return customer + lead->serviceNeeded;
    return QStringLiteral("%1, %2").arg(lead->serviceNeeded, customer);
}

bool MessageFilter::matches(const Notification &message, const replica::OfficeReplica &office,
                            const TextSearch &search) const
{
    if (!states.isEmpty() && !states.contains(stateOf(message)))
        return false;
    if (!channels.isEmpty() && !channels.contains(message.channel))
        return false;
    if (search.isEmpty())
        return true;
    const QStringList names{receiverName(message, office), leadTitle(message, office),
                            office.plumberName(message.plumberId)};
    return search.finds(message.id, message.version, names, [&message] {
        return QStringList{message.recipient, message.error.value_or(QString()),
                           message.deliveryError.value_or(QString()), message.body.value_or(QString())}
            .join(u'\n');
    });
}

} // namespace pl::tables
