#pragma once

#include "models/replica/paymentrows.h"
#include "models/tables/officenames.h"

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
};

/// A filter, ready for many payments. A value for the thread that `leads` is for.
class PaymentChoice
{
public:
    /// `search` looks for the filter's text among `payments`.
    PaymentChoice(const PaymentFilter &filter, const replica::PaymentSnapshot &payments, RowSearch search,
                  OfficeNames::LeadNumber leads);
    /// Without a text to look for.
    PaymentChoice(const PaymentFilter &filter, const replica::PaymentSnapshot &payments)
        : PaymentChoice(filter, payments, {}, {})
    {
    }

    /// `payments` may also be later ones of the same rows, of plumbers that were there then.
    bool matches(const replica::PaymentSnapshot &payments, columns::Row row) const;

private:
    unsigned m_states = 0;        ///< a bit for each; 0: any
    std::vector<bool> m_plumbers; ///< by their codes
    std::vector<bool> m_months;   ///< by their numbers
    bool m_isAnyPlumber = true;
    bool m_isAnyMonth = true;
    RowSearch m_search;
    OfficeNames::LeadNumber m_leads;
};

} // namespace pl::tables
