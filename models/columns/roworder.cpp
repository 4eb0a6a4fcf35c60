#include "models/columns/roworder.h"

#include "models/columns/leadrecord.h"
#include <limits>

namespace pl::columns {
namespace {

/// What people read, for numbers of the US; others go by their digits. Reading all as people do would take half a
/// minute for a million.
std::string_view phoneText(std::string_view phone, std::string &buffer)
{
    return makeUsPhone(buffer, phone) ? std::string_view(buffer) : phone;
}

/// As much of the record as holds everything up to the phone number; mostly that is in the memory that is fetched
/// first.
std::string_view recordFront(const LeadColumns &columns, Row row)
{
    constexpr std::size_t kEnough = 112;
    const std::string_view front = columns.texts().front(row, kEnough);
    const std::size_t parts = countLineFeeds(front.data(), front.data() + front.size());
    return parts > static_cast<std::size_t>(RecordPart::Phone) ? front : columns.record(row);
}

} // namespace

int RowOrder::compare(Row a, Row b) const
{
    if (!isByText()) {
        const qint64 one = number(a);
        const qint64 other = number(b);
        return (one > other) - (one < other);
    }
    std::string bufferA;
    std::string bufferB;
    return m_columns.collation().compare(text(a, bufferA), text(b, bufferB));
}

bool RowOrder::stands(Row a, Row b, bool ascending) const
{
    const int order = compare(a, b);
    // That column is compared with the newest first.
    return order == 0 ? isNewer(a, b) : (m_by == SortBy::Received) != ascending ? order < 0 : order > 0;
}

RowOrder::Place::Place(const RowOrder &order, Row row) : m_order(order), m_row(row)
{
    if (order.isByText())
        m_text = order.text(row, m_buffer);
    else
        m_number = order.number(row);
}

bool RowOrder::Place::isBehind(Row other) const
{
    if (m_order.isByText()) {
        const int order = m_order.columns().collation().compare(m_order.text(other, m_buffer), m_text);
        return order != 0 ? order < 0 : m_order.isNewer(other, m_row);
    }
    const qint64 number = m_order.number(other);
    return number != m_number ? number < m_number : m_order.isNewer(other, m_row);
}

bool RowOrder::isNewer(Row a, Row b) const
{
    const qint64 one = m_columns.createdAt(a).micros;
    const qint64 other = m_columns.createdAt(b).micros;
    return one != other ? one > other : m_columns.id(a) < m_columns.id(b);
}

std::string_view RowOrder::text(Row row, std::string &buffer) const
{
    const std::string_view record = recordFront(m_columns, row);
    if (m_by == SortBy::Customer)
        return shownName(record);
    return m_by == SortBy::Email ? shownEmail(record) : phoneText(partOf(record, RecordPart::Phone), buffer);
}

qint64 RowOrder::number(Row row) const
{
    const auto rank = [&](const ColumnDictionary &names, ColumnDictionary::Code code) {
        return names.ranks(m_columns.collation())[code];
    };
    switch (m_by) {
    case SortBy::Urgency:
        return static_cast<qint64>(m_columns.state(row).urgency());
    case SortBy::Status:
        return static_cast<qint64>(m_columns.state(row).status());
    case SortBy::Deadline:
        return m_columns.deadline(row).value_or(Timestamp{std::numeric_limits<qint64>::max()}).micros;
    case SortBy::Service:
        return rank(m_columns.services(), m_columns.serviceCode(row));
    case SortBy::Zip:
        return rank(m_columns.zips(), m_columns.zipCode(row));
    case SortBy::Plumber:
        return rank(m_columns.plumbers(), m_columns.plumberCode(row));
    case SortBy::Received:
        return -m_columns.createdAt(row).micros;
    case SortBy::Customer:
    case SortBy::Phone:
    case SortBy::Email:
    case SortBy::Count:
        break;
    }
    return 0;
}

} // namespace pl::columns
