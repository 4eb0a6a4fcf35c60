#pragma once

#include "models/domain/payment.h"

namespace pl::billing {

/// The failure code if the newest refund failed.
inline constexpr QLatin1StringView kRefundFailed("refund_failed");
/// The same for a payment whose plumber no longer has the lead. It stays `refund_requested`, which keeps the lead free
/// for the next plumber, and is not retried: the office pays it back another way.
inline constexpr QLatin1StringView kRefundGivenUp("refund_given_up");

/// A row of `payments` with everything the server needs to process it.
struct PaymentRow : Payment
{
    std::optional<QString> stripeChargeId;
    int refundsSettled = 0;          ///< the last attempt to refund whose outcome the row shows
    std::optional<QUuid> holder;     ///< the plumber who has the lead now
    std::optional<QString> customer; ///< the plumber's, at Stripe

    static Result<PaymentRow> fromJson(const nlohmann::json &row);
    /// The row's own columns.
    static QByteArray columns();
    /// With the lead and the plumber embedded; only for reads.
    static QByteArray columnsWithParties();

    bool isGivenUp() const { return status == PaymentStatus::RefundRequested && failureCode == kRefundGivenUp; }
    bool isPaid() const { return isCharged() && stripePaymentIntentId.has_value(); }
};

enum class AttemptKind { Charge, Refund };
enum class AttemptStatus { Started, Succeeded, Failed, NeedsAction, Free };

/// One try, recorded before Stripe is asked; see the migration `billing`.
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
    /// The same for the same try.
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
