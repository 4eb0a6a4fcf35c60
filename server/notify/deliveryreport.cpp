#include "server/notify/deliveryreport.h"

namespace pl::notify {

namespace {

/// A delivered message with words is one that was reported as spam.
int rankOf(DeliveryState state, bool hasWords)
{
    switch (state) {
    case DeliveryState::Sent:
        return 1;
    case DeliveryState::Delayed:
        return 2;
    case DeliveryState::Delivered:
        return hasWords ? 4 : 3;
    case DeliveryState::Undelivered:
    case DeliveryState::Bounced:
        break;
    }
    return 5;
}

} // namespace

bool isNewer(const DeliveryReport &news, std::optional<DeliveryState> known, bool hasWords)
{
    return !known || rankOf(news.state, !news.words.isEmpty()) > rankOf(*known, hasWords);
}

nlohmann::json DeliveryReport::toJson() const
{
    return {{"channel", pl::toJson(channel)},
            {"message", message.isNull() ? nlohmann::json() : pl::toJson(message)},
            {"provider_id", pl::toJson(providerId)},
            {"state", enumText(state)},
            {"words", pl::toJson(words)},
            {"at", pl::toJson(at.toString())}};
}

Result<DeliveryReport> DeliveryReport::fromJson(const nlohmann::json &json)
{
    JsonReader r(json);
    DeliveryReport report;
    report.channel = r.string("channel");
    report.message = r.optionalUuid("message").value_or(QUuid());
    report.providerId = r.string("provider_id");
    report.state = r.enumeration<DeliveryState>("state");
    report.words = r.string("words");
    report.at = r.timestamp("at");
    return r.finish(report);
}

} // namespace pl::notify
