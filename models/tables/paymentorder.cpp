#include "models/tables/paymenttablemodel.h"

// Which payments the table shows, and in which order.

namespace pl::tables {

using columns::Row;
using replica::PaymentSnapshot;

std::size_t PaymentTableModel::rowsInAll() const
{
    return std::max(m_payments.rows()->size(), isByLeads() ? m_office.columns().size() : 0);
}

bool PaymentTableModel::isByLeads() const
{
    return !m_filter.text.isEmpty() || sortColumn() == ServiceColumn || sortColumn() == CustomerColumn;
}

bool PaymentTableModel::isByNames() const
{
    return isByLeads() || sortColumn() == PlumberColumn;
}

PaymentChoice PaymentTableModel::choice(const PaymentSnapshot &payments, bool here)
{
    if (m_filter.text.isEmpty())
        return PaymentChoice(m_filter, payments);
    return {m_filter, payments, m_names.search(m_filter.text, payments.plumbers.values()), m_names.leadNumbers(here)};
}

RowKeys PaymentTableModel::keys(const PaymentSnapshot &payments, bool here) const
{
    const bool up = isAscending();
    const auto byNumber = [payments, up](auto number) -> RowKeys {
        return {[payments, number, up](Row row) { return directed(orderedKey(number(payments.rows[row])), up); }};
    };
    const auto byLead = [&](OfficeNames::Of what) -> RowKeys {
        return {[payments, ranks = m_names.leadRanks(what, up), leads = m_names.leadNumbers(here), up](Row row) {
            const Row lead = leads(payments.rows[row].leadId);
            return lead < ranks.size() ? ranks[lead] : directed(0, up);
        }};
    };
    switch (static_cast<Column>(sortColumn())) {
    case ServiceColumn:
        return byLead(OfficeNames::Of::Service);
    case CustomerColumn:
        return byLead(OfficeNames::Of::Customer);
    case PlumberColumn: {
        const auto ranks = std::make_shared<LateRanks>(m_names.plumberNames(payments.plumbers.values()));
        return {[payments, ranks, up](Row row) { return directed((*ranks)[payments.rows[row].plumber], up); }};
    }
    case AmountColumn:
        return byNumber([](const replica::PaymentRow &row) { return row.amountCents; });
    case StateColumn:
        return byNumber([](const replica::PaymentRow &row) { return qint64(row.status); });
    case ReceiptColumn:
        return byNumber([](const replica::PaymentRow &row) { return qint64(row.hasReceipt); });
    case FailureColumn:
        return textKeys(payments.rows, std::size_t(replica::PaymentText::Failure), up);
    case ChargedColumn:
    case ColumnCount:
        break;
    }
    return byNumber([](const replica::PaymentRow &row) { return row.createdAt; });
}

CompactTableModel::Arranging PaymentTableModel::arranging(bool here)
{
    const std::shared_ptr<replica::PaymentRows> source = m_payments.rows();
    const PaymentSnapshot payments = source->snapshot();
    return [this, source, payments, choice = choice(payments, here), keys = keys(payments, here)]() -> Arranged {
        ShownRows rows;
        PaymentTotals totals;
        for (Row row = 0; row < payments.size(); ++row)
            if (choice.matches(payments, row)) {
                rows.push_back(row);
                totals.add(payments.shareOf(row));
            }
        RowSorting(payments.rows, keys).sort(rows);
        return {std::move(rows), [this, source, payments, totals] {
                    m_source = source;
                    m_asShown = payments;
                    m_totals = totals;
                }};
    };
}

std::function<bool(Row, Row)> PaymentTableModel::standing() const
{
    if (isByNames() || m_source != m_payments.rows())
        return {};
    return [rows = &m_asShown.rows, keys = keys(m_asShown, true)](Row a, Row b) {
        return RowSorting(*rows, keys).stands(a, b);
    };
}

void PaymentTableModel::retake(const std::vector<Row> &changed, columns::Bitmap &shown)
{
    for (const Row row : changed)
        if (shown.test(row))
            m_totals.remove(m_asShown.shareOf(row));
    m_asShown = m_source->snapshot();
    const PaymentChoice wanted = choice(m_asShown, true);
    for (const Row row : changed) {
        shown.assign(row, wanted.matches(m_asShown, row));
        if (shown.test(row))
            m_totals.add(m_asShown.shareOf(row));
    }
}

} // namespace pl::tables
