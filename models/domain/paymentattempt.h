#pragma once

#include "models/base/jsonreader.h"

namespace pl {

enum class AttemptKind { Charge, Refund };
enum class AttemptStatus { Started, Succeeded, Failed, NeedsAction, Free };

template <>
inline constexpr std::array<QLatin1StringView, 2> kEnumNames<AttemptKind>{QLatin1StringView("charge"),
                                                                          QLatin1StringView("refund")};
template <>
inline constexpr std::array<QLatin1StringView, 5> kEnumNames<AttemptStatus>{
    QLatin1StringView("started"), QLatin1StringView("succeeded"), QLatin1StringView("failed"),
    QLatin1StringView("needs_action"), QLatin1StringView("free")};

/// One attempt by the server to charge or refund a payment: one row of `payment_attempts`.
struct PaymentAttempt
{
    QUuid id;
    AttemptKind kind = AttemptKind::Charge;
    qint64 number = 0;
    qint64 amountCents = 0;
    AttemptStatus status = AttemptStatus::Started;
    std::optional<QString> failureMessage; ///< Stripe's message
    Timestamp createdAt;
    Timestamp updatedAt; ///< once its status is no longer Started: when the outcome was known

    bool operator==(const PaymentAttempt &) const = default;
    static Result<PaymentAttempt> fromJson(const nlohmann::json &row);
    static QByteArray columns();
};

} // namespace pl
