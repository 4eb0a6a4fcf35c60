#include "models/tables/keptleads.h"

namespace pl::tables {

void KeptLeads::clear()
{
    m_ids.clear();
    m_noted.clear();
    m_places.clear();
    m_sections.clear();
}

void KeptLeads::note(const QUuid &lead, const columns::HeldPlace &place)
{
    m_noted.emplace(lead, place);
}

void KeptLeads::hold(const QUuid &lead)
{
    if (const auto noted = m_noted.find(lead); noted != m_noted.end())
        m_places.emplace(lead, noted->second);
}

const columns::HeldPlace *KeptLeads::place(const QUuid &lead) const
{
    const auto held = m_places.find(lead);
    return held == m_places.end() ? nullptr : &held->second;
}

void KeptLeads::holdIn(const QUuid &lead, const LeadGroup &section)
{
    if (!m_sections.contains(lead))
        m_sections.insert(lead, section);
}

} // namespace pl::tables
