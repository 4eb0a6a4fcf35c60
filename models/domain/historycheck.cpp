#include "models/domain/historycheck.h"

namespace pl {

HistoryFault HistoryCheck::add(const HistoryLine &line)
{
    if (m_leads == 0 || line.leadId != m_lead) {
        m_lead = line.leadId;
        m_sequence = 0;
        m_hash = historyStart(line.leadId);
        ++m_leads;
    }
    ++m_lines;
    const HistoryFault fault = faultOf(line);
    m_faults += fault == HistoryFault::None ? 0 : 1;
    if (fault == HistoryFault::NotSealed)
        return fault;
    m_sequence = line.sequence;
    m_hash = line.hash;
    return fault;
}

HistoryFault HistoryCheck::faultOf(const HistoryLine &line) const
{
    if (line.sequence == 0 || line.hash.isEmpty())
        return HistoryFault::NotSealed;
    if (line.sequence != m_sequence + 1)
        return HistoryFault::LineMissing;
    if (line.previousHash != m_hash)
        return HistoryFault::OrderBroken;
    if (line.hash != historyHash(line))
        return HistoryFault::LineAltered;
    const bool hasWords = line.note || line.detail;
    if (hasWords && line.textHash != historyTextHash(line))
        return HistoryFault::TextAltered;
    return HistoryFault::None;
}

} // namespace pl
