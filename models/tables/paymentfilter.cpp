#include "models/tables/paymentfilter.h"

namespace pl::tables {
namespace {

void allow(std::vector<bool> &codes, std::size_t code)
{
    if (code >= codes.size())
        codes.resize(code + 1);
    codes[code] = true;
}

bool isAllowed(const std::vector<bool> &codes, std::size_t code)
{
    return code < codes.size() && codes[code];
}

} // namespace

PaymentChoice::PaymentChoice(const PaymentFilter &filter, const replica::PaymentSnapshot &payments, RowSearch search,
                             OfficeNames::LeadNumber leads)
    : m_isAnyPlumber(filter.plumbers.isEmpty())
    , m_isAnyMonth(filter.months.isEmpty())
    , m_search(std::move(search))
    , m_leads(std::move(leads))
{
    for (const PaymentStatus state : filter.states)
        m_states |= 1U << static_cast<unsigned>(state);
    for (const QUuid &plumber : filter.plumbers)
        if (const auto code = payments.plumbers.find(plumber))
            allow(m_plumbers, *code);
    for (const QDate month : filter.months)
        allow(m_months, replica::numberOfMonth(month));
}

bool PaymentChoice::matches(const replica::PaymentSnapshot &payments, columns::Row row) const
{
    const replica::PaymentRow &payment = payments.rows[row];
    return (m_states == 0 || (m_states >> payment.status & 1U) != 0) &&
           (m_isAnyPlumber || isAllowed(m_plumbers, payment.plumber)) &&
           (m_isAnyMonth || isAllowed(m_months, payment.month)) &&
           (m_search.isEmpty() || m_search.finds(payments.rows.text(row), payment.plumber, m_leads(payment.leadId)));
}

} // namespace pl::tables
