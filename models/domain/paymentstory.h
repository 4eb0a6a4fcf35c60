#pragma once

#include "models/domain/leadevent.h"
#include "models/domain/payment.h"
#include "models/domain/paymentattempt.h"

namespace pl {

/// What the office needs from a Stripe event about a dispute: one row of `stripe_events`. The payload has more,
/// including personal data that isn't needed here.
struct DisputeEvent
{
    QString id;
    QString type; ///< "charge.dispute.created"
    Timestamp created;
    QString disputeId;
    QString status; ///< "needs_response", "won", "lost", …
    qint64 amountCents = 0;
    QString reason; ///< the bank's reason: "fraudulent"

    bool operator==(const DisputeEvent &) const = default;
    static Result<DisputeEvent> fromJson(const nlohmann::json &row);
    static QByteArray columns();
};

enum class StoryKind {
    Made, ///< the lead was assigned, which created the charge
    Unassigned,
    Charging,
    Free, ///< the lead costs nothing, so nobody was charged
    Paid,
    Declined,
    NeedsPlumber, ///< the bank asks the plumber to confirm
    RefundRequested,
    RefundStarted,
    Refunded,
    RefundFailed,
    Disputed,
    DisputeWon,
    DisputeLost
};

/// One thing that happened to a payment. `note` is a reason, `actor` a person's e-mail address or empty.
struct StoryLine
{
    Timestamp at;
    StoryKind kind = StoryKind::Made;
    QString actor = {};
    QString note = {};
    Money money = {};

    bool operator==(const StoryLine &) const = default;
};

/// A payment's history, oldest first: from its lead's history, the server's attempts, the dispute events (in any order,
/// repeats allowed) and, for anything else, the row itself.
QList<StoryLine> storyOf(const Payment &payment, const QList<LeadEvent> &history, const QList<PaymentAttempt> &attempts,
                         QList<DisputeEvent> disputes);

} // namespace pl
