#pragma once

#include "models/replica/synccursor.h"
#include "models/supabase/officenews.h"

#include <QElapsedTimer>
#include <QTimer>

namespace pl::replica {

/// The rounds in which a replica of one table is kept up to date: everything once, then what is new behind the cursor,
/// every so often or when there is news of it; longer pauses while the server is away. Which rows there are is the
/// affair of RowReplica. Lives on the GUI thread.
class TableReplica : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Off,     ///< not started
        Loading, ///< the first rows are on their way
        Live,
        Failed ///< `lastError()` says why; rows stay, it keeps trying
    };

    void start();
    /// Stops asking and keeps all rows, until start() or syncNow().
    void stop();
    /// Asks now, e.g. after "Try again".
    void syncNow();
    /// From now on a round follows news of the tables, and otherwise one a minute. `news` must outlive the replica, and
    /// somebody must ask for it.
    void follow(supabase::OfficeNews &news, const QList<QByteArray> &tables);

    State state() const { return m_state; }
    const Error &lastError() const { return m_lastError; }

Q_SIGNALS:
    /// The first load is complete.
    void reset();
    /// State, error or, while loading, the number of rows changed.
    void stateChanged();

protected:
    TableReplica(std::chrono::milliseconds pollInterval, QObject *parent);

    /// Reads what is new since then, or everything, and calls roundEnded().
    virtual void readNews(std::optional<Timestamp> since) = 0;
    void roundEnded(const Result<> &outcome);
    /// `present`: the time by the server's clock.
    void seen(Timestamp updatedAt, Timestamp present) { m_cursor.advance(updatedAt, present, m_steady.elapsed()); }
    bool isLoaded() const { return m_loaded; }
    bool isFollowing() const { return m_isFollowing; }
    /// How many went well; syncNow() begins to count anew.
    int rounds() const { return m_rounds; }

private:
    void startRound();
    void onNews();
    void setState(State state);

    std::chrono::milliseconds m_pollInterval;
    std::chrono::milliseconds m_firstPause;
    QTimer m_timer;
    State m_state = State::Off;
    Error m_lastError;
    int m_failures = 0;
    int m_rounds = 0;
    bool m_running = false;
    bool m_isFollowing = false;
    bool m_hasNews = false; ///< that came while a round was under way
    bool m_stopped = false;
    bool m_loaded = false;
    SyncCursor m_cursor;
    QElapsedTimer m_steady; ///< runs on evenly, whatever becomes of the clock
    qint64 m_roundBegan = 0;
};

} // namespace pl::replica
