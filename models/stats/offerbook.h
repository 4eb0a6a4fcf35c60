#pragma once

#include "models/domain/leadevent.h"

#include <QHash>

namespace pl::stats {

/// What became of a lead that was offered to a plumber.
enum class OfferEnd {
    Waiting,  ///< nobody has answered yet
    Accepted, ///< the plumber said yes
    Declined, ///< the plumber said no
    Silent,   ///< taken back because no answer came in time
    TakenBack ///< the office gave the lead to somebody else, or to nobody, before there was an answer
};

/// A lead that was assigned to a plumber, once.
struct Offer
{
    QUuid leadId;
    QUuid plumberId;
    Timestamp at;
    OfferEnd end = OfferEnd::Waiting;
    std::optional<Timestamp> endedAt = {}; ///< answered, or taken back; nothing while it waits

    bool operator==(const Offer &) const = default;
};

/// Makes offers and their ends of the histories of all leads, which it is given line by line in the order of their ids.
/// A line that was taken before changes nothing. An answer to an offer that was made before the first line is ignored.
class OfferBook
{
public:
    void take(const LeadEvent &event);
    void clear() { *this = {}; }

    const QList<Offer> &offers() const { return m_offers; }
    /// The id of the newest line; 0 when there is none.
    qint64 newest() const { return m_newest; }

private:
    Offer *offerOf(const LeadEvent &event);

    QList<Offer> m_offers;
    QHash<QUuid, qsizetype> m_last; ///< of a lead: its newest offer
    qint64 m_newest = 0;
};

} // namespace pl::stats
