#pragma once

#include "models/replica/officereplica.h"
#include "models/tables/textsearch.h"

#include <QSet>
#include <QStringList>

namespace pl::tables {

/// Which leads a table shows. An empty set or list means "any".
struct LeadFilter
{
    /// Every word must occur in name, phone, e-mail, service, address, plumber, description, answers or origin.
    QString text;
    QSet<LeadStatus> statuses;
    QSet<Urgency> urgencies;
    QStringList services;
    bool dueNowOnly = false;
    bool unansweredOnly = false; ///< assigned, and the plumber hasn't accepted
    QSet<ClosedReason> closedReasons;
    QSet<QUuid> sources;                    ///< the null id stands for leads without a source
    QSet<QUuid> plumbers;                   ///< the null id stands for leads without a plumber
    QStringList zipPrefixes;                ///< "787" is all of Austin
    std::optional<Timestamp> receivedFrom;  ///< that moment too
    std::optional<Timestamp> receivedUntil; ///< without that moment
    bool hidesTests = false;
    bool hidesDuplicates = false;

    bool operator==(const LeadFilter &) const = default;
    bool isEmpty() const { return *this == LeadFilter{}; }
    bool matches(const Lead &lead, const replica::OfficeReplica &replica, Timestamp now) const;
    /// The same for many rows: `search` looks for `text` and caches folded texts.
    bool matches(const Lead &lead, const replica::OfficeReplica &replica, Timestamp now,
                 const TextSearch &search) const;

private:
    bool matchesState(const Lead &lead) const;
    bool matchesOrigin(const Lead &lead) const;
};

} // namespace pl::tables
