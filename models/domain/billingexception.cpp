#include "models/domain/billingexception.h"

namespace pl {

Result<BillingException> BillingException::fromJson(const nlohmann::json &row)
{
    JsonReader r(row);
    BillingException exception;
    exception.id = r.uuid("id");
    exception.kind = r.string("kind");
    exception.paymentId = r.optionalUuid("payment_id");
    exception.plumberId = r.optionalUuid("plumber_id");
    exception.stripeId = r.optionalString("stripe_id");
    exception.detail = r.string("detail");
    exception.foundAt = r.timestamp("found_at");
    exception.settledAt = r.optionalTimestamp("settled_at");
    exception.version = r.integer("version");
    return r.finish(exception);
}

QByteArray BillingException::columns()
{
    return "id,kind,payment_id,plumber_id,stripe_id,detail,found_at,settled_at,version";
}

} // namespace pl
