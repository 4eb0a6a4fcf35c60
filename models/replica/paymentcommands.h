#pragma once

#include "models/domain/paymentstory.h"
#include "models/replica/paymentreplica.h"

namespace pl::replica {

/// What became of a write about a payment: the row as it is now, and whether that is what was asked for.
struct PaymentWrite
{
    Payment row;
    bool written = true; ///< false: somebody, or the server, was faster
};

/// A page at Stripe that waits for a plumber.
struct HostedPage
{
    QString url;
    std::optional<Timestamp> closesAt; ///< none: it stays good, the office's server leads on to Stripe
};

/// What an admin does about payments. Asks only: the money itself is moved by the server, which tells through the rows
/// what came of it. Every write names the version it saw. Lives on the replica's thread; every call finishes exactly
/// once. Errors as OfficeCommands'.
class PaymentCommands : public QObject
{
    Q_OBJECT

public:
    PaymentCommands(supabase::RestClient &client, PaymentReplica &replica, QObject *parent = nullptr);

    /// InvalidInput with the field "amount" unless 0 < cents ≤ seen.refundableCents().
    QFuture<Result<PaymentWrite>> requestRefund(const Payment &seen, qint64 cents, const QString &reason);
    /// A failed charge is tried once more.
    QFuture<Result<PaymentWrite>> retry(const Payment &seen);

    QFuture<Result<QList<StoryLine>>> story(const Payment &payment);
    /// The newest page that waits for the plumber: to confirm this payment, else to give a card. The office's own link,
    /// where plumbers can reach its server, else Stripe's. NotFound when there is none that is still open.
    QFuture<Result<HostedPage>> hostedPage(const Payment &payment, Timestamp now);
    /// The same of a plumber whom no payment waits for.
    QFuture<Result<HostedPage>> cardPage(const QUuid &plumberId, Timestamp now);
    /// Somebody has looked at it and it needs nobody any more.
    QFuture<Result<>> settle(const BillingException &exception, const QString &byEmail, Timestamp now);

private:
    QFuture<Result<PaymentWrite>> write(const Payment &seen, const nlohmann::json &changes);
    QFuture<Result<HostedPage>> findPage(const QUuid &plumberId, const QUuid &paymentId, Timestamp now);
    void readAgain(const QUuid &id, const std::function<void(const Result<PaymentWrite> &)> &tell);

    supabase::RestClient &m_client;
    PaymentReplica &m_replica;
};

} // namespace pl::replica
