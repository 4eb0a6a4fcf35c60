#include "server/embedded/workerpool.h"

#include <QLoggingCategory>
#include <QThread>

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
    for (int i = 0; i < threads; ++i) {
        m_threads.emplace_back(QThread::create([this, databaseFile] { work(databaseFile); }));
        m_threads.back()->start();
    }
}

WorkerPool::~WorkerPool()
{
    {
        const QMutexLocker lock(&m_mutex);
        m_closing = true;
    }
    m_wake.wakeAll();
    for (const auto &thread : m_threads)
        thread->wait();
}

void WorkerPool::post(Job job)
{
    {
        const QMutexLocker lock(&m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_wake.wakeOne();
}

WorkerPool::Job WorkerPool::next()
{
    QMutexLocker lock(&m_mutex);
    while (m_jobs.empty() && !m_closing)
        m_wake.wait(&m_mutex);
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
