#pragma once

#include "server/billing/stripeclient.h"
#include "server/billing/stripepayment.h"

namespace pl::billing {

/// Fetches a payment's current state from Stripe.
QFuture<Result<StripePayment>> fetchPayment(StripeClient &stripe, const QString &intentId);

/// The intent created for this payment since `created`, if any: found by its metadata in Stripe's list, which contains
/// new objects immediately (the search API does not). Of several, a paid one, else the newest not canceled.
QFuture<Result<std::optional<QString>>> findIntent(StripeClient &stripe, const QUuid &payment, qint64 createdSeconds);

} // namespace pl::billing
