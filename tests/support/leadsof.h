#pragma once

#include "models/replica/officereplica.h"

namespace pl::test {

/// All leads that a replica shows, whole, in any order.
inline QList<Lead> leadsOf(const replica::OfficeReplica &replica)
{
    QList<Lead> leads;
    replica.columns().live().forEach([&](columns::Row row) {
        if (const Lead *lead = replica.lead(replica.columns().id(row)))
            leads += *lead;
    });
    return leads;
}

} // namespace pl::test
