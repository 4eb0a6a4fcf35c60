#pragma once

#include "models/customer/personfile.h"
#include "models/domain/donotcontact.h"
#include "models/domain/historycheck.h"
#include "models/domain/intakeitem.h"
#include "models/domain/lead.h"
#include "models/domain/notification.h"
#include "models/domain/payment.h"

namespace pl::replica {

/// A lead with what the customer agreed to, which no list shows.
struct KeptLead
{
    Lead lead;
    nlohmann::json consent; ///< an object, or null

    bool operator==(const KeptLead &) const = default;
    static Result<KeptLead> fromJson(const nlohmann::json &row);
};

/// A message with its words as they were sent.
struct KeptMessage
{
    Notification message;
    std::optional<QString> words; ///< none: not sent yet, or no longer kept

    bool operator==(const KeptMessage &) const = default;
    static Result<KeptMessage> fromJson(const nlohmann::json &row);
};

/// A line of the history that doesn't fit its hashes.
struct BrokenLine
{
    QUuid leadId;
    int sequence = 0;
    HistoryFault fault = HistoryFault::None;
};

/// Everything that the store holds about one person, as CustomerRead reads it: the file for proofs and for giving, and
/// the same as values for the window.
struct CustomerRecords
{
    customer::PersonFile file;
    Timestamp readAt;
    QList<KeptLead> leads;                  ///< the newest first; none of them erased
    QList<HistoryLine> history;             ///< lead by lead, each in its order
    QList<BrokenLine> broken;               ///< the first of each lead
    QList<KeptMessage> messages;            ///< about the leads, and the person's replies; the oldest first
    DoNotContact doNotContact;              ///< also what was said before an erasing
    QList<IntakeItem> items;                ///< what the leads were made of
    std::optional<QList<Payment>> payments; ///< none: the reader may not see money

    const CustomerKey &key() const { return file.key; }
    bool isEmpty() const
    {
        return leads.isEmpty() && messages.isEmpty() && doNotContact.all.isEmpty() && items.isEmpty();
    }
    /// Null when it isn't one of the person's. Valid as long as the records are.
    const KeptLead *lead(const QUuid &id) const;
    /// The newest lead's; empty when there is none.
    QString fullName() const { return leads.isEmpty() ? QString() : leads.first().lead.fullName(); }

    /// From the rows of the store, with payments or without. A row that can't be read is an error: a file with a hole
    /// would look complete.
    static Result<CustomerRecords> of(const CustomerKey &key, const customer::StoredRows &rows, bool withMoney);
};

} // namespace pl::replica
