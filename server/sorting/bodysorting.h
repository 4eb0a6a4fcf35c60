#pragma once

#include "models/domain/intakeitem.h"
#include "server/sorting/sourcebook.h"

#include <vector>

namespace pl::sorting {

/// What a source sent: an entry of the journal, or an item.
struct ReceivedBody
{
    QUuid source;
    QUuid item; ///< the item that it is, or would be
    Timestamp receivedAt;
    QByteArray contentType;
    QByteArray bytes;
    bool isTest = false; ///< sent by the office itself: a lead of its own each time, whatever the source's id for it
};

/// A lead in a body: a row of `leads`, in which what is absent is null, so that all rows have the same columns.
struct SortedLead
{
    nlohmann::json row;
    bool changesEarlier = false; ///< a lead that is there already is changed by this one
    QUuid idByPlace = {};        ///< the id that it has without the source's own id for it
};

/// What in a body is no lead.
struct Leftover
{
    IntakeCause cause = IntakeCause::Unmapped;
    QString reason;
};

struct SortedBody
{
    std::vector<SortedLead> leads;
    /// Nothing: every part of it is a lead. For people, or NoLead: then nobody has to do anything.
    std::optional<Leftover> leftover;
    /// The body holds these ids alone, and their leads have to be asked for; then it has no leads yet, and is left over
    /// as NotFetched.
    QStringList idsToFetch;
};

/// The leads in a body by the rules of its source, which must be among them, and what is no lead. Pure.
SortedBody sortBody(const ReceivedBody &body, const OfficeRules &rules);

} // namespace pl::sorting
