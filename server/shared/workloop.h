#pragma once

#include "models/base/backoff.h"
#include "models/supabase/officenews.h"

#include <QElapsedTimer>
#include <QFuture>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <nlohmann/json.hpp>

#include <chrono>
#include <deque>
#include <functional>
#include <optional>

namespace pl::shared {

/// Looks for rows that want work and works on several at once, each by one at a time. While there is work it looks
/// again at once, else after an interval or when there is news.
///
/// When the other side is away (Unavailable, TimedOut, RateLimited, a refused key) or a look fails, all of it pauses,
/// longer with every failure and at least as long as a Retry-After asks. A row that fails for another reason, or is
/// still there unchanged after its work, rests by itself.
class WorkLoop : public QObject
{
    Q_OBJECT
public:
    struct Pace
    {
        std::chrono::milliseconds interval{1000};
        std::chrono::milliseconds firstPause{500}; ///< doubled with every failure
        std::chrono::milliseconds longestPause{60'000};
        std::chrono::milliseconds rest{30'000};
        int parallel = 8;
    };
    /// Rows have an `id` and, where they can change, a `version`.
    using Fetch = std::function<QFuture<Result<nlohmann::json>>()>;
    using Work = std::function<QFuture<Result<>>(const nlohmann::json &row)>;

    WorkLoop(Fetch fetch, Work work, Pace pace, QObject *parent = nullptr);

    /// From now on it looks when there is news of the tables, and otherwise once a minute. `news` must outlive the
    /// loop.
    void follow(supabase::OfficeNews &news, const QList<QByteArray> &tables);
    void start();
    /// Looks now instead of at the next interval.
    void wake();
    /// For the look that is under way: should it find nothing to do, the next one comes after `wait`, if that is
    /// sooner than the interval. So says a Fetch that knows when the next row falls due.
    void lookWithin(std::chrono::milliseconds wait) { m_nextIn = wait; }

Q_SIGNALS:
    /// The other side is away; the next try is after `pause`.
    void delayed(QString reason, std::chrono::milliseconds pause);
    /// One row could not be worked on.
    void failed(QString id, QString reason);
    /// One row was worked on; with an empty id: there was none.
    void worked(QString id);

private:
    struct Rest
    {
        nlohmann::json version;
        qint64 until = 0;
    };

    void fetch();
    void onRows(const Result<nlohmann::json> &rows);
    void rest();
    bool wants(const nlohmann::json &row);
    void pump();
    void onWorked(const nlohmann::json &row, const Result<> &outcome);
    void pause(const Error &error);

    const Fetch m_fetch;
    const Work m_work;
    Pace m_pace;
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::deque<nlohmann::json> m_queue;
    QHash<std::string, Rest> m_resting;
    QSet<std::string> m_busy;
    Backoff m_backoff;
    std::optional<std::chrono::milliseconds> m_nextIn;
    bool m_isFetching = false;
    bool m_isPaused = false;
    bool m_isWoken = false;
    bool m_areSomeResting = false; ///< of the rows that the last look found
};

} // namespace pl::shared
