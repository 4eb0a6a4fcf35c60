#pragma once

#include "server/shared/sqlitedb.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace pl::journal {

/// Moves what is in a database's log into its file beside the one who writes, on a thread and a connection of its own:
/// a writer that does it by itself, as SQLite would, lets everybody wait for some ten milliseconds. Only the writer can
/// begin the log anew, so it must still do the last short step (`Step::Finish`). An old log holds what the file has let
/// go of long ago; that is why it is begun anew early where that costs nothing.
///
/// One thread, the writer's, calls this. A pass that fails is left to the next: the log keeps everything.
class Checkpointer
{
public:
    /// In pages of 4 KiB. A page that many commits change is moved once a pass, so passes should not be too short.
    struct Lengths
    {
        int pass = 2000;
        int little = 64;         ///< left after a pass: the log is begun anew at once, as in an office with few leads
        int longLog = 16'000;    ///< is to be begun anew when little is left to move
        int farTooLong = 64'000; ///< is to be begun anew whatever it takes
    };
    static Result<std::unique_ptr<Checkpointer>> open(const QString &path);
    static Result<std::unique_ptr<Checkpointer>> open(const QString &path, Lengths lengths);
    /// Waits for the pass in hand.
    ~Checkpointer();

    enum class Step { Nothing, Finish };
    /// Call after each commit with the log's length. Finish: the writer should run a checkpoint itself, now that
    /// little is left to move, or because the log has become far too long.
    Step onCommitted(int pagesInLog);
    /// No pass is in hand.
    bool isIdle();

private:
    Checkpointer(shared::SqliteDb db, Lengths lengths);
    void work();
    void wake();

    shared::SqliteDb m_db;
    const Lengths m_lengths;
    int m_pages = 0; ///< in the log, after the last commit
    int m_pagesAtPass = 0;
    bool m_isAfterPass = false;
    int m_finishAt;

    std::mutex m_mutex; // for what follows
    std::condition_variable m_changed;
    bool m_isAsked = false;
    bool m_isStopping = false;
    std::thread m_thread;
};

} // namespace pl::journal
