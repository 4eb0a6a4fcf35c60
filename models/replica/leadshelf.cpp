#include "models/replica/leadshelf.h"

namespace pl::replica {
namespace {

constexpr std::size_t kMaxKept = 2000; ///< of those that the file has

} // namespace

LeadShelf::LeadShelf()
{
    m_forget.setSingleShot(true);
    m_forget.setInterval(0); // whoever has a pointer may use it until then
    m_forget.callOnTimeout([this] { forgetOld(); });
}

void LeadShelf::open(const CopyPlace &place)
{
    m_place = place;
    m_reader.reset();
}

void LeadShelf::close()
{
    open({});
    m_leads.clear();
}

const Lead *LeadShelf::lead(const QUuid &id)
{
    const auto known = m_leads.find(id);
    if (known == m_leads.end())
        return readLead(id);
    return known->second.lead.withdrawnAt ? nullptr : &known->second.lead;
}

/// What can't be read isn't known: it is there again after the next rows, or with a new copy.
const Lead *LeadShelf::readLead(const QUuid &id)
{
    if (!m_reader && !m_place.path.isEmpty())
        if (auto opened = disk::ReplicaReader::open(m_place.path, m_place.key))
            m_reader = std::move(*opened);
    auto read = m_reader ? m_reader->row<Lead>(id) : Result<std::optional<Lead>>(std::nullopt);
    if (!read || !*read)
        return nullptr;
    if (m_leads.size() >= kMaxKept && !m_forget.isActive())
        m_forget.start();
    return &m_leads.insert_or_assign(id, Kept{**std::move(read), false}).first->second.lead;
}

void LeadShelf::put(const Lead &lead)
{
    Kept &kept = m_leads[lead.id];
    if (kept.lead.id == lead.id && kept.lead.version > lead.version)
        return;
    kept = {lead, true};
    if (m_leads.size() >= kMaxKept && !m_forget.isActive())
        m_forget.start();
}

void LeadShelf::written(const QList<Lead> &leads)
{
    for (const Lead &lead : leads) {
        const auto known = m_leads.find(lead.id);
        if (known != m_leads.end() && known->second.lead.version <= lead.version)
            known->second.isUnwritten = false;
    }
    if (m_leads.size() >= kMaxKept && !m_forget.isActive())
        m_forget.start();
}

QHash<QUuid, Lead> LeadShelf::unwritten() const
{
    QHash<QUuid, Lead> leads;
    for (const auto &[id, kept] : m_leads)
        if (kept.isUnwritten)
            leads.insert(id, kept.lead);
    return leads;
}

void LeadShelf::forgetOld()
{
    std::erase_if(m_leads, [](const auto &entry) { return !entry.second.isUnwritten; });
}

} // namespace pl::replica
