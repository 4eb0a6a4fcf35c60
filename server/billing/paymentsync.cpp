#include "server/billing/paymentsync.h"

namespace pl::billing {

namespace {

using nlohmann::json;
using enum PaymentStatus;
using State = StripePayment::State;

constexpr const char *kActionSentence = "The bank asks the cardholder to confirm this payment.";

PaymentStatus statusWhenPaid(const PaymentRow &row, const StripePayment &stripe)
{
    if (stripe.isDisputed)
        return Disputed;
    if (stripe.refundedCents >= stripe.amountCents)
        return Refunded;
    // The lead was taken away before the payment succeeded.
    if (row.status == RefundRequested || row.status == Void)
        return RefundRequested;
    const bool isBack = row.status == Refunded || row.status == Disputed;
    return isBack && row.holder != row.plumberId ? RefundRequested : Succeeded;
}

PaymentStatus statusWhenUnpaid(const PaymentRow &row, const StripePayment &stripe)
{
    switch (row.status) {
    case Pending: // another try was requested: this is about the previous one
    case Void:
        return row.status;
    case RefundRequested:
        return stripe.state == State::Canceled ? Void : RefundRequested;
    case Processing:
    case Failed:
    case Succeeded:
    case Refunded:
    case Disputed:
        break;
    }
    return stripe.state == State::Processing ? Processing : Failed;
}

struct Failure
{
    std::optional<QString> code;
    std::optional<QString> message;
};

/// An earlier refund's failure does not end a newer request.
Failure failureWhenPaid(const PaymentRow &row, const StripePayment &stripe, PaymentStatus status)
{
    if (stripe.failedRefunds.isEmpty() || status == Refunded)
        return {};
    if (status == RefundRequested && (row.status != RefundRequested || row.isGivenUp()))
        return {kRefundGivenUp, stripe.failedRefunds.first().reason};
    return stripe.isNewestRefundFailed ? Failure{kRefundFailed, stripe.failedRefunds.first().reason} : Failure();
}

Failure failureWhenUnpaid(const StripePayment &stripe)
{
    switch (stripe.state) {
    case State::NeedsAction:
        return {QStringLiteral("authentication_required"), QString::fromLatin1(kActionSentence)};
    case State::Canceled:
        return {QStringLiteral("canceled"), QStringLiteral("The payment was canceled.")};
    case State::Unpaid:
        return {stripe.failureCode.isEmpty() ? QStringLiteral("card_declined") : stripe.failureCode,
                stripe.failureMessage.isEmpty() ? QStringLiteral("The card was declined.") : stripe.failureMessage};
    case State::Processing:
    case State::Paid:
        break;
    }
    return {};
}

/// Whether the row has another intent, which this older one must not overwrite. But a paid intent wins if the row has
/// no paid one.
bool isOthersNews(const PaymentRow &row, const StripePayment &stripe)
{
    if (!row.stripePaymentIntentId || *row.stripePaymentIntentId == stripe.intentId)
        return false;
    return stripe.state != State::Paid || (row.isPaid() && row.stripeChargeId);
}

std::optional<QString> textOrNone(const QString &text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

json wantedFor(const PaymentRow &row, const StripePayment &stripe)
{
    const bool isPaid = stripe.state == State::Paid;
    const PaymentStatus status = isPaid ? statusWhenPaid(row, stripe) : statusWhenUnpaid(row, stripe);
    const bool waitsForTry = row.status == Pending && !isPaid;
    const Failure failure = isPaid        ? failureWhenPaid(row, stripe, status)
                            : waitsForTry ? Failure{row.failureCode, row.failureMessage}
                                          : failureWhenUnpaid(stripe);
    json wanted{{"status", toJson(QString(enumName(status)))},
                {"stripe_payment_intent_id", toJson(stripe.intentId)},
                {"failure_code", toJson(failure.code)},
                {"failure_message", toJson(failure.message)}};
    if (isPaid) {
        wanted["stripe_charge_id"] = toJson(textOrNone(stripe.chargeId));
        wanted["receipt_url"] = toJson(textOrNone(stripe.receiptUrl));
        wanted["refunded_cents"] = stripe.refundedCents;
        if (status == RefundRequested && row.status != RefundRequested && !row.refundReason)
            wanted["refund_reason"] = "unassigned";
        if (status == Refunded)
            wanted["refund_requested_cents"] = nullptr;
    }
    return wanted;
}

json columnsOf(const PaymentRow &row)
{
    return {{"status", toJson(QString(enumName(row.status)))},
            {"stripe_payment_intent_id", toJson(row.stripePaymentIntentId)},
            {"stripe_charge_id", toJson(row.stripeChargeId)},
            {"receipt_url", toJson(row.receiptUrl)},
            {"refunded_cents", row.refundedCents},
            {"refund_reason", toJson(row.refundReason)},
            {"refund_requested_cents", row.refundRequestedCents ? json(*row.refundRequestedCents) : json()},
            {"failure_code", toJson(row.failureCode)},
            {"failure_message", toJson(row.failureMessage)}};
}

json differing(const json &wanted, const PaymentRow &row)
{
    const json now = columnsOf(row);
    json changes = json::object();
    for (const auto &[column, value] : wanted.items())
        if (now[column] != value)
            changes[column] = value;
    return changes;
}

} // namespace

json changesFor(const PaymentRow &row, const StripePayment &stripe)
{
    return isOthersNews(row, stripe) ? json::object() : differing(wantedFor(row, stripe), row);
}

json changesForDuplicate(const PaymentRow &row, const StripePayment &stripe)
{
    if (isOthersNews(row, stripe))
        return json::object();
    json wanted = wantedFor(row, stripe);
    if (wanted["status"] == "succeeded") {
        wanted["status"] = "refund_requested";
        wanted["refund_reason"] = "duplicate";
        wanted["refund_requested_cents"] = nullptr;
        if (!stripe.failedRefunds.isEmpty()) {
            wanted["failure_code"] = toJson(QString(kRefundGivenUp));
            wanted["failure_message"] = toJson(stripe.failedRefunds.first().reason);
        }
    } else if (wanted["status"] == "failed" || wanted["status"] == "processing") {
        wanted["status"] = "void";
    }
    return differing(wanted, row);
}

} // namespace pl::billing
