#pragma once

#include "models/columns/leadcolumns.h"
#include "models/stats/leadstats.h"

namespace pl::stats {

/// Whose record, and of which time.
struct RecordQuery
{
    QUuid plumber;
    Timestamp offersFrom; ///< offers that were made before aren't counted
    Timestamp weekBegan;
    Timestamp monthBegan;
};

/// A lead that a plumber had and didn't keep.
struct ReturnedLead
{
    QUuid leadId;
    Timestamp at; ///< when it was returned
    OfferEnd end = OfferEnd::Declined;

    bool operator==(const ReturnedLead &) const = default;
};

/// What a plumber has, had and did.
struct PlumberRecord
{
    QList<QUuid> current;   ///< assigned and not completed, the newest assignment first
    QList<QUuid> completed; ///< the newest one first
    int thisWeek = 0;       ///< leads assigned since the week began, also completed ones: what a cap counts
    int thisMonth = 0;
    Answers answers;
    Spread toAccept;              ///< how long it took to accept, in seconds
    QList<ReturnedLead> returned; ///< declined, not answered, or taken back by the office; the newest one first

    bool operator==(const PlumberRecord &) const = default;
};

/// Goes through all leads and offers once: a million leads take some milliseconds. Times are to the second.
PlumberRecord recordOf(const RecordQuery &query, const columns::LeadColumns &leads, const QList<Offer> &offers);

} // namespace pl::stats
