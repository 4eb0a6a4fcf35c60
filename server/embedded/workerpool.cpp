#include "server/embedded/workerpool.h"

#include <QLoggingCategory>

Q_LOGGING_CATEGORY(lcWorker, "pl.embedded.worker")

namespace pl::embedded {
namespace {

std::unique_ptr<Database> opened(const QString &file)
{
    auto database = Database::open(file);
    if (database)
        return std::move(database).value();
    qCCritical(lcWorker).noquote() << database.error().message;
    return nullptr;
}

} // namespace

WorkerPool::WorkerPool(const QString &databaseFile, int threads)
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this, databaseFile] { work(databaseFile); });
}

WorkerPool::~WorkerPool()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closing = true;
    }
    m_wake.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

void WorkerPool::post(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
}

WorkerPool::Job WorkerPool::next()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return !m_jobs.empty() || m_closing; });
    if (m_jobs.empty())
        return {};
    Job job = std::move(m_jobs.front());
    m_jobs.pop_front();
    return job;
}

void WorkerPool::work(const QString &databaseFile)
{
    Connections connections{opened(databaseFile), opened(databaseFile)};
    while (const Job job = next())
        job(connections);
}

} // namespace pl::embedded
