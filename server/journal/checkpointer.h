#pragma once

#include "models/sqlite/sqlitedb.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace pl::journal {

/// Moves a database's log (WAL) into its file on a separate thread and connection while the writer keeps writing:
/// SQLite's own checkpoints in the writer would stall everyone for some ten milliseconds. Only the writer can restart
/// the log, so it still does the last short step (`Step::Finish`). An old log still holds data deleted from the file
/// long ago, so it is restarted early where that costs nothing.
///
/// Only for the writer's thread. A failed pass loses nothing, since the log keeps everything; the next pass tries
/// again.
class Checkpointer
{
public:
    /// In pages of 4 KiB. A page changed by many commits is moved once per pass, so passes should not be too short.
    struct Lengths
    {
        int pass = 2000;
        int little =
            64; ///< if this little is left after a pass, the log is restarted at once, as in an office with few leads
        int longLog = 16'000;    ///< beyond this, it is restarted when little is left to move
        int farTooLong = 64'000; ///< beyond this, it is restarted at any cost
    };
    static Result<std::unique_ptr<Checkpointer>> open(const QString &path);
    static Result<std::unique_ptr<Checkpointer>> open(const QString &path, Lengths lengths);
    /// Waits for the pass in progress.
    ~Checkpointer();

    enum class Step { Nothing, Finish };
    /// Call after each commit with the log's length. Finish: the writer should run a checkpoint itself, now that
    /// little is left to move, or because the log has become far too long.
    Step onCommitted(int pagesInLog);
    /// No pass is in progress.
    bool isIdle();

private:
    Checkpointer(sqlite::SqliteDb db, Lengths lengths);
    void work();
    void wake();

    sqlite::SqliteDb m_db;
    const Lengths m_lengths;
    int m_pages = 0; ///< in the log, after the last commit
    int m_pagesAtPass = 0;
    bool m_isAfterPass = false;
    int m_finishAt;

    std::mutex m_mutex; // guards the members below
    std::condition_variable m_changed;
    bool m_isAsked = false;
    bool m_isStopping = false;
    std::thread m_thread;
};

} // namespace pl::journal
