#pragma once

#include "models/replica/rowshelf.h"

namespace pl::replica {

/// Whole leads, with a snapshot of all of them.
class LeadShelf : public RowShelf<Lead>
{
public:
    const Lead *lead(const QUuid &id) { return row(id); }
    LeadSnapshot snapshot() const { return {place(), unwritten()}; }
};

} // namespace pl::replica
