#include "models/domain/paymenttotals.h"

namespace pl {

void PaymentTotals::Group::add(const Money &money)
{
    sum.add(money);
    ++count;
}

void PaymentTotals::add(const Payment &payment)
{
    const Money kept{payment.amountCents - payment.refundedCents, payment.currency};
    if (payment.refundedCents > 0)
        refunded.add(payment.refunded());
    switch (payment.status) {
    case PaymentStatus::Succeeded:
    case PaymentStatus::RefundRequested:
    case PaymentStatus::Refunded:
        // A free lead also counts as paid.
        if (kept.cents > 0 || payment.amountCents == 0)
            paid.add(kept);
        break;
    case PaymentStatus::Pending:
    case PaymentStatus::Processing:
        onItsWay.add(payment.amount());
        break;
    case PaymentStatus::Failed:
    case PaymentStatus::Disputed:
        needsAttention.add(kept);
        break;
    case PaymentStatus::Void:
        break;
    }
}

} // namespace pl
