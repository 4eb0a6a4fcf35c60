#pragma once

#include "models/base/result.h"
#include "models/base/timestamp.h"

#include <QUuid>

#include <nlohmann/json.hpp>

#include <limits>
#include <map>
#include <optional>

namespace pl::replica {

/// A row's place in the order (updated_at, id); PostgreSQL sorts ids by their bytes.
struct RowKey
{
    qint64 at = 0; ///< microseconds
    quint64 high = 0;
    quint64 low = 0;

    auto operator<=>(const RowKey &) const = default; // NOLINT(modernize-use-nullptr): no pointer in it

    static RowKey of(Timestamp at, const QUuid &id);
    /// Before all rows, and behind all rows of a moment.
    static constexpr RowKey first() { return {std::numeric_limits<qint64>::min(), 0, 0}; }
    static constexpr RowKey lastOf(qint64 at) { return {at, ~quint64(0), ~quint64(0)}; }
    QUuid id() const;
};

/// What an answer holds of a range, in its order.
struct PageKeys
{
    qsizetype rows = 0;
    RowKey first;
    RowKey last;
};

/// Which parts of a table still have to be read for its first copy, so that several are read at a time and reading goes
/// on where it was stopped. Nobody has to know how the rows are spread over time: when there is nothing left that
/// nobody reads, what is left of the range that seems to have the most is halved. A wrong guess costs one short answer.
/// Rows of one moment (an import's) are halved by their ids. A plain value.
class LoadPlan
{
public:
    struct Range
    {
        RowKey after; ///< rows behind this one
        RowKey until; ///< up to this one, with it
        bool isTaken = false;
        PageKeys page = {}; ///< the latest one, which tells how close the rows are

        /// All of its rows have one updated_at.
        bool isOneMoment() const { return after.at == until.at; }
    };

    LoadPlan() = default;
    /// All rows up to this one.
    explicit LoadPlan(const RowKey &until) { add({RowKey::first(), until}); }

    bool isDone() const { return m_ranges.empty(); }
    /// A range for one more reader; nothing when there is nothing to share.
    std::optional<int> take();
    const Range &range(int number) const { return m_ranges.at(number); }
    /// The reader got a page, and is free. `isLast`: it was not full.
    void advance(int number, const PageKeys &page, bool isLast);
    /// The reader got no answer.
    void release(int number) { m_ranges.at(number).isTaken = false; }

    /// What is left, for going on later; nobody reads it then.
    nlohmann::json toJson() const;
    static Result<LoadPlan> fromJson(const nlohmann::json &value);

private:
    int add(const Range &range);
    std::optional<int> share();

    std::map<int, Range> m_ranges;
    int m_next = 0;
};

} // namespace pl::replica
