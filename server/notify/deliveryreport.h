#pragma once

#include "models/domain/notification.h"

namespace pl::notify {

/// The journal's kind of what providers tell of messages that they took.
inline constexpr const char *kDeliveryKind = "delivery";

/// One piece of news of one message.
struct DeliveryReport
{
    QString channel;    ///< "email" or "sms"
    QUuid message;      ///< its row's id; null when the provider named its own id alone
    QString providerId; ///< the provider's name for it
    DeliveryState state = DeliveryState::Sent;
    QString words; ///< a sentence for the office, without personal data; may be empty
    Timestamp at;

    bool operator==(const DeliveryReport &) const = default;
    nlohmann::json toJson() const;
    static Result<DeliveryReport> fromJson(const nlohmann::json &json);
};

/// Whether news change what is known of a message, in whichever order they come: what is on its way may be delivered,
/// what was delivered may still come back, and nothing goes the other way.
bool isNewer(const DeliveryReport &news, std::optional<DeliveryState> known, bool hasWords);

} // namespace pl::notify
