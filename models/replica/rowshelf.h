#pragma once

#include "models/replica/leadsnapshot.h"

#include <QTimer>

#include <unordered_map>

namespace pl::replica {

/// Whole rows by their ids: those that the file doesn't have yet, those that were asked for a moment ago, and all
/// others from the file. T is Lead, Payment or Notification. For one thread with an event loop.
template <class T>
class RowShelf
{
public:
    RowShelf()
    {
        m_forget.setSingleShot(true);
        m_forget.setInterval(0); // whoever has a pointer may use it until then
        m_forget.callOnTimeout([this] { forgetOld(); });
    }

    /// From now on others are read from this copy.
    void open(const CopyPlace &place)
    {
        m_place = place;
        m_reader.reset();
    }
    /// Forgets everything, and lets the file go.
    void close()
    {
        open({});
        m_rows.clear();
    }

    /// Null when it isn't known, or was withdrawn. Valid until the event loop runs again.
    const T *row(const QUuid &id)
    {
        const auto known = m_rows.find(id);
        if (known == m_rows.end())
            return read(id);
        return isWithdrawn(known->second.row) ? nullptr : &known->second.row;
    }
    /// A version that is newer than the one that is known, and not in the file yet.
    void put(const T &row)
    {
        Kept &kept = m_rows[row.id];
        if (kept.row.id == row.id && kept.row.version > row.version)
            return;
        kept = {row, true};
        forgetSoon();
    }
    /// The file has these.
    void written(const QList<T> &rows)
    {
        for (const T &row : rows) {
            const auto known = m_rows.find(row.id);
            if (known != m_rows.end() && known->second.row.version <= row.version)
                known->second.isUnwritten = false;
        }
        forgetSoon();
    }
    QHash<QUuid, T> unwritten() const
    {
        QHash<QUuid, T> rows;
        for (const auto &[id, kept] : m_rows)
            if (kept.isUnwritten)
                rows.insert(id, kept.row);
        return rows;
    }
    /// Of the copy that others are read from.
    const CopyPlace &place() const { return m_place; }

private:
    static constexpr std::size_t kMaxKept = 2000; ///< of those that the file has

    struct Kept
    {
        T row;
        bool isUnwritten = false;
    };
    struct Hash
    {
        std::size_t operator()(const QUuid &id) const { return qHash(id); }
    };

    static bool isWithdrawn(const T &row)
    {
        if constexpr (requires { row.withdrawnAt; })
            return row.withdrawnAt.has_value();
        else
            return false;
    }
    /// What can't be read isn't known: it is there again after the next rows, or with a new copy.
    const T *read(const QUuid &id)
    {
        if (!m_reader && !m_place.path.isEmpty())
            if (auto opened = disk::ReplicaReader::open(m_place.path, m_place.key))
                m_reader = std::move(*opened);
        auto found = m_reader ? m_reader->row<T>(id) : Result<std::optional<T>>(std::nullopt);
        if (!found || !*found)
            return nullptr;
        forgetSoon();
        return &m_rows.insert_or_assign(id, Kept{**std::move(found), false}).first->second.row;
    }
    void forgetSoon()
    {
        if (m_rows.size() >= kMaxKept && !m_forget.isActive())
            m_forget.start();
    }
    void forgetOld()
    {
        std::erase_if(m_rows, [](const auto &entry) { return !entry.second.isUnwritten; });
    }

    CopyPlace m_place;
    std::unique_ptr<disk::ReplicaReader> m_reader;
    std::unordered_map<QUuid, Kept, Hash> m_rows;
    QTimer m_forget;
};

} // namespace pl::replica
