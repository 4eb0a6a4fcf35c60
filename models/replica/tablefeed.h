#pragma once

#include "models/replica/synccursor.h"
#include "models/replica/syncround.h"
#include "models/supabase/restclient.h"

namespace pl::replica {

/// Reads a table in the order (updated_at, id), page by page, and remembers up to where. T is a row with id and
/// updatedAt, its columns() and its fromJson().
template <class T>
class TableFeed
{
public:
    using Take = std::function<void(const QList<T> &)>;
    using Then = std::function<void()>;
    /// Adds conditions to a query.
    using Narrow = std::function<void(supabase::Query &)>;

    /// `client` must outlive the feed.
    TableFeed(supabase::RestClient &client, const QByteArray &table)
        : ask([&client](const supabase::Query &query) { return client.select<T>(query); })
        , m_client(client)
        , m_table(table)
    {
    }

    /// Reads the rows of a query. Another one may do it in less time.
    std::function<QFuture<Result<QList<T>>>(const supabase::Query &query)> ask;

    /// Where the next read() begins that is to miss nothing; none: nothing was read yet.
    std::optional<Timestamp> since() const { return m_cursor.since(); }
    /// Hands each page of the rows since then, or of all rows, to `take`; calls `then` after the last one. `narrow`:
    /// only some of them.
    void read(SyncRound &round, std::optional<Timestamp> since, const Take &take, const Then &then,
              const Narrow &narrow = {})
    {
        supabase::Query query = rowsInOrder("updated_at.asc,id.asc", narrow);
        if (since)
            query.gte("updated_at", *since);
        readPage(round, query, take,
                 [=, this, &round](const QList<T> &rows) { readOn(round, rows, take, then, narrow); });
    }
    /// All that had changed up to the beginning of this round has been read.
    void settle(const SyncRound &round) { m_cursor.settle(round.began()); }
    void forget() { m_cursor = {}; }
    /// Goes on from a `since()` that was kept.
    void resume(Timestamp since, const SyncRound &round) { m_cursor = SyncCursor::resumed(since, round.now()); }

private:
    supabase::Query rowsInOrder(const char *order, const Narrow &narrow = {}) const
    {
        supabase::Query query = supabase::Query(m_table).select(T::columns()).order(order).limit(supabase::kPageRows);
        if (narrow)
            narrow(query);
        return query;
    }

    void readPage(SyncRound &round, const supabase::Query &query, const Take &take, const Take &next)
    {
        round.receive(ask(query), [=, this, &round](const QList<T> &rows) {
            for (const T &row : rows)
                m_cursor.advance(row.updatedAt, m_client.serverTime(), round.now());
            const int number = round.number();
            take(rows);
            if (number == round.number()) // whoever took them may want no more
                next(rows);
        });
    }

    void readOn(SyncRound &round, const QList<T> &rows, const Take &take, const Then &then, const Narrow &narrow)
    {
        if (rows.size() < supabase::kPageRows)
            return then();
        supabase::Query query = rowsInOrder("updated_at.asc,id.asc", narrow);
        query.after(rows.last().updatedAt, rows.last().id);
        readPage(round, query, take,
                 [=, this, &round](const QList<T> &more) { readOn(round, more, take, then, narrow); });
    }

    supabase::RestClient &m_client;
    const QByteArray m_table;
    SyncCursor m_cursor;
};

} // namespace pl::replica
