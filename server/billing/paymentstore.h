#pragma once

#include "models/supabase/restclient.h"
#include "server/billing/paymentrow.h"
#include "server/billing/stripepayment.h"

namespace pl::billing {

/// The rows of money in the office's store. Every write is guarded by what it saw. The client must outlive this; every
/// call finishes, at the latest with this object (Cancelled).
class PaymentStore : public QObject
{
    Q_OBJECT
public:
    explicit PaymentStore(supabase::RestClient &rest, QObject *parent = nullptr) : QObject(parent), m_rest(rest) {}

    /// NotFound when there is none.
    QFuture<Result<PaymentRow>> read(const QUuid &id);
    /// The row as it is then; nothing when it is no longer the one that `row` shows. Conflict when the lead has another
    /// live payment.
    QFuture<Result<std::optional<PaymentRow>>> change(const PaymentRow &row, const nlohmann::json &changes);
    /// Writes what Stripe says, by the rule of paymentsync.h, however often somebody else is faster. Refunds that
    /// failed are noted in `billing_exceptions`, once each.
    QFuture<Result<PaymentRow>> follow(const StripePayment &stripe);

    /// Writes a try down before it is made. When it is there already, the answer is how it was written down then.
    QFuture<Result<AttemptRow>> begin(const AttemptRow &attempt);
    QFuture<Result<std::optional<AttemptRow>>> lastAttempt(const QUuid &payment, AttemptKind kind);
    QFuture<Result<>> end(const QUuid &attempt, AttemptStatus status, const QString &stripeId = {},
                          const QString &failureCode = {}, const QString &failureMessage = {});

    supabase::RestClient &rest() { return m_rest; }

private:
    supabase::RestClient &m_rest;
};

} // namespace pl::billing
