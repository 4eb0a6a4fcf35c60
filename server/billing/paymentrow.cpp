#include "server/billing/paymentrow.h"

namespace pl::billing {

Result<PaymentRow> PaymentRow::fromJson(const nlohmann::json &row)
{
    auto payment = Payment::fromJson(row);
    if (!payment)
        return payment.error();
    JsonReader r(row);
    PaymentRow result{*payment, r.optionalString("stripe_charge_id"), int(r.integerOr("refunds_settled", 0)), {}, {}};
    if (const nlohmann::json lead = r.raw("leads"); lead.is_object()) {
        JsonReader reader(lead);
        result.holder = reader.optionalUuid("assigned_plumber_id");
    }
    if (const nlohmann::json plumber = r.raw("plumbers"); plumber.is_object()) {
        JsonReader reader(plumber);
        result.customer = reader.optionalString("stripe_customer_id");
    }
    return r.finish(result);
}

QByteArray PaymentRow::columns()
{
    return Payment::columns() + ",stripe_charge_id,refunds_settled";
}

QByteArray PaymentRow::columnsWithParties()
{
    return columns() + ",leads!inner(assigned_plumber_id),plumbers!inner(stripe_customer_id)";
}

Result<AttemptRow> AttemptRow::fromJson(const nlohmann::json &row)
{
    JsonReader r(row);
    AttemptRow attempt;
    attempt.id = r.uuid("id");
    attempt.paymentId = r.uuid("payment_id");
    attempt.kind = r.enumeration<AttemptKind>("kind");
    attempt.number = int(r.integer("number"));
    attempt.amountCents = r.integer("amount_cents");
    attempt.status = r.enumeration<AttemptStatus>("status");
    attempt.paymentMethod = r.optionalString("payment_method");
    return r.finish(attempt);
}

QByteArray AttemptRow::columns()
{
    return "id,payment_id,kind,number,amount_cents,status,payment_method";
}

QByteArray AttemptRow::idempotencyKey() const
{
    return QByteArray(enumName(kind).data()) + '-' + paymentId.toByteArray(QUuid::WithoutBraces) + '-' +
           QByteArray::number(number);
}

} // namespace pl::billing
