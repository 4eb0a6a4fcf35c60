#pragma once

#include "models/domain/payment.h"

namespace pl {

/// What of a payment counts in sums.
struct PaymentShare
{
    qint64 amountCents = 0;
    qint64 refundedCents = 0;
    QString currency = {};
    PaymentStatus status = PaymentStatus::Pending;

    PaymentShare() = default;
    PaymentShare(qint64 amount, qint64 refunded, const QString &inCurrency, PaymentStatus now)
        : amountCents(amount), refundedCents(refunded), currency(inCurrency), status(now)
    {
    }
    PaymentShare(const Payment &payment) // NOLINT(google-explicit-constructor): a part of it
        : PaymentShare(payment.amountCents, payment.refundedCents, payment.currency, payment.status)
    {
    }
};

/// A set of payments in four totals. One payment can count in two of them when part of it was refunded.
struct PaymentTotals
{
    struct Group
    {
        MoneySum sum;
        int count = 0;
        void add(const Money &money, int times);
        bool operator==(const Group &) const = default;
    };
    Group paid;           ///< charged and kept
    Group onItsWay;       ///< will be charged, or is being charged
    Group needsAttention; ///< failed or disputed
    Group refunded;       ///< refunded

    bool operator==(const PaymentTotals &) const = default;
    void add(const PaymentShare &payment) { count(payment, 1); }
    /// Of one that was added.
    void remove(const PaymentShare &payment) { count(payment, -1); }

private:
    void count(const PaymentShare &payment, int times);
};

} // namespace pl
