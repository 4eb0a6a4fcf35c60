#include "models/tables/rowchanges.h"

#include <algorithm>

namespace pl::tables {

using columns::Row;

WatchedEngine::WatchedEngine(columns::ColumnWatcher &watcher, std::shared_ptr<columns::LeadEngine> engine)
    : m_watcher(watcher), m_engine(std::move(engine))
{
    m_engine->columns.watch(&m_watcher);
}

WatchedEngine::~WatchedEngine()
{
    m_engine->columns.unwatch(&m_watcher);
}

void WatchedEngine::put(std::shared_ptr<columns::LeadEngine> engine)
{
    m_engine->columns.unwatch(&m_watcher);
    m_engine = std::move(engine);
    m_engine->columns.watch(&m_watcher);
}

void RowChanges::note(Row row, const QUuid &was)
{
    m_changes.push_back({row, was});
}

void RowChanges::clear()
{
    m_changes.clear();
    m_settled = 0;
}

/// What a row was at first comes first.
void RowChanges::settle() const
{
    if (m_settled == m_changes.size())
        return;
    const auto isLess = [](const Change &a, const Change &b) { return a.row < b.row; };
    const auto isSame = [](const Change &a, const Change &b) { return a.row == b.row; };
    std::stable_sort(m_changes.begin(), m_changes.end(), isLess);
    m_changes.erase(std::unique(m_changes.begin(), m_changes.end(), isSame), m_changes.end());
    m_settled = m_changes.size();
}

std::vector<Row> RowChanges::rows() const
{
    settle();
    std::vector<Row> rows;
    rows.reserve(m_changes.size());
    for (const Change &change : m_changes)
        rows.push_back(change.row);
    return rows;
}

void RowChanges::forEachOther(const columns::LeadColumns &leads,
                              const std::function<void(Row, const QUuid &)> &use) const
{
    settle();
    for (const Change &change : m_changes)
        if (leads.id(change.row) != change.was)
            use(change.row, change.was);
}

} // namespace pl::tables
