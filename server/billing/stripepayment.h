#pragma once

#include "models/base/result.h"

#include <QList>
#include <QUuid>

#include <nlohmann/json.hpp>

#include <optional>

namespace pl::billing {

/// A failed refund.
struct FailedRefund
{
    QString id;
    qint64 cents = 0;
    QString reason; ///< a sentence
    QUuid attempt;  ///< from its metadata; null: not made by this program

    /// Empty if it succeeded or is pending.
    static std::optional<FailedRefund> fromJson(const nlohmann::json &refund);
};

/// Stripe's current state of one payment: a payment intent with its latest charge and that charge's refunds and
/// disputes.
struct StripePayment
{
    enum class State { Unpaid, NeedsAction, Processing, Paid, Canceled };

    QString intentId;
    State state = State::Unpaid;
    qint64 amountCents = 0;
    QString currency;
    QString customer;
    QString chargeId;
    QString receiptUrl;
    qint64 refundedCents = 0; ///< refunded or pending
    bool isDisputed = false;  ///< the bank is deciding, or has taken the money back
    QString failureCode;
    QString failureMessage;
    QList<FailedRefund> failedRefunds; ///< among the newest ten; newest first
    bool isNewestRefundFailed = false;
    QUuid paymentId; ///< from the intent's metadata; null: not made by this program
    int attempt = 0; ///< from the metadata: which try created the intent

    /// The parameters for fetching an intent with everything that `fromJson` needs.
    static nlohmann::json expansion();
    /// `disputes`: those of the charge, needed only when `isEverDisputed(intent)`.
    static Result<StripePayment> fromJson(const nlohmann::json &intent,
                                          const nlohmann::json &disputes = nlohmann::json::array());
    static bool isEverDisputed(const nlohmann::json &intent);
};

} // namespace pl::billing
