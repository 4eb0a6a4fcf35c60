#pragma once

#include "models/domain/payment.h"

namespace pl::billing {

/// The failure's code when the newest refund failed.
inline constexpr QLatin1StringView kRefundFailed("refund_failed");
/// The same of a payment whose lead the plumber has no more. It stays `refund_requested`, which keeps the lead free for
/// the next plumber, and nobody tries again: the office pays it back in another way.
inline constexpr QLatin1StringView kRefundGivenUp("refund_given_up");

/// A row of `payments` with all that the server needs to act on it.
struct PaymentRow : Payment
{
    std::optional<QString> stripeChargeId;
    int refundsSettled = 0;          ///< the last attempt to refund whose outcome the row shows
    std::optional<QUuid> holder;     ///< the plumber who has the lead now
    std::optional<QString> customer; ///< the plumber's, at Stripe

    static Result<PaymentRow> fromJson(const nlohmann::json &row);
    /// The row's own columns.
    static QByteArray columns();
    /// With the lead and the plumber embedded: for reads alone.
    static QByteArray columnsWithParties();

    bool isGivenUp() const { return status == PaymentStatus::RefundRequested && failureCode == kRefundGivenUp; }
    bool isPaid() const { return isCharged() && stripePaymentIntentId.has_value(); }
};

enum class AttemptKind { Charge, Refund };
enum class AttemptStatus { Started, Succeeded, Failed, NeedsAction, Free };

/// One try, as it is written down before Stripe is asked: see the migration `billing`.
struct AttemptRow
{
    QUuid id;
    QUuid paymentId;
    AttemptKind kind = AttemptKind::Charge;
    int number = 0;
    qint64 amountCents = 0;
    AttemptStatus status = AttemptStatus::Started;
    std::optional<QString> paymentMethod = {};

    static Result<AttemptRow> fromJson(const nlohmann::json &row);
    static QByteArray columns();
    /// The same as long as the try is the same.
    QByteArray idempotencyKey() const;
};

} // namespace pl::billing

namespace pl {

template <>
inline constexpr std::array<QLatin1StringView, 2> kEnumNames<billing::AttemptKind>{QLatin1StringView("charge"),
                                                                                   QLatin1StringView("refund")};
template <>
inline constexpr std::array<QLatin1StringView, 5> kEnumNames<billing::AttemptStatus>{
    QLatin1StringView("started"), QLatin1StringView("succeeded"), QLatin1StringView("failed"),
    QLatin1StringView("needs_action"), QLatin1StringView("free")};

} // namespace pl
