#pragma once

#include "server/billing/paymentrow.h"
#include "server/billing/stripepayment.h"

namespace pl::billing {

/// The single rule by which a row of `payments` is updated from Stripe, whatever the trigger: the worker's own answer,
/// a possibly late event, or the nightly comparison. Returns the columns to change; empty if the row is up to date.
///
/// It depends on Stripe's current state and the office's requests (another try, a refund, the lead taken away), never
/// on the order of events.
nlohmann::json changesFor(const PaymentRow &row, const StripePayment &stripe);

/// The same if the lead has another live payment, so that this one can't become succeeded again.
nlohmann::json changesForDuplicate(const PaymentRow &row, const StripePayment &stripe);

} // namespace pl::billing
