#pragma once

#include "models/columns/heldplace.h"
#include "models/tables/leadgroups.h"

namespace pl::tables {

/// The leads that a person is working on, and where they were: their rows stay in the table, whatever becomes of them.
class KeptLeads
{
public:
    const QSet<QUuid> &ids() const { return m_ids; }
    bool isEmpty() const { return m_ids.isEmpty(); }
    void add(const QUuid &lead) { m_ids.insert(lead); }
    void remove(const QUuid &lead) { m_ids.remove(lead); }
    void clear();

    /// Where a kept row stands, before it changes. Only the first since settle() counts.
    void note(const QUuid &lead, const columns::HeldPlace &place);
    /// The row stays where it was noted, or where it is held already.
    void hold(const QUuid &lead);
    /// The row goes where it belongs.
    void free(const QUuid &lead) { m_places.erase(lead); }
    void freeAll() { m_places.clear(); }
    /// The table shows what was noted.
    void settle() { m_noted.clear(); }
    /// Null when it isn't held.
    const columns::HeldPlace *place(const QUuid &lead) const;

    /// The section in which the row stays; the first counts until it leaves.
    void holdIn(const QUuid &lead, const LeadGroup &section);
    void leaveSection(const QUuid &lead) { m_sections.remove(lead); }
    void leaveSections() { m_sections.clear(); }
    const QHash<QUuid, LeadGroup> &sections() const { return m_sections; }

private:
    QSet<QUuid> m_ids;
    std::map<QUuid, columns::HeldPlace> m_noted;
    std::map<QUuid, columns::HeldPlace> m_places; ///< of rows that no longer match
    QHash<QUuid, LeadGroup> m_sections;
};

} // namespace pl::tables
