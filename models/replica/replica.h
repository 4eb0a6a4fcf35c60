#pragma once

#include "models/base/backoff.h"
#include "models/replica/tablecopy.h"
#include "models/supabase/officenews.h"

#include <QTimer>

namespace pl::replica {

/// The rounds in which a copy of the office's rows is kept up to date: one every so often, or when there is news, with
/// longer pauses while the server is away. What a round reads is the affair of the class behind it. Lives on the GUI
/// thread.
class Replica : public QObject
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
    /// Stops asking, drops what is on its way and keeps all rows, until start() or syncNow().
    void stop();
    /// Asks now, and for everything, e.g. after "Try again"; once more behind a round that goes on.
    void syncNow();
    /// The next rounds are so far apart: less often while nobody looks.
    void setPollInterval(std::chrono::milliseconds interval);
    /// From now on a round follows news of the tables, and otherwise one a minute. `news` must outlive the replica, and
    /// somebody must ask for it.
    void follow(supabase::OfficeNews &news, const QList<QByteArray> &tables);

    State state() const { return m_state; }
    const Error &lastError() const { return m_lastError; }
    /// When the last round ended that succeeded.
    Timestamp lastSync() const { return m_lastSync; }

Q_SIGNALS:
    /// State, error or, while loading, the number of rows changed.
    void stateChanged();

protected:
    Replica(std::chrono::milliseconds pollInterval, QObject *parent);

    /// Reads by round() what is due, and ends it.
    virtual void read() = 0;
    /// The next round leaves nothing out.
    virtual void makeAllDue() {}
    /// The first load is complete.
    virtual void loaded() = 0;
    /// A round ended, or something else told the state, which may be the same as before.
    virtual void stateTold() {}

    SyncRound &round() { return m_round; }
    bool isLoaded() const { return m_isLoaded; }
    bool isFollowing() const { return m_isFollowing; }
    /// By stop(), and not started since.
    bool isStopped() const { return m_isStopped; }
    /// Hands new or changed rows to `tell`; before the first load is complete there is only their number to tell.
    template <class T, class Tell>
    void announce(const QList<T> &news, Tell tell)
    {
        if (!m_isLoaded)
            Q_EMIT stateChanged();
        else if (!news.isEmpty())
            tell(news);
    }
    /// Reads what is new in a table and announces it, then calls `then`.
    template <class T, class Tell>
    void readTable(TableCopy<T> &table, Tell tell, std::function<void()> then)
    {
        table.read(
            m_round, [this, tell](const QList<T> &news) { announce(news, tell); }, std::move(then));
    }
    /// What is shown may be old. The round goes on, if one does.
    void fail(const Error &error);
    /// As before start(). Tells nobody.
    void forget();

private:
    void startRound();
    void succeed();
    void onEnded(const Result<> &outcome);
    void onNews();
    void setState(State state);

    std::chrono::milliseconds m_pollInterval;
    Backoff m_backoff;
    QTimer m_timer;
    SyncRound m_round;
    State m_state = State::Off;
    Error m_lastError;
    Timestamp m_lastSync;
    bool m_isStopped = false;
    bool m_isLoaded = false;
    bool m_isFollowing = false;
    bool m_hasNews = false; ///< that came while a round was under way
};

} // namespace pl::replica
