#pragma once

#include "models/domain/jsonreader.h"

namespace pl {

enum class PaymentStatus { Pending, Processing, Succeeded, Failed, RefundRequested, Refunded, Disputed, Void };

template <>
inline constexpr std::array<QLatin1StringView, 8> kEnumNames<PaymentStatus>{
    QLatin1StringView("pending"),          QLatin1StringView("processing"),
    QLatin1StringView("succeeded"),        QLatin1StringView("failed"),
    QLatin1StringView("refund_requested"), QLatin1StringView("refunded"),
    QLatin1StringView("disputed"),         QLatin1StringView("void")};

/// What a plumber pays for one lead: one row of `payments`, written by the database's triggers and the server alone.
struct Payment
{
    QUuid id;
    QUuid leadId;
    QUuid plumberId;
    qint64 amountCents = 0;
    qint64 refundedCents = 0;
    QString currency;
    PaymentStatus status = PaymentStatus::Pending;
    std::optional<QString> failureCode;
    std::optional<QString> failureMessage;
    std::optional<QString> receiptUrl;
    std::optional<QString> refundReason;
    int attempts = 0;
    Timestamp createdAt;
    Timestamp updatedAt;
    qint64 version = 1;

    bool operator==(const Payment &) const = default;
    static Result<Payment> fromJson(const nlohmann::json &row);
    static QByteArray columns();
};

} // namespace pl
