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

/// What one worker thread has of the database. Null when the file couldn't be opened.
struct Connections
{
    std::unique_ptr<Database> main;
    std::unique_ptr<Database> before; ///< a second view, for the writer
};

/// Threads that do jobs, each with its own connections. The accounts take turns: however many jobs one has waiting, the
/// others' next ones come between. Jobs of one account begin in the order they were posted; the destructor lets all
/// that were posted finish. Built on the standard library's threads, which the thread sanitizer sees through; Qt's own
/// are a closed library to it.
class WorkerPool
{
public:
    /// What one account may have at a time. The server itself, the account without a name, has no limit.
    struct Share
    {
        int running = 1;
        int waiting = 64;
        qint64 waitingBytes = 32 * 1024 * 1024;
        std::chrono::milliseconds patience = std::chrono::seconds(10); ///< a job that waited longer is refused
    };
    struct Job
    {
        QByteArray account;
        qint64 bytes = 0; ///< that it holds while it waits
        std::function<void(Connections &)> run;
        std::function<void()> refuse; ///< instead, when the account has too much; from `post` or on a worker's thread
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
    std::deque<QByteArray> m_turns; // accounts with jobs that wait, in the order of their turns
    bool m_closing = false;
    std::vector<std::thread> m_threads;
};

} // namespace pl::embedded
