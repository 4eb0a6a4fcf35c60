#pragma once

#include "models/base/onresult.h"
#include "models/replica/tablereplica.h"

#include <QHash>

namespace pl::replica {

/// The rows of one table by their id. T is a row with id, version and updatedAt, its columns() and its fromJson().
template <class T>
class RowReplica : public TableReplica
{
public:
    /// Also while the first ones are on their way.
    qsizetype loadedSoFar() const { return m_rows.size(); }
    const QHash<QUuid, T> &rows() const { return m_rows; }
    /// There were older ones than the newest page.
    bool isCut() const { return m_isCut; }
    /// Null when it is not known. Valid until the event loop runs again.
    const T *row(const QUuid &id) const
    {
        const auto it = m_rows.constFind(id);
        return it == m_rows.cend() ? nullptr : &*it;
    }

    /// Puts a row that a write answered in, at once. An older version is ignored.
    void apply(const T &row)
    {
        // The cursor stays: a row of our own must not make the next round skip somebody else's older one.
        if (const QList<T> news = merge({row}); isLoaded() && !news.isEmpty())
            rowsReceived(news);
    }

protected:
    enum class First {
        Everything,
        NewestPage ///< one page of the newest rows, and what comes later
    };
    /// `client` must outlive the replica.
    RowReplica(supabase::RestClient &client, const QByteArray &table, First first,
               std::chrono::milliseconds pollInterval, QObject *parent)
        : TableReplica(pollInterval, parent), m_client(client), m_table(table), m_first(first)
    {
    }

    supabase::RestClient &client() { return m_client; }
    /// New or changed ones, after the first load.
    virtual void rowsReceived(const QList<T> &news) = 0;
    /// One that was not known before.
    virtual void rowIsNew(const T &) {}
    /// All of the table's news is there: what else belongs to a round.
    virtual void newsRead() { roundEnded({}); }

    void readNews(std::optional<Timestamp> since) override
    {
        if (!since && m_first == First::NewestPage)
            readNewest();
        else
            readPage(since, std::nullopt);
    }

private:
    supabase::Query rowsInOrder(const char *order) const
    {
        return supabase::Query(m_table).select(T::columns()).order(order).limit(supabase::kPageRows);
    }

    void readNewest()
    {
        onResult(this, m_client.select<T>(rowsInOrder("updated_at.desc,id.desc")),
                 [this](const Result<QList<T>> &rows) {
                     if (!rows)
                         return roundEnded(rows.error());
                     m_isCut = rows->size() == supabase::kPageRows;
                     take(*rows);
                     newsRead();
                 });
    }

    void readPage(std::optional<Timestamp> since, const std::optional<T> &last)
    {
        supabase::Query query = rowsInOrder("updated_at.asc,id.asc");
        if (last)
            query.after(last->updatedAt, last->id);
        else if (since)
            query.gte("updated_at", *since);
        onResult(this, m_client.select<T>(query), [this, since](const Result<QList<T>> &rows) {
            if (!rows)
                return roundEnded(rows.error());
            take(*rows);
            if (rows->size() == supabase::kPageRows)
                readPage(since, rows->last());
            else
                newsRead();
        });
    }

    void take(const QList<T> &rows)
    {
        for (const T &row : rows)
            seen(row.updatedAt, m_client.serverTime());
        const QList<T> news = merge(rows);
        if (!isLoaded())
            Q_EMIT stateChanged();
        else if (!news.isEmpty())
            rowsReceived(news);
    }

    /// Keeps what is newer than what is there; answers just that.
    QList<T> merge(const QList<T> &rows)
    {
        QList<T> news;
        for (const T &row : rows) {
            const auto it = m_rows.constFind(row.id);
            if (it != m_rows.cend() && it->version >= row.version)
                continue;
            if (it == m_rows.cend())
                rowIsNew(row);
            m_rows.insert(row.id, row);
            news += row;
        }
        return news;
    }

    supabase::RestClient &m_client;
    const QByteArray m_table;
    const First m_first;
    bool m_isCut = false;
    QHash<QUuid, T> m_rows;
};

} // namespace pl::replica
