#pragma once

#include "server/billing/paymentrow.h"
#include "server/billing/stripepayment.h"

namespace pl::billing {

/// The one rule by which a row of `payments` follows Stripe, whoever has news: the worker's own answer, an event
/// however late, or the nightly comparison. Gives the columns to change; empty when the row says it already.
///
/// It depends on what Stripe says now and on what the office has asked for (another try, a refund, the lead taken
/// away), never on the order in which news arrives.
nlohmann::json changesFor(const PaymentRow &row, const StripePayment &stripe);

/// The same when the lead has another live payment, so that this one can't be a succeeded one again.
nlohmann::json changesForDuplicate(const PaymentRow &row, const StripePayment &stripe);

} // namespace pl::billing
