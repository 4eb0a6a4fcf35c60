#include "models/domain/payment.h"

namespace pl {

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
    payment.attempts = static_cast<int>(r.integer("attempts"));
    payment.createdAt = r.timestamp("created_at");
    payment.updatedAt = r.timestamp("updated_at");
    payment.version = r.integer("version");
    return r.finish(payment);
}

QByteArray Payment::columns()
{
    return "id,lead_id,plumber_id,amount_cents,refunded_cents,currency,status,failure_code,failure_message,receipt_url,"
           "refund_reason,attempts,created_at,updated_at,version";
}

} // namespace pl
