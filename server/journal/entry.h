#pragma once

#include "models/base/enumnames.h"
#include "models/base/timestamp.h"

#include <QByteArray>
#include <QUuid>

namespace pl::journal {

/// The kind of a lead's entry; submitters name other kinds ("stripe").
inline constexpr const char *kLeadKind = "lead";

/// A lead as intake passes it to the journal. `payload` is the row of `leads` as JSON, validated and normalized,
/// without id and source. Keys and external ids are unique within a source.
struct Submission
{
    QUuid sourceId;
    QString externalId = {};        ///< null: the source gave none
    QByteArray idempotencyKey = {}; ///< null: the source gave none
    QByteArray bodyHash = {};
    QByteArray payload = {};
    Timestamp receivedAt = {};
};

/// The result of a Submission: accepted with a new `id`, or already known, with the `id` of the first one.
struct Receipt
{
    QUuid id;
    bool isRepeat = false;
    bool operator==(const Receipt &) const = default;
};

/// Any other input that must not be lost: a webhook call, an answer through a link. Keys are unique within a kind. Kind
/// and key are shown to the server's operator, so they must not hold personal data.
struct EventSubmission
{
    QByteArray kind; ///< one word: "stripe", "link", "twilio"
    QByteArray key;  ///< the sender's own id for it ("evt_…")
    QByteArray payload;
    Timestamp receivedAt = {};
};

/// The result of an EventSubmission: accepted, or already known; then the first one is kept unchanged.
struct EventReceipt
{
    bool isRepeat = false;
    bool operator==(const EventReceipt &) const = default;
};

enum class EntryState { Waiting, Forwarded, SetAside };

/// A lead or an event in the journal. `sequence` increases in the order of arrival, even if the clock is set back.
struct Entry
{
    qint64 sequence = 0;
    QByteArray kind = {};
    QByteArray key = {};     ///< an event's own; a lead's id as text, without braces
    QUuid id = {};           ///< a lead's, else null
    QUuid sourceId = {};     ///< a lead's, else null
    QString externalId = {}; ///< a lead's, if it has one
    QByteArray payload = {}; ///< empty once forwarded: personal data is kept no longer than needed
    Timestamp receivedAt = {};
    EntryState state = EntryState::Waiting;
    Timestamp settledAt = {}; ///< when it was forwarded or set aside
    QString reason = {};      ///< why it was set aside
};

} // namespace pl::journal

namespace pl {

template <>
inline constexpr std::array<QLatin1StringView, 3> kEnumNames<journal::EntryState>{
    QLatin1StringView("waiting"), QLatin1StringView("forwarded"), QLatin1StringView("set-aside")};

} // namespace pl
