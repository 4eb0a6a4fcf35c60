#include "models/columns/roworder.h"

#include "models/columns/leadrecord.h"
#include "models/domain/contactfields.h"

#include <limits>

namespace pl::columns {
namespace {

constexpr std::string_view kUsCode = "+1";
constexpr std::size_t kUsLength = 12;

bool isUsNumber(std::string_view phone)
{
    return phone.size() == kUsLength && phone.substr(0, 2) == kUsCode && phone[2] >= '2' && phone[2] <= '9' &&
           phone.find_first_not_of("0123456789", 2) == std::string_view::npos;
}

/// phoneForPeople() takes some µs, which a million numbers can't wait for; this is what it makes of a US number.
std::string_view shownPhone(std::string_view phone, std::string &buffer)
{
    if (isUsNumber(phone)) {
        buffer.assign(1, '(').append(phone.substr(2, 3)).append(") ").append(phone.substr(5, 3));
        buffer.append(1, '-').append(phone.substr(8));
    } else {
        buffer =
            phone.empty()
                ? std::string()
                : phoneForPeople(QString::fromUtf8(phone.data(), static_cast<qsizetype>(phone.size()))).toStdString();
    }
    return buffer;
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

bool RowOrder::isNewer(Row a, Row b) const
{
    const qint64 one = m_columns.createdAt(a).micros;
    const qint64 other = m_columns.createdAt(b).micros;
    return one != other ? one > other : m_columns.id(a) < m_columns.id(b);
}

std::string_view RowOrder::text(Row row, std::string &buffer) const
{
    const std::string_view record = m_columns.record(row);
    if (m_by == SortBy::Customer)
        return shownName(record);
    return m_by == SortBy::Email ? shownEmail(record) : shownPhone(partOf(record, RecordPart::Phone), buffer);
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
