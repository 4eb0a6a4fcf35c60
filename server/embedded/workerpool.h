#pragma once

#include "server/embedded/database.h"

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

/// Threads that take jobs from one queue, each with its own connections. Jobs begin in the order they were posted; the
/// destructor lets all that were posted finish. Built on the standard library's threads, which the thread sanitizer
/// sees through; Qt's own are a closed library to it.
class WorkerPool
{
public:
    using Job = std::function<void(Connections &)>;

    WorkerPool(const QString &databaseFile, int threads);
    ~WorkerPool();
    Q_DISABLE_COPY_MOVE(WorkerPool)

    /// From any thread.
    void post(Job job);

private:
    void work(const QString &databaseFile);
    Job next();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    bool m_closing = false;
    std::vector<std::thread> m_threads;
};

} // namespace pl::embedded
