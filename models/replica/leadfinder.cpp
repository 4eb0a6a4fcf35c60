#include "models/replica/leadfinder.h"

#include <QSet>

#include <algorithm>

namespace pl::replica {

using columns::LeadColumns;
using columns::Row;

columns::ColumnSearch &LeadFinder::search(Where where) const
{
    const auto reach =
        where == Where::People ? columns::ColumnSearch::Reach::People : columns::ColumnSearch::Reach::PeopleAndZip;
    if (!m_search || m_engine != m_replica.engine() || m_search->reach() != reach) {
        m_search.reset();
        m_engine = m_replica.engine();
        m_search.emplace(m_engine->columns, reach);
    }
    return *m_search;
}

LeadFinder::Found LeadFinder::find(const QString &typed, Where where) const
{
    columns::ColumnSearch &columnSearch = search(where);
    columnSearch.setWords(SearchWords(typed));
    if (columnSearch.isEmpty())
        return {};
    const LeadColumns &leads = m_engine->columns;
    columns::Bitmap matching = leads.live();
    columnSearch.narrow(matching, Timestamp::now());
    matching.keepIf([&leads](Row row) { return !leads.state(row).isErased(); });
    Found found;
    found.count = qsizetype(matching.count());
    const std::size_t most = std::min<std::size_t>(kMostRows, matching.count());
    m_engine->orders.forEach(columns::SortBy::Received, false, [&](Row row) {
        if (found.rows.size() < most && matching.test(row))
            found.rows.push_back(row);
    });
    return found;
}

LeadFinder::Found LeadFinder::findAny(const QStringList &texts) const
{
    Found all;
    QSet<Row> known;
    for (const QString &text : texts) {
        const Found found = find(text);
        all.count += found.count - qsizetype(found.rows.size());
        for (const Row row : found.rows)
            if (!known.contains(row)) {
                known += row;
                all.rows.push_back(row);
            }
    }
    const LeadColumns &leads = m_replica.columns();
    std::sort(all.rows.begin(), all.rows.end(), [&leads](Row a, Row b) {
        return std::pair(leads.createdAt(b), leads.id(b)) < std::pair(leads.createdAt(a), leads.id(a));
    });
    all.count += qsizetype(all.rows.size());
    return all;
}

QList<QUuid> newestLeads(const OfficeReplica &replica, qsizetype most,
                         const std::function<bool(const LeadColumns &leads, Row row)> &wants)
{
    const LeadColumns &leads = replica.columns();
    QList<QUuid> ids;
    replica.engine()->orders.forEach(columns::SortBy::Received, false, [&](Row row) {
        if (ids.size() < most && (!wants || wants(leads, row)))
            ids += leads.id(row);
    });
    return ids;
}

} // namespace pl::replica
