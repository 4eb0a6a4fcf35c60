#include "models/domain/paymenttotals.h"

namespace pl {

void PaymentTotals::Group::add(const Money &money, int times)
{
    sum.add({times * money.cents, money.currency});
    count += times;
}

void PaymentTotals::count(const PaymentShare &payment, int times)
{
    const Money amount{payment.amountCents, payment.currency};
    const Money kept{payment.amountCents - payment.refundedCents, payment.currency};
    if (payment.refundedCents > 0)
        refunded.add({payment.refundedCents, payment.currency}, times);
    switch (payment.status) {
    case PaymentStatus::Succeeded:
    case PaymentStatus::RefundRequested:
    case PaymentStatus::Refunded:
        // A free lead also counts as paid.
        if (kept.cents > 0 || payment.amountCents == 0)
            paid.add(kept, times);
        break;
    case PaymentStatus::Pending:
    case PaymentStatus::Processing:
        onItsWay.add(amount, times);
        break;
    case PaymentStatus::Failed:
    case PaymentStatus::Disputed:
        needsAttention.add(kept, times);
        break;
    case PaymentStatus::Void:
        break;
    }
}

} // namespace pl
