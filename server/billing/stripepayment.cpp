#include "server/billing/stripepayment.h"

#include "server/billing/stripeobject.h"

#include <QHash>

namespace pl::billing {

namespace {

using nlohmann::json;
using State = StripePayment::State;

std::optional<State> stateOf(const QString &status)
{
    if (status == u"succeeded")
        return State::Paid;
    if (status == u"canceled")
        return State::Canceled;
    if (status == u"requires_action")
        return State::NeedsAction;
    if (status == u"processing" || status == u"requires_capture")
        return State::Processing;
    if (status == u"requires_payment_method" || status == u"requires_confirmation")
        return State::Unpaid;
    return std::nullopt;
}

bool isAlive(const json &refund)
{
    const QString status = text(refund, "status");
    return status != u"failed" && status != u"canceled";
}

/// Stripe's `failure_reason` in words.
QString reasonText(const QString &reason)
{
    static const QHash<QString, QString> words{
        {QStringLiteral("charge_for_pending_refund_disputed"), QStringLiteral("the charge is disputed at the bank")},
        {QStringLiteral("declined"), QStringLiteral("the bank declined it")},
        {QStringLiteral("insufficient_funds"), QStringLiteral("not enough money in the Stripe account")},
        {QStringLiteral("merchant_request"), QStringLiteral("it was canceled on request")},
        {QStringLiteral("unknown"), QStringLiteral("no reason given")}};
    return words.value(reason, QString(reason).replace(u'_', u' '));
}

QString failureText(const json &refund)
{
    const QString reason = text(refund, "failure_reason");
    return reason.isEmpty() ? QStringLiteral("The refund was %1 at Stripe.").arg(text(refund, "status"))
                            : QStringLiteral("The refund failed at Stripe: %1.").arg(reasonText(reason));
}

void readRefunds(StripePayment &payment, const json &charge)
{
    payment.refundedCents = number(charge, "amount_refunded");
    const json list = member(charge, "refunds");
    const json refunds = member(list, "data");
    if (!refunds.is_array() || refunds.empty())
        return;
    payment.isNewestRefundFailed = !isAlive(refunds.front());
    for (const json &refund : refunds)
        if (const auto failed = FailedRefund::fromJson(refund))
            payment.failedRefunds += *failed;
    if (flag(list, "has_more"))
        return;
    payment.refundedCents = 0;
    for (const json &refund : refunds)
        payment.refundedCents += isAlive(refund) ? number(refund, "amount") : 0;
}

/// Whether a dispute holds the money. After a win or a closed inquiry, the money is the office's.
bool isOpenOrLost(const json &dispute)
{
    const QString status = text(dispute, "status");
    return status != u"won" && status != u"warning_closed" && status != u"prevented";
}

void readFailure(StripePayment &payment, const json &intent)
{
    const json error = member(intent, "last_payment_error");
    const QString decline = text(error, "decline_code");
    payment.failureCode = decline.isEmpty() ? text(error, "code") : decline;
    payment.failureMessage = text(error, "message");
}

} // namespace

std::optional<FailedRefund> FailedRefund::fromJson(const json &refund)
{
    if (isAlive(refund))
        return std::nullopt;
    return FailedRefund{text(refund, "id"), number(refund, "amount"), failureText(refund),
                        QUuid::fromString(text(member(refund, "metadata"), "attempt_id"))};
}

json StripePayment::expansion()
{
    return {{"expand", {"latest_charge.refunds"}}};
}

bool StripePayment::isEverDisputed(const json &intent)
{
    return flag(member(intent, "latest_charge"), "disputed");
}

Result<StripePayment> StripePayment::fromJson(const json &intent, const json &disputes)
{
    const auto state = stateOf(text(intent, "status"));
    if (text(intent, "object") != u"payment_intent" || !state)
        return Error{ErrorCode::Protocol, QStringLiteral("Stripe's answer is not a known kind of payment.")};
    StripePayment payment;
    payment.intentId = text(intent, "id");
    payment.state = *state;
    payment.amountCents = number(intent, "amount");
    payment.currency = text(intent, "currency");
    payment.customer = idOf(intent, "customer");
    payment.chargeId = idOf(intent, "latest_charge");
    const json charge = member(intent, "latest_charge");
    payment.receiptUrl = text(charge, "receipt_url");
    readRefunds(payment, charge);
    readFailure(payment, intent);
    payment.isDisputed = std::any_of(disputes.begin(), disputes.end(), isOpenOrLost);
    const json metadata = member(intent, "metadata");
    payment.paymentId = QUuid::fromString(text(metadata, "payment_id"));
    payment.attempt = text(metadata, "attempt").toInt();
    return payment;
}

} // namespace pl::billing
