#include "models/columns/viewtally.h"

namespace pl::columns {

ViewTally::ViewTally(LeadColumns &columns) : m_columns(columns)
{
    columns.watch(this);
}

ViewTally::~ViewTally()
{
    m_columns.unwatch(this);
}

void ViewTally::setView(const QUuid &key, const ColumnFilter &filter, const SearchQuery &search, const QString &typed)
{
    if (const auto known = m_views.find(key);
        known != m_views.end() && known->second.filter == filter && known->second.typed == typed)
        return;
    m_views.erase(key);
    const auto added =
        m_views.emplace(key, View{filter, typed, FilterRun(m_columns, filter), ColumnSearch(m_columns)}).first;
    added->second.search.setQuery(search);
}

QList<QUuid> ViewTally::views() const
{
    QList<QUuid> keys;
    for (const auto &[key, view] : m_views)
        keys += key;
    return keys;
}

bool ViewTally::isOutdated()
{
    const bool sameNames = std::exchange(m_namesRevision, m_columns.namesRevision()) == m_columns.namesRevision();
    return std::exchange(m_minutes, m_columns.minutes()) != m_columns.minutes() || !sameNames;
}

int ViewTally::count(const QUuid &key, Timestamp now)
{
    if (isOutdated())
        for (auto &[id, view] : m_views)
            view.isCounted = false;
    const auto known = m_views.find(key);
    if (known == m_views.end())
        return 0;
    View &view = known->second;
    // A clock that is set back takes time back, too.
    const bool isTimed = view.run.changesInTime() || view.search.changesInTime();
    if (!view.isCounted || (isTimed && (now < view.asOf || (view.next && *view.next <= now))))
        countAll(view, now);
    return view.sum;
}

void ViewTally::countAll(View &view, Timestamp now)
{
    Bitmap rows = m_columns.live();
    view.run.narrow(rows, now);
    view.search.narrow(rows, now);
    view.search.forget(); // nobody types there
    view.sum = static_cast<int>(rows.count());
    view.isCounted = true;
    view.asOf = now;
    view.next.reset();
    if (view.run.changesInTime() || view.search.changesInTime())
        m_columns.live().forEach([&](Row row) { expect(view, row); });
}

/// Remembers when time changes whether the row counts.
void ViewTally::expect(View &view, Row row)
{
    for (const auto &at : {view.run.nextChange(row, view.asOf), view.search.nextChange(row, view.asOf)})
        if (at && (!view.next || *at < *view.next))
            view.next = at;
}

void ViewTally::leaving(Row row)
{
    for (auto &[key, view] : m_views)
        if (view.isCounted)
            view.sum -= view.matches(row);
}

void ViewTally::arrived(Row row)
{
    for (auto &[key, view] : m_views)
        if (view.isCounted) {
            view.sum += view.matches(row);
            expect(view, row);
        }
}

} // namespace pl::columns
