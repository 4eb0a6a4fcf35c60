#pragma once

#include "models/columns/roworder.h"

namespace pl::columns {

/// Where a row stood in the order of one column when this was made, whatever becomes of the row.
class HeldPlace
{
public:
    HeldPlace(const LeadColumns &columns, SortBy by, Row row);

    /// Whether a row, as it is now, stands before it.
    bool isBehind(const LeadColumns &columns, Row other, bool ascending) const;
    /// Whether this stands before another place in the same column.
    bool stands(const LeadColumns &columns, const HeldPlace &other, bool ascending) const;

private:
    bool isByName() const;
    /// Whether `other` comes first.
    bool isBehind(int order, Timestamp created, const QUuid &id, bool ascending) const;
    int compare(const LeadColumns &columns, Row other) const;

    SortBy m_by;
    qint64 m_number = 0;
    std::string m_text; ///< not a rank among names, which others change
    Timestamp m_created;
    QUuid m_id;
};

} // namespace pl::columns
