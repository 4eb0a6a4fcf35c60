#include "server/billing/refundcall.h"

#include "server/billing/stripeobject.h"
#include "server/billing/stripepayments.h"

namespace pl::billing {

using nlohmann::json;

namespace {

using State = StripePayment::State;

constexpr qint64 kDaySeconds = 86'400;

/// Whether the cardholder, or another try, could still pay it.
bool isOpen(const StripePayment &stripe)
{
    return stripe.state == State::Unpaid || stripe.state == State::NeedsAction;
}

json refundOfAttempt(const QList<json> &refunds, const QUuid &attempt)
{
    const QString id = attempt.toString(QUuid::WithoutBraces);
    for (const json &refund : refunds)
        if (text(member(refund, "metadata"), "attempt_id") == id)
            return refund;
    return {};
}

} // namespace

RefundCall::RefundCall(MoneyTools &tools, PaymentRow row, std::chrono::seconds settle, QObject *parent)
    : Call(parent), m_tools(tools), m_row(std::move(row)), m_settle(settle)
{
}

void RefundCall::run()
{
    if (m_row.amountCents == 0)
        return change(m_row, {{"status", "refunded"}});
    if (!m_row.stripePaymentIntentId)
        return lookForIntent();
    then(fetchPayment(m_tools.stripe, *m_row.stripePaymentIntentId),
         [this](const StripePayment &stripe) { onStripe(stripe); });
}

/// The lead was taken away while the charge was in progress.
void RefundCall::lookForIntent()
{
    if (m_row.attempts == 0)
        return change(m_row, {{"status", "void"}});
    then(findIntent(m_tools.stripe, m_row.id, m_row.createdAt.micros / 1'000'000),
         [this](const std::optional<QString> &intent) {
             if (!intent)
                 return voidIfSettled();
             then(fetchPayment(m_tools.stripe, *intent), [this](const StripePayment &stripe) { onStripe(stripe); });
         });
}

void RefundCall::voidIfSettled()
{
    if (m_row.updatedAt.secondsTo(Timestamp::now()) < m_settle.count())
        return finish({});
    change(m_row, {{"status", "void"}});
}

void RefundCall::onStripe(const StripePayment &stripe)
{
    then(m_tools.store.follow(stripe), [this, stripe](const PaymentRow &row) { onRow(stripe, row); });
}

/// Nobody with the page's link may pay for a lead that is gone.
void RefundCall::cancelIntent()
{
    const QByteArray id = m_row.stripePaymentIntentId->toUtf8();
    const QByteArray key =
        "cancel-" + m_row.id.toByteArray(QUuid::WithoutBraces) + '-' + QByteArray::number(m_row.version);
    then(m_tools.stripe.post("payment_intents/" + id + "/cancel", json::object(), key), [this](const StripeAnswer &) {
        then(fetchPayment(m_tools.stripe, *m_row.stripePaymentIntentId), [this](const StripePayment &stripe) {
            if (isOpen(stripe))
                return finish(Error{ErrorCode::Internal, QStringLiteral("A payment can't be canceled at Stripe.")});
            onStripe(stripe);
        });
    });
}

void RefundCall::onRow(const StripePayment &stripe, const PaymentRow &row)
{
    m_row = row;
    if (isOpen(stripe))
        return cancelIntent();
    then(m_tools.store.lastAttempt(row.id, AttemptKind::Refund),
         [this, stripe](const std::optional<AttemptRow> &last) { onLastAttempt(stripe, last); });
}

void RefundCall::onLastAttempt(const StripePayment &stripe, const std::optional<AttemptRow> &last)
{
    const bool isUnsettled = last && last->number > m_row.refundsSettled;
    if (m_row.status != PaymentStatus::RefundRequested || stripe.state != State::Paid)
        return isUnsettled ? settle(*last) : finish({}); // fully refunded already, or nothing to refund
    if (isUnsettled && last->status != AttemptStatus::Failed)
        return lookForRefund(*last); // interrupted: it belongs to this request
    const qint64 left = stripe.amountCents - stripe.refundedCents;
    const qint64 asked = m_row.refundRequestedCents.value_or(left);
    if (asked > left)
        return fail(QStringLiteral("refund_too_large"),
                    QStringLiteral("The refund is larger than what is left of the payment."));
    begin(last ? last->number + 1 : 1, asked);
}

/// The payment is refunded: its last attempt did it, even if something else recorded it.
void RefundCall::settle(const AttemptRow &last)
{
    const auto note = [this, last](Done) { change(m_row, {{"refunds_settled", last.number}}); };
    if (last.status != AttemptStatus::Started)
        return note({});
    then(m_tools.store.end(last.id, AttemptStatus::Succeeded), note);
}

void RefundCall::begin(int number, qint64 cents)
{
    then(m_tools.store.begin({{}, m_row.id, AttemptKind::Refund, number, cents}), [this](const AttemptRow &attempt) {
        attempt.status == AttemptStatus::Started ? lookForRefund(attempt) : finish({});
    });
}

void RefundCall::lookForRefund(const AttemptRow &attempt)
{
    m_attempt = attempt;
    const json parameters{{"payment_intent", toJson(m_row.stripePaymentIntentId)}};
    then(m_tools.stripe.list("refunds", parameters), [this](const QList<json> &refunds) {
        const json found = refundOfAttempt(refunds, m_attempt.id);
        found.is_null() ? createRefund() : onRefund(found);
    });
}

void RefundCall::createRefund()
{
    const json parameters{{"payment_intent", toJson(m_row.stripePaymentIntentId)},
                          {"amount", m_attempt.amountCents},
                          {"reason", "requested_by_customer"},
                          {"metadata", {{"payment_id", toJson(m_row.id)}, {"attempt_id", toJson(m_attempt.id)}}}};
    then(m_tools.stripe.post("refunds", parameters, m_attempt.idempotencyKey()), [this](const StripeAnswer &answer) {
        if (!answer.refusal)
            return onRefund(answer.object);
        if (answer.refusal->kind == StripeRefusal::Kind::KeySpent) // the next run makes a new try
            return then(m_tools.store.end(m_attempt.id, AttemptStatus::Failed, {}, QStringLiteral("api_error")),
                        [this](Done) { finish({}); });
        fail(answer.refusal->code, answer.refusal->message);
    });
}

void RefundCall::onRefund(const json &refund)
{
    if (const auto failed = FailedRefund::fromJson(refund))
        return fail(kRefundFailed, failed->reason);
    then(fetchPayment(m_tools.stripe, *m_row.stripePaymentIntentId),
         [this, id = text(refund, "id")](const StripePayment &stripe) {
             then(m_tools.store.end(m_attempt.id, AttemptStatus::Succeeded, id),
                  [this, stripe](Done) { finishRequest(stripe); });
         });
}

void RefundCall::fail(const QString &code, const QString &message)
{
    m_failureCode = code.left(100);
    m_failureMessage = message.isEmpty() ? QStringLiteral("Stripe refused the refund.") : message;
    const auto showOutcome = [this](Done) {
        then(fetchPayment(m_tools.stripe, *m_row.stripePaymentIntentId),
             [this](const StripePayment &stripe) { finishRequest(stripe); });
    };
    if (m_attempt.id.isNull())
        return showOutcome({});
    then(m_tools.store.end(m_attempt.id, AttemptStatus::Failed, {}, m_failureCode, m_failureMessage), showOutcome);
}

/// The request is done, either way; the row shows what is left of the payment.
void RefundCall::finishRequest(const StripePayment &stripe)
{
    then(m_tools.store.follow(stripe), [this, stripe](const PaymentRow &row) {
        if (row.status == PaymentStatus::RefundRequested)
            return backToSucceeded(stripe, row);
        m_attempt.id.isNull() ? finish({}) : change(row, {{"refunds_settled", m_attempt.number}});
    });
}

/// The payment can't be live again next to the lead's new one. If Stripe could not refund it, that is left to the
/// office; if it refused, the refund is requested again tomorrow.
void RefundCall::stayRequested(const PaymentRow &row, json changes)
{
    if (m_failureCode == kRefundFailed)
        changes["failure_code"] = toJson(QString(kRefundGivenUp));
    else if (!m_failureCode.isEmpty())
        changes["due_at"] = toJson(Timestamp::now().addSeconds(kDaySeconds).toString());
    change(row, changes);
}

void RefundCall::backToSucceeded(const StripePayment &stripe, const PaymentRow &row)
{
    if (m_failureCode.isEmpty() && stripe.isNewestRefundFailed) { // right after it was made
        m_failureCode = kRefundFailed;
        m_failureMessage = stripe.failedRefunds.first().reason;
    }
    const bool isFailed = !m_failureCode.isEmpty();
    const bool hasLead = row.holder == row.plumberId;
    json changes{{"refunded_cents", stripe.refundedCents},
                 {"refund_requested_cents", nullptr},
                 {"failure_code", isFailed ? toJson(m_failureCode) : json()},
                 {"failure_message", isFailed ? toJson(m_failureMessage) : json()}};
    if (!m_attempt.id.isNull())
        changes["refunds_settled"] = m_attempt.number;
    json succeeded = changes;
    succeeded["status"] = "succeeded";
    // If the lead was taken away meanwhile, the next run refunds the rest.
    if (!hasLead)
        return stayRequested(row, changes);
    onResult(this, m_tools.store.change(row, succeeded),
             [this, row, changes](const Result<std::optional<PaymentRow>> &written) {
                 if (!written && written.error().code == ErrorCode::Conflict)
                     return stayRequested(row, changes);
                 finish(written ? Result<>() : written.error());
             });
}

void RefundCall::change(const PaymentRow &row, const json &changes)
{
    then(m_tools.store.change(row, changes), [this](const std::optional<PaymentRow> &) { finish({}); });
}

} // namespace pl::billing
