#pragma once

#include "server/embedded/database.h"

#include <QMutex>
#include <QWaitCondition>

#include <deque>
#include <functional>
#include <memory>
#include <vector>

class QThread;

namespace pl::embedded {

/// What one worker thread has of the database. Null when the file couldn't be opened.
struct Connections
{
    std::unique_ptr<Database> main;
    std::unique_ptr<Database> before; ///< a second view, for the writer
};

/// Threads that take jobs from one queue, each with its own connections. Jobs begin in the order they were posted; the
/// destructor lets all that were posted finish.
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

    QMutex m_mutex;
    QWaitCondition m_wake;
    std::deque<Job> m_jobs;
    bool m_closing = false;
    std::vector<std::unique_ptr<QThread>> m_threads;
};

} // namespace pl::embedded
