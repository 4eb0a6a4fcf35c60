#pragma once

#include "models/columns/leadengine.h"

#include <QUuid>

#include <functional>
#include <memory>
#include <vector>

namespace pl::tables {

/// Holds the engine of a replica for as long as somebody watches its columns, also when the replica has another one
/// already.
class WatchedEngine
{
public:
    /// `watcher` outlives this.
    WatchedEngine(columns::ColumnWatcher &watcher, std::shared_ptr<columns::LeadEngine> engine);
    ~WatchedEngine();
    WatchedEngine(const WatchedEngine &) = delete;
    WatchedEngine &operator=(const WatchedEngine &) = delete;

    /// Watches another one from now on.
    void put(std::shared_ptr<columns::LeadEngine> engine);
    columns::LeadEngine *operator->() const { return m_engine.get(); }
    columns::LeadEngine &operator*() const { return *m_engine; }

private:
    columns::ColumnWatcher &m_watcher;
    std::shared_ptr<columns::LeadEngine> m_engine;
};

/// Which rows of the columns have changed, and which lead each of them was at first.
class RowChanges
{
public:
    /// Before a row changes, and when it is a new one.
    void note(columns::Row row, const QUuid &was);
    void clear();
    bool isEmpty() const { return m_changes.empty(); }

    /// Each once, in ascending order.
    std::vector<columns::Row> rows() const;
    /// Calls `use(row, was)` for each row that is another lead now, or none.
    void forEachOther(const columns::LeadColumns &leads,
                      const std::function<void(columns::Row, const QUuid &)> &use) const;

private:
    struct Change
    {
        columns::Row row;
        QUuid was;
    };
    void settle() const;

    mutable std::vector<Change> m_changes;
    mutable std::size_t m_settled = 0; ///< of these are in order, each row once
};

} // namespace pl::tables
