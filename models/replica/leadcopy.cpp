#include "models/replica/leadcopy.h"

namespace pl::replica {

LeadCopy::LeadCopy(supabase::RestClient &client, SyncRound &round, std::function<EngineNames()> names, QObject *parent)
    : StoredTable(client, round, parent), m_maker(std::move(names), nullptr)
{
}

void LeadCopy::open(OfficeFile &file, const CopyBegin &begin)
{
    m_maker.open(file);
    openWith(file, {begin.leads, begin.newest});
}

void LeadCopy::close()
{
    m_maker.close();
    StoredTable::close();
    m_withdrawn.clear();
}

QList<Lead> LeadCopy::merge(const QList<Lead> &leads)
{
    const QList<Lead> news = StoredTable::merge(leads);
    if (std::any_of(news.cbegin(), news.cend(), disk::RowFields<Lead>::isErased))
        m_maker.remakeImage();
    rows()->columns.compact();
    return news;
}

LoadPace LeadCopy::paceFor(const OfficeFile &file) const
{
    LoadPace pace;
    pace.longestPause = std::chrono::seconds(5); // people wait for it
    if (!file.isOnDisk())
        pace.pagesOfBatch = 2; // while it writes to memory, nobody can read there
    return pace;
}

/// One that is withdrawn is news once, and then no longer there.
bool LeadCopy::put(const Lead &lead)
{
    if (m_withdrawn.contains(lead.id))
        return false;
    if (lead.withdrawnAt)
        m_withdrawn += lead.id;
    return StoredTable::put(lead);
}

void LeadCopy::make(OfficeFile &, bool isComplete, const Receive &receive)
{
    m_maker.make(isComplete, receive);
}

void LeadCopy::finish(columns::LeadEngine &engine)
{
    for (const QUuid &id : std::as_const(m_withdrawn))
        engine.columns.erase(id);
}

} // namespace pl::replica
