#include "models/tables/viewcounts.h"

namespace pl::tables {

QHash<QUuid, int> ViewCounts::count(const QHash<QUuid, LeadFilter> &filters, Timestamp now)
{
    struct View
    {
        QUuid key;
        LeadFilter filter;
        std::shared_ptr<TextSearch> search;
        int count = 0;
    };
    QHash<QString, std::shared_ptr<TextSearch>> searches;
    std::vector<View> views;
    for (auto it = filters.cbegin(); it != filters.cend(); ++it) {
        auto search = m_searches.value(it->text);
        if (!search)
            search = std::make_shared<TextSearch>(it->text);
        searches.insert(it->text, search);
        views.push_back({it.key(), *it, search});
    }
    m_searches = searches;
    for (const Lead &lead : m_replica.leads())
        for (View &view : views)
            view.count += view.filter.matches(lead, m_replica, now, *view.search);
    QHash<QUuid, int> counts;
    for (const View &view : views)
        counts.insert(view.key, view.count);
    return counts;
}

} // namespace pl::tables
