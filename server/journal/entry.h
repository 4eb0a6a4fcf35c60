#pragma once

#include "models/base/timestamp.h"

#include <QByteArray>
#include <QUuid>

namespace pl::journal {

/// The kind of an entry that is a lead; others are named by whoever submits them ("stripe").
inline constexpr const char *kLeadKind = "lead";

/// A lead as intake hands it to the journal. `payload` is the row of `leads` as JSON, checked and tidied, without id
/// and source. Of one source, no two leads have the same key or the same external id.
struct Submission
{
    QUuid sourceId;
    QString externalId = {};        ///< null: the source gave none
    QByteArray idempotencyKey = {}; ///< null: the source gave none
    QByteArray bodyHash = {};
    QByteArray payload = {};
    Timestamp receivedAt = {};
};

/// What became of a Submission: taken under a new `id`, or known already; then `id` is that of the first one.
struct Receipt
{
    QUuid id;
    bool isRepeat = false;
    bool operator==(const Receipt &) const = default;
};

/// Anything else that came from outside and must not be lost: a webhook's call, an answer by link. No two of a kind
/// have the same key. Kind and key are shown to the person who runs the server, so they hold no personal data.
struct EventSubmission
{
    QByteArray kind; ///< one word: "stripe", "link", "twilio"
    QByteArray key;  ///< the sender's own name for it ("evt_…")
    QByteArray payload;
    Timestamp receivedAt = {};
};

/// What became of an EventSubmission: taken, or known already; then the first one stays as it was.
struct EventReceipt
{
    bool isRepeat = false;
    bool operator==(const EventReceipt &) const = default;
};

enum class EntryState { Waiting, Forwarded, SetAside };

/// A lead or an event in the journal. `sequence` rises in the order of arrival, also when the clock is set back.
struct Entry
{
    qint64 sequence = 0;
    QByteArray kind = {};
    QByteArray key = {};     ///< an event's own; a lead's id as text, without braces
    QUuid id = {};           ///< a lead's, else null
    QUuid sourceId = {};     ///< a lead's, else null
    QString externalId = {}; ///< a lead's, if it has one
    QByteArray payload = {}; ///< empty once it is forwarded: personal data is kept no longer than needed
    Timestamp receivedAt = {};
    EntryState state = EntryState::Waiting;
    Timestamp settledAt = {}; ///< when it was forwarded or set aside
    QString reason = {};      ///< why it was set aside
};

} // namespace pl::journal
