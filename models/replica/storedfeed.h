#pragma once

#include "models/disk/pagereader.h"
#include "models/disk/replicastore.h"
#include "models/replica/loadstate.h"
#include "models/replica/tablefeed.h"

namespace pl::replica {

/// Follows a table whose first copy is on disk, or on its way there (FirstLoad): reads what changed behind the place
/// that is kept there, hands it on, and keeps rows and place. A round that breaks off leaves the place where it was on
/// disk, and so does everything before the first copy is complete. T is Lead, Plumber, Payment or Notification. Lives
/// on the client's thread.
template <class T>
class StoredFeed
{
public:
    using Take = typename TableFeed<T>::Take;
    using Then = typename TableFeed<T>::Then;

    /// Both must outlive the feed. `state`: FirstLoad's, as it began or ended, or what an earlier run noted.
    StoredFeed(supabase::RestClient &client, disk::ReplicaStore &store, const LoadState &state, const SyncRound &round)
        : m_feed(client, table()), m_store(store), m_state(state)
    {
        m_feed.ask = [&client](const supabase::Query &query) { return askFor(client, query); };
        m_feed.resume(state.since, round);
    }

    /// Called with rows that are to be written, instead of giving them to the store.
    std::function<void(const QList<T> &rows, const disk::Notes &notes)> keep;
    /// The first copy is complete: from now on the place is kept, too.
    void complete(const LoadState &state) { m_state = state; }

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

private:
    static constexpr qint64 kNoteEverySeconds = 60;

    static QByteArray table() { return disk::RowFields<T>::kTable; }
    static QFuture<Result<QList<T>>> askFor(supabase::RestClient &client, const supabase::Query &query)
    {
        return client.send({"GET", query.target(), {{"Accept", "application/json"}}}, true)
            .then([](const Result<supabase::HttpResponse> &answer) -> Result<QList<T>> {
                if (!answer)
                    return answer.error();
                if (answer->status >= 300)
                    return supabase::errorFromResponse(*answer);
                return disk::readPage<T>(answer->body);
            });
    }

    /// The place is written with the rows; without rows only now and then, since reading a minute more costs little.
    void write()
    {
        const Timestamp since = m_feed.since().value_or(m_state.since);
        const bool isTold = m_state.isComplete() && m_state.since.secondsTo(since) >= kNoteEverySeconds;
        if (m_unwritten.isEmpty() && !isTold)
            return;
        disk::Notes notes;
        if (m_state.isComplete()) {
            m_state.since = since;
            notes.insert(LoadState::nameFor(table()), m_state.toNote());
        }
        const QList<T> rows = std::exchange(m_unwritten, {});
        if (keep)
            keep(rows, notes);
        else
            (void)m_store.store(rows, notes);
    }

    TableFeed<T> m_feed;
    disk::ReplicaStore &m_store;
    LoadState m_state;
    QList<T> m_unwritten;
};

} // namespace pl::replica
