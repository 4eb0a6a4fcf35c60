#pragma once

#include "models/disk/replicastore.h"
#include "models/replica/loadstate.h"
#include "models/replica/tablefeed.h"

namespace pl::replica {

/// Follows a table whose first copy is on disk (FirstLoad): reads what changed behind the place that is kept there,
/// hands it on, and keeps rows and place. A round that breaks off leaves the place where it was on disk. T is Lead,
/// Plumber, Payment or Notification. Lives on the client's thread.
template <class T>
class StoredFeed
{
public:
    using Take = typename TableFeed<T>::Take;
    using Then = typename TableFeed<T>::Then;

    /// Both must outlive the feed. `state` is complete: FirstLoad's result, or what an earlier run noted.
    StoredFeed(supabase::RestClient &client, disk::ReplicaStore &store, const LoadState &state, const SyncRound &round)
        : m_feed(client, table()), m_store(store), m_state(state)
    {
        m_feed.resume(state.since, round);
    }

    /// Hands each page of what changed to `changed`, at once; some rows come again. Calls `then` after the last page.
    void read(SyncRound &round, const Take &changed, const Then &then)
    {
        const auto take = [this, changed](const QList<T> &rows) {
            m_unwritten += rows;
            changed(rows);
        };
        m_feed.read(round, m_feed.since(), take, [this, &round, then] {
            m_feed.settle(round);
            write();
            then();
        });
    }
    /// Keeps a row that this window's own write answered with, without waiting for the next round.
    void keep(const T &row) { (void)m_store.store(QList<T>{row}); }

private:
    static constexpr qint64 kNoteEverySeconds = 60;

    static QByteArray table() { return disk::RowFields<T>::kTable; }

    /// The place is written with the rows; without rows only now and then, since reading a minute more costs little.
    void write()
    {
        const Timestamp since = m_feed.since().value_or(m_state.since);
        if (m_unwritten.isEmpty() && m_state.since.secondsTo(since) < kNoteEverySeconds)
            return;
        m_state.since = since;
        (void)m_store.store(std::exchange(m_unwritten, {}), {{LoadState::nameFor(table()), m_state.toNote()}});
    }

    TableFeed<T> m_feed;
    disk::ReplicaStore &m_store;
    LoadState m_state;
    QList<T> m_unwritten;
};

} // namespace pl::replica
