#pragma once

#include "models/domain/intakeitem.h"
#include "server/journal/entry.h"

namespace pl::intake {

/// What a source sent, as it was sent: an entry of the journal of a kind of its own. Behind the journal it becomes
/// leads and rows of `intake_items`, so a fault in a mapping loses nothing.
struct HookEntry
{
    static constexpr const char *kKind = "hook";

    QUuid sourceId;
    QByteArray contentType; ///< as the header says; may be empty
    QByteArray body;
    /// Set: it was refused for this, with this reason, and is for people to sort. Not set: it is to be mapped.
    std::optional<IntakeCause> cause = {};
    QString reason = {};

    bool operator==(const HookEntry &) const = default;

    /// The same body from the same source on the same day (UTC) is a repeat: senders try again when an answer is lost.
    journal::EventSubmission submission(Timestamp receivedAt) const;
    static Result<HookEntry> of(const journal::Entry &entry);
};

/// The id of the row of `intake_items` that an entry becomes, however often it is delivered.
QUuid itemIdOf(const journal::Entry &entry, const QUuid &source);

/// The id of the lead number `index` in an item, or in an entry that never was one. With the source's own id for it
/// (`externalId`, if not empty) a repeat gets the same id, from whatever item it comes.
QUuid leadIdOf(const QUuid &source, const QUuid &item, int index, const QString &externalId);

} // namespace pl::intake
