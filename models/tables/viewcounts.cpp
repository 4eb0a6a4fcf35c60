#include "models/tables/viewcounts.h"

namespace pl::tables {

QHash<QUuid, int> ViewCounts::count(const QHash<QUuid, LeadFilter> &filters, Timestamp now)
{
    const std::shared_ptr<columns::LeadEngine> engine = m_replica.engine();
    for (const QUuid &key : engine->views.views())
        if (!filters.contains(key))
            engine->views.removeView(key);
    QHash<QUuid, int> counts;
    for (auto view = filters.cbegin(); view != filters.cend(); ++view) {
        engine->views.setView(view.key(), *view, view->query(), view->text);
        counts.insert(view.key(), engine->views.count(view.key(), now));
    }
    return counts;
}

} // namespace pl::tables
