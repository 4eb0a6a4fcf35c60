#pragma once

#include "models/base/jsonreader.h"
#include "models/domain/money.h"

#include <QDate>

namespace pl {

enum class PaymentStatus { Pending, Processing, Succeeded, Failed, RefundRequested, Refunded, Disputed, Void };

template <>
inline constexpr std::array<QLatin1StringView, 8> kEnumNames<PaymentStatus>{
    QLatin1StringView("pending"),          QLatin1StringView("processing"),
    QLatin1StringView("succeeded"),        QLatin1StringView("failed"),
    QLatin1StringView("refund_requested"), QLatin1StringView("refunded"),
    QLatin1StringView("disputed"),         QLatin1StringView("void")};

/// What a plumber pays for one lead: one row of `payments`, written only by the database's triggers and the server.
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
    std::optional<qint64> refundRequestedCents; ///< of a requested refund; none: all that is left
    std::optional<QString> stripePaymentIntentId;
    int attempts = 0;
    Timestamp dueAt; ///< Stripe is not asked to charge before then, so that an assignment can be undone
    Timestamp createdAt;
    Timestamp updatedAt;
    qint64 version = 1;

    bool operator==(const Payment &) const = default;
    Money amount() const { return {amountCents, currency}; }
    Money refunded() const { return {refundedCents, currency}; }
    Money refundRequested() const;
    /// The plumber was charged, even if the payment was refunded or disputed later.
    bool isCharged() const;
    /// What can still be refunded; 0 when no refund can be requested.
    qint64 refundableCents() const;
    bool canBeRetried() const { return status == PaymentStatus::Failed; }

    static Result<Payment> fromJson(const nlohmann::json &row);
    static QByteArray columns();
};

/// The first day of the month that contains this moment, in this machine's time zone.
QDate monthOf(Timestamp at);

} // namespace pl
