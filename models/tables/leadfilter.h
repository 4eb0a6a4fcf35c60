#pragma once

#include "models/columns/columnfilter.h"
#include "models/columns/searchquery.h"
#include "models/replica/officereplica.h"

#include <memory>

namespace pl::tables {

class LeadSearch;

/// Which leads a table shows. An empty set, list or text means "any".
struct LeadFilter : columns::ColumnFilter
{
    /// A search, as columns::SearchQuery reads it in English: words of name, phone, e-mail, service, address, plumber,
    /// description, answers or origin, and terms like "status:new".
    QString text;

    bool operator==(const LeadFilter &) const = default;
    bool isEmpty() const { return *this == LeadFilter{}; }
    columns::SearchQuery query() const { return columns::SearchQuery(text); }
    /// Of one lead, whether the replica has it or not.
    bool matches(const Lead &lead, const replica::OfficeReplica &replica, Timestamp now) const;
    /// The same for several leads: `search` looks for `text`.
    bool matches(const Lead &lead, const replica::OfficeReplica &replica, Timestamp now,
                 const LeadSearch &search) const;

private:
    bool matchesState(const Lead &lead) const;
    bool matchesOrigin(const Lead &lead) const;
};

/// Looks for a text in leads one by one: for those that are not in columns. Making it takes much longer than asking it.
class LeadSearch
{
public:
    explicit LeadSearch(const QString &text);
    ~LeadSearch();

    bool isEmpty() const { return !m_one; }
    bool finds(const Lead &lead, const replica::OfficeReplica &replica, Timestamp now) const;

private:
    struct One;
    std::unique_ptr<One> m_one; ///< null: finds everything
};

/// The replica's leads that the filter lets through, the newest first. A million takes as long as for a table.
QList<QUuid> leadsMatching(const replica::OfficeReplica &replica, const LeadFilter &filter, Timestamp now);

} // namespace pl::tables
