#include "server/embedded/store/workerpool.h"

#include <QLoggingCategory>

Q_LOGGING_CATEGORY(lcWorker, "pl.embedded.worker")

namespace pl::embedded {
namespace {

std::unique_ptr<Database> opened(const QString &file, WriteTurns &turns)
{
    auto database = Database::open(file, &turns);
    if (database)
        return std::move(database).value();
    qCCritical(lcWorker).noquote() << database.error().message;
    return nullptr;
}

} // namespace

WorkerPool::WorkerPool(const QString &databaseFile, int threads, Share share, WriteTurns &turns) : m_share(share)
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this, databaseFile, &turns] { work(databaseFile, turns); });
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

bool WorkerPool::hasRoom(const Lane &lane, const Job &job) const
{
    return job.account.isEmpty() ||
           (int(lane.jobs.size()) < m_share.waiting && lane.bytes + job.bytes <= m_share.waitingBytes);
}

bool WorkerPool::mayRun(const QByteArray &account, const Lane &lane) const
{
    return account.isEmpty() || lane.running < m_share.running;
}

bool WorkerPool::isLate(const Waiting &waiting) const
{
    return !waiting.job.account.isEmpty() && Clock::now() - waiting.since > m_share.patience;
}

void WorkerPool::post(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        Lane &lane = m_lanes[job.account];
        if (hasRoom(lane, job)) {
            if (lane.jobs.empty())
                m_turns.push_back(job.account);
            lane.bytes += job.bytes;
            lane.jobs.push_back({std::exchange(job, {}), Clock::now()});
        }
    }
    if (job.refuse)
        return job.refuse();
    m_wake.notify_one();
}

std::deque<QByteArray>::iterator WorkerPool::nextAccount()
{
    return std::find_if(m_turns.begin(), m_turns.end(),
                        [this](const QByteArray &account) { return mayRun(account, m_lanes[account]); });
}

/// The next job, now counted as running; empty if there is none and the pool is ending.
std::optional<WorkerPool::Waiting> WorkerPool::next()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return nextAccount() != m_turns.end() || (m_closing && m_turns.empty()); });
    const auto turn = nextAccount();
    if (turn == m_turns.end())
        return std::nullopt;
    const QByteArray account = *turn;
    m_turns.erase(turn);
    Lane &lane = m_lanes[account];
    Waiting waiting = std::move(lane.jobs.front());
    lane.jobs.pop_front();
    lane.bytes -= waiting.job.bytes;
    ++lane.running;
    if (!lane.jobs.empty())
        m_turns.push_back(account);
    return waiting;
}

void WorkerPool::finish(const QByteArray &account)
{
    {
        const std::lock_guard lock(m_mutex);
        const auto lane = m_lanes.find(account);
        if (--lane->running == 0 && lane->jobs.empty())
            m_lanes.erase(lane);
    }
    // The account's next job may run now, and waiting threads may end.
    m_wake.notify_all();
}

void WorkerPool::work(const QString &databaseFile, WriteTurns &turns)
{
    Connections connections{opened(databaseFile, turns), opened(databaseFile, turns)};
    while (const auto waiting = next()) {
        isLate(*waiting) ? waiting->job.refuse() : waiting->job.run(connections);
        finish(waiting->job.account);
    }
}

} // namespace pl::embedded
