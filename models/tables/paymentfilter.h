#pragma once

#include "models/replica/officereplica.h"
#include "models/replica/paymentreplica.h"
#include "models/tables/textsearch.h"

#include <QSet>

namespace pl::tables {

/// Which payments a table shows. An empty set means "any".
struct PaymentFilter
{
    QString text; ///< every word must occur in customer, service, plumber, failure, refund reason or Stripe's id
    QSet<PaymentStatus> states;
    QSet<QUuid> plumbers;
    QSet<QDate> months; ///< first days, by this machine's time zone

    bool operator==(const PaymentFilter &) const = default;
    bool isEmpty() const { return *this == PaymentFilter{}; }
    /// `search` looks for `text`.
    bool matches(const Payment &payment, const replica::OfficeReplica &office, const TextSearch &search) const;
};

} // namespace pl::tables
