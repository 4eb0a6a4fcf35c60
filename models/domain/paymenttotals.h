#pragma once

#include "models/domain/payment.h"

namespace pl {

/// What became of a set of payments, in four sums. One payment can count in two of them: a part paid, a part refunded.
struct PaymentTotals
{
    struct Group
    {
        MoneySum sum;
        int count = 0;
        void add(const Money &money);
        bool operator==(const Group &) const = default;
    };
    Group paid;           ///< taken from plumbers and kept
    Group onItsWay;       ///< will be charged, or is being charged
    Group needsAttention; ///< failed or disputed
    Group refunded;       ///< given back

    bool operator==(const PaymentTotals &) const = default;
    void add(const Payment &payment);
};

} // namespace pl
