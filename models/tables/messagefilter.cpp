#include "models/tables/messagefilter.h"

namespace pl::tables {
namespace {

QString customerName(const Lead *lead)
{
    return lead && !lead->erasedAt ? lead->fullName() : QString();
}

bool occurs(const QString &wanted, const QString &text)
{
    const auto words = QStringView(wanted).split(u' ', Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(),
                       [&](QStringView word) { return text.contains(word, Qt::CaseInsensitive); });
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
    return customer.isEmpty() ? lead->serviceNeeded : QStringLiteral("%1, %2").arg(lead->serviceNeeded, customer);
}

bool MessageFilter::matches(const Notification &message, const replica::OfficeReplica &office) const
{
    if (!states.isEmpty() && !states.contains(stateOf(message)))
        return false;
    if (!channels.isEmpty() && !channels.contains(message.channel))
        return false;
    const QStringList texts{receiverName(message, office),     message.recipient,
                            leadTitle(message, office),        office.plumberName(message.plumberId),
                            message.error.value_or(QString()), message.deliveryError.value_or(QString())};
    return text.isEmpty() || occurs(text, texts.join(u'\n'));
}

} // namespace pl::tables
