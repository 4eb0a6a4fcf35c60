#pragma once

#include "models/tables/leadfilter.h"

namespace pl::tables {

/// How many leads each of several filters matches. The replica's engine keeps the counts: a filter is counted through
/// once, when it comes, and when time alone changes what it matches.
class ViewCounts
{
public:
    /// `replica` must outlive this. One of these to a replica.
    explicit ViewCounts(const replica::OfficeReplica &replica) : m_replica(replica) {}

    /// By the filters' own keys.
    QHash<QUuid, int> count(const QHash<QUuid, LeadFilter> &filters, Timestamp now);

private:
    const replica::OfficeReplica &m_replica;
};

} // namespace pl::tables
