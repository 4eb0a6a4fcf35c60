#pragma once

#include "server/billing/stripeclient.h"
#include "server/billing/stripepayment.h"

namespace pl::billing {

/// Asks Stripe what it says about a payment now.
QFuture<Result<StripePayment>> fetchPayment(StripeClient &stripe, const QString &intentId);

/// The intent that was made for this payment since `created`, if any: by its metadata, in Stripe's list, which has an
/// object as soon as it exists (the search does not). Of several a paid one, else the newest that is not canceled.
QFuture<Result<std::optional<QString>>> findIntent(StripeClient &stripe, const QUuid &payment, qint64 createdSeconds);

} // namespace pl::billing
