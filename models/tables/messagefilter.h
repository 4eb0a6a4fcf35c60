#pragma once

#include "models/replica/messagerows.h"
#include "models/tables/officenames.h"

#include <QSet>

namespace pl::tables {

/// Which messages a table shows. An empty set means "any".
struct MessageFilter
{
    QString text; ///< every word must occur in receiver, address, customer, service, plumber, reason or reply
    QSet<MessageState> states;
    QSet<QString> channels;

    bool operator==(const MessageFilter &) const = default;
    bool isEmpty() const { return *this == MessageFilter{}; }
};

/// A filter, ready for many messages. A value for the thread that `leads` is for.
class MessageChoice
{
public:
    /// `search` looks for the filter's text among `messages`.
    MessageChoice(const MessageFilter &filter, const replica::MessageSnapshot &messages, RowSearch search,
                  OfficeNames::LeadNumber leads);
    /// Without a text to look for.
    MessageChoice(const MessageFilter &filter, const replica::MessageSnapshot &messages)
        : MessageChoice(filter, messages, {}, {})
    {
    }

    bool matches(const replica::MessageSnapshot &messages, columns::Row row) const;

private:
    unsigned m_states = 0; ///< a bit for each; 0: any
    bool m_isAnyChannel = true;
    std::uint64_t m_channels = 0; ///< by their codes
    RowSearch m_search;
    OfficeNames::LeadNumber m_leads;
};

/// The name of the receiver or, for a reply, the writer; empty if unknown.
QString receiverName(const Notification &message, const replica::OfficeReplica &office);
/// "Drain Cleaning, Maria Gonzalez"; empty if it isn't about a lead.
QString leadTitle(const Notification &message, const replica::OfficeReplica &office);

} // namespace pl::tables
