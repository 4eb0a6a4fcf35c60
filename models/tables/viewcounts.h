#pragma once

#include "models/tables/leadfilter.h"

#include <memory>

namespace pl::tables {

/// How many leads each of several filters matches, in one pass over the leads. Keeps the folded texts of leads from one
/// pass to the next for filters with a text.
class ViewCounts
{
public:
    /// `replica` must outlive this.
    explicit ViewCounts(const replica::OfficeReplica &replica) : m_replica(replica) {}

    /// By the filters' own keys.
    QHash<QUuid, int> count(const QHash<QUuid, LeadFilter> &filters, Timestamp now);
    /// Forgets texts: for another office's leads.
    void clear() { m_searches.clear(); }

private:
    const replica::OfficeReplica &m_replica;
    QHash<QString, std::shared_ptr<TextSearch>> m_searches; ///< by what is searched
};

} // namespace pl::tables
