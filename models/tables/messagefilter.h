#pragma once

#include "models/replica/messagereplica.h"
#include "models/replica/officereplica.h"
#include "models/tables/textsearch.h"

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
    /// `search` looks for `text`.
    bool matches(const Notification &message, const replica::OfficeReplica &office, const TextSearch &search) const;
};

/// The name of the receiver or, for a reply, the writer; empty if unknown.
QString receiverName(const Notification &message, const replica::OfficeReplica &office);
/// "Drain Cleaning, Maria Gonzalez"; empty if it isn't about a lead.
QString leadTitle(const Notification &message, const replica::OfficeReplica &office);

} // namespace pl::tables
