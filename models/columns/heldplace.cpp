#include "models/columns/heldplace.h"

namespace pl::columns {
namespace {

/// What rows of a dictionary's column are sorted by.
std::string_view nameOf(const LeadColumns &columns, SortBy by, Row row)
{
    if (by == SortBy::Service)
        return columns.services().name(columns.serviceCode(row));
    return by == SortBy::Zip ? columns.zips().name(columns.zipCode(row))
                             : columns.plumbers().name(columns.plumberCode(row));
}

} // namespace

HeldPlace::HeldPlace(const LeadColumns &columns, SortBy by, Row row)
    : m_by(by), m_created(columns.createdAt(row)), m_id(columns.id(row))
{
    std::string buffer;
    const RowOrder order(columns, by);
    if (order.isByText())
        m_text = order.text(row, buffer);
    else if (isByName())
        m_text = nameOf(columns, by, row);
    else
        m_number = order.number(row);
}

bool HeldPlace::isByName() const
{
    return m_by == SortBy::Service || m_by == SortBy::Zip || m_by == SortBy::Plumber;
}

/// Less than 0: the row has less.
int HeldPlace::compare(const LeadColumns &columns, Row other) const
{
    std::string buffer;
    const RowOrder order(columns, m_by);
    if (order.isByText())
        return columns.collation().compare(order.text(other, buffer), m_text);
    if (isByName())
        return columns.collation().compare(nameOf(columns, m_by, other), m_text);
    const qint64 number = order.number(other);
    return (number > m_number) - (number < m_number);
}

bool HeldPlace::isBehind(int order, Timestamp created, const QUuid &id, bool ascending) const
{
    if (order != 0)
        return (m_by == SortBy::Received) != ascending ? order < 0 : order > 0;
    return created != m_created ? created > m_created : id < m_id;
}

bool HeldPlace::isBehind(const LeadColumns &columns, Row other, bool ascending) const
{
    return isBehind(compare(columns, other), columns.createdAt(other), columns.id(other), ascending);
}

bool HeldPlace::stands(const LeadColumns &columns, const HeldPlace &other, bool ascending) const
{
    const int byText = columns.collation().compare(m_text, other.m_text);
    const int order = byText != 0 ? byText : (m_number > other.m_number) - (m_number < other.m_number);
    return other.isBehind(order, m_created, m_id, ascending);
}

} // namespace pl::columns
