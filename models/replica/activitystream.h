#pragma once

#include "models/replica/activityfilter.h"
#include "models/replica/activityline.h"
#include "models/supabase/restclient.h"

#include <QHash>

#include <deque>

namespace pl::replica {

/// One of the two tables whose lines the feed merges, read from its end backward, and what was read but can't be shown
/// yet, because the other may still give something newer.
class ActivityStream
{
public:
    enum class Table { Leads, Office };
    explicit ActivityStream(Table table) : m_table(table) {}

    void reset(const ActivityFilter &filter);
    /// Of a stream that isn't, nothing needs to be read.
    bool isWanted() const { return m_isWanted; }
    bool isAtEnd() const { return m_isAtEnd; }
    /// Nothing waits, and there may be more.
    bool isHungry() const { return m_waiting.empty() && !m_isAtEnd; }
    /// The page behind what was read.
    supabase::Query older(int rows) const;
    /// What is newer than anything that was read, and the minute before it: a transaction may end after one that began
    /// behind it.
    supabase::Query newer(int rows) const;
    /// Takes the rows of older() in; `rows` is how many were asked for.
    void takeOlder(const nlohmann::json &answered, int rows);
    /// Takes those of newer() in that older() will not bring. False when there may be others between them and what was
    /// read before: start over.
    bool takeNewer(const nlohmann::json &answered, int rows, const QHash<QUuid, ActivityLine> &shown);

    const ActivityLine *front() const { return m_waiting.empty() ? nullptr : &m_waiting.front(); }
    ActivityLine takeFront();
    /// Whether all of its lines that are newer than `line` were read.
    bool isReadUpTo(const ActivityLine &line) const;

    /// The lines of an answer, without those that only a newer program understands.
    static QList<ActivityLine> linesOf(Table table, const nlohmann::json &rows);
    /// Of all columns that the lines need, the newest first.
    static supabase::Query query(Table table, int rows);

private:
    struct Place
    {
        Timestamp at;
        qint64 number = 0;
        // NOLINTNEXTLINE(modernize-use-nullptr): in code that the compiler generates
        auto operator<=>(const Place &) const = default;
    };
    static Place placeOf(const ActivityLine &line) { return {line.at, line.number()}; }
    static std::optional<Place> lastPlace(const nlohmann::json &rows);
    supabase::Query narrowed(int rows) const;
    void take(const ActivityLine &line, const std::deque<ActivityLine>::iterator &place);
    bool isKnown(const ActivityLine &line, const QHash<QUuid, ActivityLine> &shown) const;
    bool leavesGap(const nlohmann::json &answered, int rows, const QHash<QUuid, ActivityLine> &shown) const;

    const Table m_table;
    ActivityFilter m_filter;
    std::deque<ActivityLine> m_waiting; ///< the newest first
    std::optional<Place> m_end;         ///< of the oldest row that was read
    std::optional<Timestamp> m_newest;
    bool m_isWanted = false;
    bool m_isAtEnd = true;
};

} // namespace pl::replica
