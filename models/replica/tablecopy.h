#pragma once

#include "models/replica/tablefeed.h"

#include <QHash>
#include <QSet>

namespace pl::replica {

/// The rows of one table by their id, each in the newest version that came. T is what TableFeed wants, with a version.
template <class T>
class TableCopy
{
public:
    using Take = typename TableFeed<T>::Take;
    using Narrow = typename TableFeed<T>::Narrow;
    /// `client` must outlive the copy. `opening`: which rows are read first, instead of all.
    TableCopy(supabase::RestClient &client, const QByteArray &table, Narrow opening = {})
        : m_feed(client, table), m_opening(std::move(opening))
    {
    }

    const QHash<QUuid, T> &rows() const { return m_rows; }
    /// Null when it is not known. Valid until the event loop runs again.
    const T *row(const QUuid &id) const
    {
        const auto it = m_rows.constFind(id);
        return it == m_rows.cend() ? nullptr : &*it;
    }

    /// Keeps what is newer than what is there; answers just that. The cursor stays: a row of our own must not make the
    /// next round skip somebody else's older one.
    ///
    /// A row that is withdrawn is news once, and is then no longer there.
    QList<T> merge(const QList<T> &rows)
    {
        QList<T> news;
        for (const T &row : rows) {
            const T *known = this->row(row.id);
            if (m_withdrawn.contains(row.id) || (known && known->version >= row.version))
                continue;
            if (!isWithdrawn(row)) {
                m_rows.insert(row.id, row);
                news += row;
                continue;
            }
            m_withdrawn += row.id;
            if (m_rows.remove(row.id))
                news += row;
        }
        return news;
    }
    /// Reads all of it, or what is new since it was last read to the end. What merge() keeps of each page goes to
    /// `changed`.
    void read(SyncRound &round, Take changed, std::function<void()> then)
    {
        // None also for a table that was empty so far.
        const auto since = m_isComplete ? m_feed.since() : std::nullopt;
        const auto take = [this, changed = std::move(changed)](const QList<T> &rows) { changed(merge(rows)); };
        const auto complete = [this, &round, then = std::move(then)] {
            m_isComplete = true;
            m_feed.settle(round);
            then();
        };
        m_feed.read(round, since, take, complete, since ? Narrow() : m_opening);
    }
    void clear()
    {
        m_rows.clear();
        m_withdrawn.clear();
        m_feed.forget();
        m_isComplete = false;
    }

private:
    static bool isWithdrawn(const T &row)
    {
        if constexpr (requires { row.withdrawnAt; })
            return row.withdrawnAt.has_value();
        else
            return false;
    }

    TableFeed<T> m_feed;
    const Narrow m_opening;
    bool m_isComplete = false; ///< read to the end once
    QHash<QUuid, T> m_rows;
    QSet<QUuid> m_withdrawn; ///< an older version of one, come late, must not bring it back
};

} // namespace pl::replica
