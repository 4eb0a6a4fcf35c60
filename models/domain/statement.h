#pragma once

#include "models/domain/lead.h"
#include "models/domain/payment.h"
#include "models/domain/plumber.h"

#include <functional>

namespace pl {

/// One lead on a plumber's statement.
struct StatementLine
{
    Payment payment;
    QString service;  ///< empty when unknown
    QString customer; ///< calledName(): empty when the customer's data was erased
    bool operator==(const StatementLine &) const = default;
};

/// What a plumber paid, got back and still owes for one month's leads. Void payments are left out.
struct Statement
{
    Plumber plumber;
    QDate month; ///< its first day
    QString currency;
    QList<StatementLine> lines; ///< the oldest first
    MoneySum charged;
    MoneySum refunded;
    MoneySum paid; ///< charged less refunded
    MoneySum open; ///< in progress or failed
};

/// `leadOf` gives a payment's lead, or null if it is unknown. `currency` is used for totals of zero.
Statement makeStatement(const Plumber &plumber, QDate month, const QList<Payment> &payments, const QString &currency,
                        const std::function<const Lead *(const QUuid &)> &leadOf);

} // namespace pl
