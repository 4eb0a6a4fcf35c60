#pragma once

#include "models/base/result.h"

#include <QList>
#include <QUuid>

#include <nlohmann/json.hpp>

#include <optional>

namespace pl::billing {

/// A refund that did not come about.
struct FailedRefund
{
    QString id;
    qint64 cents = 0;
    QString reason; ///< a sentence
    QUuid attempt;  ///< by its metadata; null: not made by this program

    /// Nothing when it is well, or on its way.
    static std::optional<FailedRefund> fromJson(const nlohmann::json &refund);
};

/// What Stripe says about one payment now: a payment intent with its latest charge, that charge's refunds and disputes.
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
    qint64 refundedCents = 0; ///< given back or on the way
    bool isDisputed = false;  ///< somebody else decides about the money, or has taken it back
    QString failureCode;
    QString failureMessage;
    QList<FailedRefund> failedRefunds; ///< of the newest ten; the newest is first
    bool isNewestRefundFailed = false;
    QUuid paymentId; ///< by the intent's metadata; null: not made by this program
    int attempt = 0; ///< by the metadata: which try made the intent

    /// How to ask for an intent, so that `fromJson` finds what it needs.
    static nlohmann::json expansion();
    /// `disputes`: those of the charge, needed only when `isEverDisputed(intent)`.
    static Result<StripePayment> fromJson(const nlohmann::json &intent,
                                          const nlohmann::json &disputes = nlohmann::json::array());
    static bool isEverDisputed(const nlohmann::json &intent);
};

} // namespace pl::billing
