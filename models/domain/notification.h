#pragma once

#include "models/base/jsonreader.h"

namespace pl {

enum class NotificationStatus { Pending, Sending, Sent, Failed, Skipped };

template <>
inline constexpr std::array<QLatin1StringView, 5> kEnumNames<NotificationStatus>{
    QLatin1StringView("pending"), QLatin1StringView("sending"), QLatin1StringView("sent"), QLatin1StringView("failed"),
    QLatin1StringView("skipped")};

/// What the provider reported about a message that it accepted.
enum class DeliveryState {
    Sent,    ///< on its way
    Delayed, ///< the receiving side delays it
    Delivered,
    Undelivered, ///< refused, blocked or not sent
    Bounced      ///< returned: the address does not exist
};

template <>
inline constexpr std::array<QLatin1StringView, 5> kEnumNames<DeliveryState>{
    QLatin1StringView("sent"), QLatin1StringView("delayed"), QLatin1StringView("delivered"),
    QLatin1StringView("undelivered"), QLatin1StringView("bounced")};

// Reasons that the server writes and the desktop recognizes.
inline constexpr QLatin1StringView kNoEmailService("not sent: no e-mail service set");
inline constexpr QLatin1StringView kNoTextService("not sent: no text message service set");
inline constexpr QLatin1StringView kAnsweredStop("not sent: this person answered STOP");

/// A message to a plumber or a customer, or a reply from one: one row of `notifications`, written by the database's
/// triggers and by billing, and sent by the server.
struct Notification
{
    QUuid id;
    std::optional<QUuid> leadId;
    std::optional<QUuid> plumberId;
    QString channel; ///< "email" or "sms"
    QString templateName;
    QString recipient; ///< address or number; empty when the customer was erased
    NotificationStatus status = NotificationStatus::Pending;
    int attempts = 0;
    Timestamp nextAttemptAt;
    std::optional<QString> error; ///< why it was not sent (yet): a sentence without personal data
    std::optional<DeliveryState> delivery;
    std::optional<QString> deliveryError; ///< why it didn't arrive, or other information; without personal data
    Timestamp createdAt;
    Timestamp updatedAt;
    qint64 version = 1;
    std::optional<QString> body; ///< of a reply: what the person wrote
    bool seen = true;            ///< false: a reply that nobody has looked at

    bool operator==(const Notification &) const = default;
    bool isText() const { return channel == u"sms"; }
    /// An incoming reply to a text message; `recipient` wrote it.
    bool isReply() const { return templateName == u"reply"; }
    /// All others are to or from a plumber.
    bool isToCustomer() const { return templateName == u"plumber_found" || (isReply() && leadId); }

    static Result<Notification> fromJson(const nlohmann::json &row);
    static QByteArray columns();
};

/// A message's state, as the office sees it.
enum class MessageState {
    Waiting,    ///< for its turn, or for the plumber to accept
    QuietHours, ///< a text message that waits for the morning
    Retrying,   ///< failed, and will be tried again
    Sending,
    Sent, ///< accepted by the provider, which has reported nothing else yet
    Delivered,
    Undelivered,
    Bounced,
    NoService, ///< waits until the server has a key for the service
    OptedOut,
    NotNeeded, ///< it was no longer useful when its turn came
    Failed,
    Unseen, ///< a reply that somebody must look at
    Seen
};

template <>
inline constexpr std::array<QLatin1StringView, 14> kEnumNames<MessageState>{
    QLatin1StringView("waiting"),     QLatin1StringView("quiet_hours"), QLatin1StringView("retrying"),
    QLatin1StringView("sending"),     QLatin1StringView("sent"),        QLatin1StringView("delivered"),
    QLatin1StringView("undelivered"), QLatin1StringView("bounced"),     QLatin1StringView("no_service"),
    QLatin1StringView("opted_out"),   QLatin1StringView("not_needed"),  QLatin1StringView("failed"),
    QLatin1StringView("unseen"),      QLatin1StringView("seen")};

MessageState stateOf(const Notification &message);
/// The message was meant to be read and certainly was not.
bool didNotArrive(MessageState state);

} // namespace pl
