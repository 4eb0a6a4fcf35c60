#pragma once

#include "models/base/jsonreader.h"

namespace pl {

enum class NotificationStatus { Pending, Sending, Sent, Failed, Skipped };

template <>
inline constexpr std::array<QLatin1StringView, 5> kEnumNames<NotificationStatus>{
    QLatin1StringView("pending"), QLatin1StringView("sending"), QLatin1StringView("sent"), QLatin1StringView("failed"),
    QLatin1StringView("skipped")};

/// What the provider has told of a message that it took. Nothing, where it tells nothing.
enum class DeliveryState {
    Sent,    ///< on its way
    Delayed, ///< the other side asks for patience
    Delivered,
    Undelivered, ///< refused, blocked or not sent
    Bounced      ///< came back: there is no such address
};

template <>
inline constexpr std::array<QLatin1StringView, 5> kEnumNames<DeliveryState>{
    QLatin1StringView("sent"), QLatin1StringView("delayed"), QLatin1StringView("delivered"),
    QLatin1StringView("undelivered"), QLatin1StringView("bounced")};

// What the server writes down and the desktop knows again.
inline constexpr QLatin1StringView kNoEmailService("not sent: no e-mail service set");
inline constexpr QLatin1StringView kNoTextService("not sent: no text message service set");
inline constexpr QLatin1StringView kAnsweredStop("not sent: this person answered STOP");

/// A message to a plumber or a customer, or one's answer: one row of `notifications`, written by the database's
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
    std::optional<QString> error; ///< why it was not sent (yet), a sentence without personal data
    std::optional<DeliveryState> delivery;
    std::optional<QString> deliveryError; ///< why it did not arrive, or what else is to be known; without personal data
    Timestamp createdAt;
    Timestamp updatedAt;
    qint64 version = 1;
    std::optional<QString> body; ///< of an answer: what the person wrote
    bool seen = true;            ///< false: an answer that nobody has looked at

    bool operator==(const Notification &) const = default;
    bool isText() const { return channel == u"sms"; }
    /// An answer to a text message, which came in; `recipient` wrote it.
    bool isReply() const { return templateName == u"reply"; }
    /// All others are to or from a plumber.
    bool isToCustomer() const { return templateName == u"plumber_found" || (isReply() && leadId); }

    static Result<Notification> fromJson(const nlohmann::json &row);
    static QByteArray columns();
};

/// How a message stands, as the office wants to know it.
enum class MessageState {
    Waiting,    ///< for its turn, or for the plumber's yes
    QuietHours, ///< a text message that waits for the morning
    Retrying,   ///< failed, and will be tried again
    Sending,
    Sent, ///< taken by the provider, which has told no more yet
    Delivered,
    Undelivered,
    Bounced,
    NoService, ///< waits for the server to be given a key
    OptedOut,
    NotNeeded, ///< it was of no use any more when its turn came
    Failed,
    Unseen, ///< an answer that somebody must look at
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
/// It was to be read by somebody, and surely was not.
bool didNotArrive(MessageState state);

} // namespace pl
