#pragma once

#include "models/domain/payment.h"

namespace pl {

/// A set of payments in four totals. One payment can count in two of them when part of it was refunded.
struct PaymentTotals
{
    struct Group
    {
        MoneySum sum;
        int count = 0;
        void add(const Money &money);
        bool operator==(const Group &) const = default;
    };
    Group paid;           ///< charged and kept
    Group onItsWay;       ///< will be charged, or is being charged
    Group needsAttention; ///< failed or disputed
    Group refunded;       ///< refunded

    bool operator==(const PaymentTotals &) const = default;
    void add(const Payment &payment);
};

} // namespace pl
