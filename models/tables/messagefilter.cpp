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

MessageChoice::MessageChoice(const MessageFilter &filter, const replica::MessageSnapshot &messages, RowSearch search,
                             OfficeNames::LeadNumber leads)
    : m_isAnyChannel(filter.channels.isEmpty()), m_search(std::move(search)), m_leads(std::move(leads))
{
    for (const MessageState state : filter.states)
        m_states |= 1U << static_cast<unsigned>(state);
    for (const QString &channel : filter.channels)
        if (const auto code = messages.channels.find(channel))
            m_channels |= std::uint64_t(1) << *code;
}

bool MessageChoice::matches(const replica::MessageSnapshot &messages, columns::Row row) const
{
    const replica::MessageRow &message = messages.rows[row];
    return (m_states == 0 || (m_states >> message.state & 1U) != 0) &&
           (m_isAnyChannel || (m_channels >> message.channel & 1U) != 0) &&
           (m_search.isEmpty() || m_search.finds(messages.rows.text(row), message.plumber, m_leads(message.leadId)));
}

} // namespace pl::tables
