#pragma once

#include "models/domain/notification.h"

namespace pl::notify {

/// The journal's kind for providers' reports on messages they accepted.
inline constexpr const char *kDeliveryKind = "delivery";

/// One report about one message.
struct DeliveryReport
{
    QString channel;    ///< "email" or "sms"
    QUuid message;      ///< its row's id; null when the provider gave only its own id
    QString providerId; ///< the provider's id for it
    DeliveryState state = DeliveryState::Sent;
    QString words; ///< a sentence for the office, without personal data; may be empty
    Timestamp at;

    bool operator==(const DeliveryReport &) const = default;
    nlohmann::json toJson() const;
    static Result<DeliveryReport> fromJson(const nlohmann::json &json);
};

/// Whether a report adds to what is known about a message, in whatever order reports arrive: a message on its way can
/// become delivered, a delivered one can still bounce, and neither goes back.
bool isNewer(const DeliveryReport &news, std::optional<DeliveryState> known, bool hasWords);

} // namespace pl::notify
