#include "models/domain/notification.h"

namespace pl {

namespace {

/// The first try of a text message is only ever delayed for quiet hours.
constexpr qint64 kPutOffSeconds = 60;

MessageState stateOfPending(const Notification &message)
{
    if (message.error == kNoEmailService || message.error == kNoTextService)
        return MessageState::NoService;
    if (message.attempts > 0)
        return MessageState::Retrying;
    const bool putOff = message.createdAt.secondsTo(message.nextAttemptAt) > kPutOffSeconds;
    return message.isText() && putOff ? MessageState::QuietHours : MessageState::Waiting;
}

MessageState stateOfSent(const Notification &message)
{
    switch (message.delivery.value_or(DeliveryState::Sent)) {
    case DeliveryState::Delivered:
        return MessageState::Delivered;
    case DeliveryState::Undelivered:
        return MessageState::Undelivered;
    case DeliveryState::Bounced:
        return MessageState::Bounced;
    case DeliveryState::Sent:
    case DeliveryState::Delayed:
        break;
    }
    return MessageState::Sent;
}

/// An unknown value from a newer server counts as none.
std::optional<DeliveryState> deliveryIn(JsonReader &r)
{
    const auto word = r.optionalString("delivery");
    return word ? enumFromName<DeliveryState>(*word) : std::nullopt;
}

} // namespace

bool didNotArrive(MessageState state)
{
    return state == MessageState::Failed || state == MessageState::Undelivered || state == MessageState::Bounced;
}

MessageState stateOf(const Notification &message)
{
    if (message.isReply())
        return message.seen ? MessageState::Seen : MessageState::Unseen;
    switch (message.status) {
    case NotificationStatus::Pending:
        return stateOfPending(message);
    case NotificationStatus::Sending:
        return MessageState::Sending;
    case NotificationStatus::Sent:
        return stateOfSent(message);
    case NotificationStatus::Failed:
        return MessageState::Failed;
    case NotificationStatus::Skipped:
        break;
    }
    return message.error == kAnsweredStop ? MessageState::OptedOut : MessageState::NotNeeded;
}

Result<Notification> Notification::fromJson(const nlohmann::json &row)
{
    JsonReader r(row);
    Notification message;
    message.id = r.uuid("id");
    message.leadId = r.optionalUuid("lead_id");
    message.plumberId = r.optionalUuid("plumber_id");
    message.channel = r.string("channel");
    message.templateName = r.string("template");
    message.recipient = r.optionalString("recipient").value_or(QString());
    message.status = r.enumeration<NotificationStatus>("status");
    message.attempts = static_cast<int>(r.integer("attempts"));
    message.nextAttemptAt = r.timestamp("next_attempt_at");
    message.error = r.optionalString("error");
    message.delivery = deliveryIn(r);
    message.deliveryError = r.optionalString("delivery_error");
    message.createdAt = r.timestamp("created_at");
    message.updatedAt = r.timestamp("updated_at");
    message.version = r.integer("version");
    message.body = r.optionalString("body");
    message.seen = r.booleanOr("seen", true);
    return r.finish(message);
}

QByteArray Notification::columns()
{
    return "id,lead_id,plumber_id,channel,template,recipient,status,attempts,next_attempt_at,error,delivery,"
           "delivery_error,created_at,updated_at,version,body,seen";
}

} // namespace pl
