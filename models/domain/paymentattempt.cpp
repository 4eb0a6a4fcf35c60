#include "models/domain/paymentattempt.h"

namespace pl {

Result<PaymentAttempt> PaymentAttempt::fromJson(const nlohmann::json &row)
{
    JsonReader r(row);
    PaymentAttempt attempt;
    attempt.id = r.uuid("id");
    attempt.kind = r.enumeration<AttemptKind>("kind");
    attempt.number = r.integer("number");
    attempt.amountCents = r.integer("amount_cents");
    attempt.status = r.enumeration<AttemptStatus>("status");
    attempt.failureMessage = r.optionalString("failure_message");
    attempt.createdAt = r.timestamp("created_at");
    attempt.updatedAt = r.timestamp("updated_at");
    return r.finish(attempt);
}

QByteArray PaymentAttempt::columns()
{
    return "id,kind,number,amount_cents,status,failure_message,created_at,updated_at";
}

} // namespace pl
