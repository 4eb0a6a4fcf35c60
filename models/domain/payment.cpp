#include "models/domain/payment.h"

namespace pl {

bool Payment::isCharged() const
{
    switch (status) {
    case PaymentStatus::Succeeded:
    case PaymentStatus::RefundRequested:
    case PaymentStatus::Refunded:
    case PaymentStatus::Disputed:
        return true;
    case PaymentStatus::Pending:
    case PaymentStatus::Processing:
    case PaymentStatus::Failed:
    case PaymentStatus::Void:
        break;
    }
    return false;
}

Money Payment::refundRequested() const
{
    return {refundRequestedCents.value_or(amountCents - refundedCents), currency};
}

qint64 Payment::refundableCents() const
{
    return status == PaymentStatus::Succeeded ? amountCents - refundedCents : 0;
}

Result<Payment> Payment::fromJson(const nlohmann::json &row)
{
    JsonReader r(row);
    Payment payment;
    payment.id = r.uuid("id");
    payment.leadId = r.uuid("lead_id");
    payment.plumberId = r.uuid("plumber_id");
    payment.amountCents = r.integer("amount_cents");
    payment.refundedCents = r.integer("refunded_cents");
    payment.currency = r.string("currency");
    payment.status = r.enumeration<PaymentStatus>("status");
    payment.failureCode = r.optionalString("failure_code");
    payment.failureMessage = r.optionalString("failure_message");
    payment.receiptUrl = r.optionalString("receipt_url");
    payment.refundReason = r.optionalString("refund_reason");
    payment.refundRequestedCents = r.optionalInteger("refund_requested_cents");
    payment.stripePaymentIntentId = r.optionalString("stripe_payment_intent_id");
    payment.attempts = static_cast<int>(r.integer("attempts"));
    payment.createdAt = r.timestamp("created_at");
    payment.dueAt = r.optionalTimestamp("due_at").value_or(payment.createdAt);
    payment.updatedAt = r.timestamp("updated_at");
    payment.version = r.integer("version");
    return r.finish(payment);
}

QByteArray Payment::columns()
{
    return "id,lead_id,plumber_id,amount_cents,refunded_cents,currency,status,failure_code,failure_message,receipt_url,"
           "refund_reason,refund_requested_cents,stripe_payment_intent_id,attempts,due_at,created_at,updated_at,"
           "version";
}

QDate monthOf(Timestamp at)
{
    const QDate day = at.toDateTime().toLocalTime().date();
    return {day.year(), day.month(), 1};
}

} // namespace pl
