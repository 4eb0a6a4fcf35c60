#pragma once

#include "models/supabase/restclient.h"
#include "server/billing/paymentrow.h"
#include "server/billing/stripepayment.h"

namespace pl::billing {

/// The payment tables in the office's store. Every write is guarded by the version it read. The client must outlive
/// this; every call finishes, at the latest when this is destroyed (Cancelled).
class PaymentStore : public QObject
{
    Q_OBJECT
public:
    explicit PaymentStore(supabase::RestClient &rest, QObject *parent = nullptr) : QObject(parent), m_rest(rest) {}

    /// NotFound if there is none.
    QFuture<Result<PaymentRow>> read(const QUuid &id);
    /// Returns the changed row; empty if it is no longer as in `row`. Conflict if the lead has another live payment.
    QFuture<Result<std::optional<PaymentRow>>> change(const PaymentRow &row, const nlohmann::json &changes);
    /// Writes Stripe's state by the rule of paymentsync.h, retrying as often as another writer is faster. Failed
    /// refunds are recorded in `billing_exceptions`, once each.
    QFuture<Result<PaymentRow>> follow(const StripePayment &stripe);

    /// Records a try before it is made. If it is already recorded, returns the existing record.
    QFuture<Result<AttemptRow>> begin(const AttemptRow &attempt);
    QFuture<Result<std::optional<AttemptRow>>> lastAttempt(const QUuid &payment, AttemptKind kind);
    QFuture<Result<>> end(const QUuid &attempt, AttemptStatus status, const QString &stripeId = {},
                          const QString &failureCode = {}, const QString &failureMessage = {});

    supabase::RestClient &rest() { return m_rest; }

private:
    supabase::RestClient &m_rest;
};

} // namespace pl::billing
