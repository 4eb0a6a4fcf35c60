#include "models/tables/messagetablemodel.h"

// Which messages the table shows, and in which order.

namespace pl::tables {

using columns::Row;
using replica::MessageSnapshot;

namespace {

std::uint64_t rankOf(const std::vector<std::uint32_t> &ranks, Row lead, bool ascending)
{
    return lead < ranks.size() ? ranks[lead] : ascending ? 0 : ~std::uint32_t(0);
}

} // namespace

std::size_t MessageTableModel::rowsInAll() const
{
    return std::max(m_messages.rows()->size(), isByNames() ? m_office.columns().size() : 0);
}

bool MessageTableModel::isByNames() const
{
    return !m_filter.text.isEmpty() || sortColumn() == ReceiverColumn || sortColumn() == LeadColumn;
}

MessageChoice MessageTableModel::choice(const MessageSnapshot &messages, bool here)
{
    if (m_filter.text.isEmpty())
        return MessageChoice(m_filter, messages);
    return {m_filter, messages, m_names.search(m_filter.text, messages.plumbers.values()), m_names.leadNumbers(here)};
}

RowKeys MessageTableModel::receiverKeys(const MessageSnapshot &messages, bool here) const
{
    const bool up = isAscending();
    const auto plumbers = std::make_shared<LateRanks>(m_names.plumberNames(messages.plumbers.values()));
    return {[messages, plumbers, customers = m_names.leadRanks(OfficeNames::Of::Customer, up),
             leads = m_names.leadNumbers(here), up](Row row) {
        constexpr std::uint64_t kSecondGroup = std::uint64_t(1) << 32;
        const replica::MessageRow &message = messages.rows[row];
        const std::uint64_t group = message.isToCustomer == up ? kSecondGroup : 0;
        if (message.isToCustomer)
            return group + rankOf(customers, leads(message.leadId), up);
        const std::uint32_t rank = (*plumbers)[message.plumber];
        return group + (up ? rank : ~rank);
    }};
}

/// The service stands before the customer.
RowKeys MessageTableModel::leadKeys(const MessageSnapshot &messages, bool here) const
{
    const bool up = isAscending();
    return {[messages, services = m_names.leadRanks(OfficeNames::Of::Service, up),
             customers = m_names.leadRanks(OfficeNames::Of::Customer, up), leads = m_names.leadNumbers(here),
             up](Row row) {
        const Row lead = leads(messages.rows[row].leadId);
        return rankOf(services, lead, up) << 32 | rankOf(customers, lead, up);
    }};
}

RowKeys MessageTableModel::keys(const MessageSnapshot &messages, bool here) const
{
    const bool up = isAscending();
    const auto byText = [&](replica::MessageText part) { return textKeys(messages.rows, std::size_t(part), up); };
    switch (static_cast<Column>(sortColumn())) {
    case ReceiverColumn:
        return receiverKeys(messages, here);
    case LeadColumn:
        return leadKeys(messages, here);
    case KindColumn:
        return {[messages, ranks = ranksOf(messages.kinds.values()), up](Row row) {
            return directed(ranks[messages.rows[row].kind], up);
        }};
    case StateColumn:
        return {[messages, up](Row row) { return directed(messages.rows[row].state, up); }};
    case ReasonColumn:
        return byText(replica::MessageText::Details);
    case AddressColumn:
        return byText(replica::MessageText::Address);
    case WhenColumn:
    case ColumnCount:
        break;
    }
    return {[messages, up](Row row) { return directed(orderedKey(messages.rows[row].createdAt), up); }};
}

CompactTableModel::Arranging MessageTableModel::arranging(bool here)
{
    const std::shared_ptr<replica::MessageRows> source = m_messages.rows();
    const MessageSnapshot messages = source->snapshot();
    return [this, source, messages, choice = choice(messages, here), keys = keys(messages, here)]() -> Arranged {
        ShownRows rows;
        int missing = 0;
        for (Row row = 0; row < messages.size(); ++row)
            if (choice.matches(messages, row)) {
                rows.push_back(row);
                missing += didNotArrive(messages.stateOf(row)) ? 1 : 0;
            }
        RowSorting(messages.rows, keys).sort(rows);
        return {std::move(rows), [this, source, messages, missing] {
                    m_source = source;
                    m_asShown = messages;
                    m_missing = missing;
                }};
    };
}

std::function<bool(Row, Row)> MessageTableModel::standing() const
{
    if (isByNames() || m_source != m_messages.rows())
        return {};
    return [rows = &m_asShown.rows, keys = keys(m_asShown, true)](Row a, Row b) {
        return RowSorting(*rows, keys).stands(a, b);
    };
}

void MessageTableModel::retake(const std::vector<Row> &changed, columns::Bitmap &shown)
{
    const auto countShown = [&](int times) {
        for (const Row row : changed)
            if (shown.test(row) && didNotArrive(m_asShown.stateOf(row)))
                m_missing += times;
    };
    countShown(-1);
    m_asShown = m_source->snapshot();
    const MessageChoice wanted = choice(m_asShown, true);
    for (const Row row : changed)
        shown.assign(row, wanted.matches(m_asShown, row));
    countShown(1);
}

} // namespace pl::tables
