#pragma once

#include "server/embedded/store/database.h"

#include <QByteArray>
#include <QHash>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace pl::embedded {

/// One worker thread's connections to the database. Null if the file couldn't be opened.
struct Connections
{
    std::unique_ptr<Database> main;
    std::unique_ptr<Database> before; ///< a second view, for the writer
};

/// Worker threads, each with its own connections. Accounts take turns: however many jobs one has waiting, other
/// accounts' jobs run in between. Jobs of one account start in the order posted; the destructor lets all posted jobs
/// finish. Uses the standard library's threads, which the thread sanitizer can instrument; Qt's it can't.
class WorkerPool
{
public:
    /// Limits for one account. The server itself, the account without a name, has none.
    struct Share
    {
        int running = 1;
        int waiting = 64;
        qint64 waitingBytes = 32 * 1024 * 1024;
        std::chrono::milliseconds patience = std::chrono::seconds(10); ///< a job that waits longer is refused
    };
    struct Job
    {
        QByteArray account;
        qint64 bytes = 0; ///< memory it holds while waiting
        std::function<void(Connections &)> run;
        std::function<void()>
            refuse; ///< called instead if the account exceeds its limits; from `post` or on a worker's thread
    };

    WorkerPool(const QString &databaseFile, int threads, Share share, WriteTurns &turns);
    ~WorkerPool();
    Q_DISABLE_COPY_MOVE(WorkerPool)

    /// From any thread.
    void post(Job job);

private:
    using Clock = std::chrono::steady_clock;
    struct Waiting
    {
        Job job;
        Clock::time_point since;
    };
    struct Lane
    {
        std::deque<Waiting> jobs;
        qint64 bytes = 0;
        int running = 0;
    };

    void work(const QString &databaseFile, WriteTurns &turns);
    bool hasRoom(const Lane &lane, const Job &job) const;
    bool mayRun(const QByteArray &account, const Lane &lane) const;
    bool isLate(const Waiting &waiting) const;
    std::deque<QByteArray>::iterator nextAccount();
    std::optional<Waiting> next();
    void finish(const QByteArray &account);

    const Share m_share;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    QHash<QByteArray, Lane> m_lanes;
    std::deque<QByteArray> m_turns; // accounts with waiting jobs, in the order of their turns
    bool m_closing = false;
    std::vector<std::thread> m_threads;
};

} // namespace pl::embedded
