#include "server/journal/journal.h"

namespace pl::journal {

namespace {

QByteArray keyInFlight(const Submission &lead)
{
    return lead.sourceId.toRfc4122() + lead.idempotencyKey;
}

} // namespace

template <class T>
class Journal::TypedJob : public Job
{
public:
    explicit TypedJob(std::function<Result<T>(JournalStore &)> work) : m_work(std::move(work)) { m_promise.start(); }
    QFuture<Result<T>> future() { return m_promise.future(); }

    void run(JournalStore &store) override { m_result = store.inSavepoint(m_work); }

    void finish(const Result<> &commit) override
    {
        m_promise.addResult(commit.ok() ? std::move(*m_result) : Result<T>(commit.error()));
        m_promise.finish();
    }

private:
    std::function<Result<T>(JournalStore &)> m_work;
    std::optional<Result<T>> m_result;
    QPromise<Result<T>> m_promise;
};

Result<std::unique_ptr<Journal>> Journal::open(const JournalOptions &options)
{
    auto store = JournalStore::open(options.path);
    if (!store)
        return store.error();
    return std::unique_ptr<Journal>(new Journal(std::move(*store), options));
}

Journal::Journal(std::unique_ptr<JournalStore> store, const JournalOptions &options)
    : m_options(options), m_store(std::move(store)), m_thread([this] { writeLoop(); })
{
}

Journal::~Journal()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

QFuture<Result<QList<Result<Receipt>>>> Journal::submit(QList<Submission> leads)
{
    using Receipts = QList<Result<Receipt>>;
    auto work = [leads](JournalStore &store) -> Result<Receipts> {
        Receipts receipts;
        receipts.reserve(leads.size());
        for (const Submission &lead : leads) {
            receipts.append(store.add(lead));
            if (!store.isInTransaction())
                return receipts.last().error();
        }
        return receipts;
    };
    auto job = std::make_unique<TypedJob<Receipts>>(std::move(work));
    auto future = job->future();
    {
        const std::lock_guard lock(m_mutex);
        if (auto refused = tryReserve(*job, leads))
            return QtFuture::makeReadyFuture(Result<Receipts>(std::move(*refused)));
        m_queue.push_back(std::move(job));
    }
    m_wake.notify_one();
    return future;
}

/// Takes room in the queue and the leads' keys, all or nothing. The mutex is held.
std::optional<Error> Journal::tryReserve(Job &job, const QList<Submission> &leads)
{
    if (m_queuedLeads + leads.size() > m_options.queueLimit)
        return Error{ErrorCode::Unavailable, QStringLiteral("Too many leads are waiting to be written."), {}, {}, 1};
    for (const Submission &lead : leads)
        if (!lead.idempotencyKey.isNull() && m_keysInFlight.contains(keyInFlight(lead)))
            return Error{ErrorCode::Conflict,
                         QStringLiteral("A request with this Idempotency-Key is being handled right now.")};
    for (const Submission &lead : leads)
        if (!lead.idempotencyKey.isNull())
            job.keys.push_back(*m_keysInFlight.insert(keyInFlight(lead)).first);
    job.leads = int(leads.size());
    m_queuedLeads += job.leads;
    return std::nullopt;
}

template <class T>
QFuture<Result<T>> Journal::enqueue(std::function<Result<T>(JournalStore &)> work)
{
    auto job = std::make_unique<TypedJob<T>>(std::move(work));
    auto future = job->future();
    {
        const std::lock_guard lock(m_mutex);
        m_queue.push_back(std::move(job));
    }
    m_wake.notify_one();
    return future;
}

QFuture<Result<std::optional<Entry>>> Journal::find(const QUuid &id)
{
    return enqueue<std::optional<Entry>>([id](JournalStore &store) { return store.find(id); });
}

QFuture<Result<QList<Entry>>> Journal::waiting(int limit)
{
    return enqueue<QList<Entry>>([limit](JournalStore &store) { return store.waiting(limit); });
}

QFuture<Result<>> Journal::markForwarded(QList<qint64> sequences, Timestamp at)
{
    return enqueue<Done>(
        [sequences = std::move(sequences), at](JournalStore &store) { return store.markForwarded(sequences, at); });
}

QFuture<Result<>> Journal::setAside(qint64 sequence, QString reason)
{
    return enqueue<Done>(
        [sequence, reason = std::move(reason)](JournalStore &store) { return store.setAside(sequence, reason); });
}

QFuture<Result<qint64>> Journal::count(EntryState state)
{
    return enqueue<qint64>([state](JournalStore &store) { return store.count(state); });
}

QFuture<Result<>> Journal::check()
{
    return enqueue<Done>([](JournalStore &store) { return store.touch(Timestamp::now()); });
}

void Journal::writeLoop()
{
    for (;;) {
        Jobs jobs;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return !m_queue.empty() || m_isStopping; });
            if (m_queue.empty())
                return;
            jobs.swap(m_queue);
        }
        write(jobs);
    }
}

void Journal::write(Jobs &jobs)
{
    Result<> commit = runAll(jobs);
    if (commit)
        commit = m_store->commit();
    if (!commit)
        m_store->rollBack();
    release(jobs);
    bool hasLeads = false;
    for (const auto &job : jobs) {
        hasLeads = hasLeads || job->leads > 0;
        job->finish(commit);
    }
    if (commit && hasLeads)
        Q_EMIT stored();
}

/// Fails only when nothing of the batch can be kept; a single job's failure is in its own result.
Result<> Journal::runAll(Jobs &jobs)
{
    if (auto begun = m_store->begin(); !begun)
        return begun;
    for (const auto &job : jobs) {
        job->run(*m_store);
        if (!m_store->isInTransaction())
            return Error{ErrorCode::Unavailable, QStringLiteral("The disk takes no more writes.")};
    }
    return {};
}

void Journal::release(const Jobs &jobs)
{
    const std::lock_guard lock(m_mutex);
    for (const auto &job : jobs) {
        m_queuedLeads -= job->leads;
        for (const QByteArray &key : job->keys)
            m_keysInFlight.erase(key);
    }
}

} // namespace pl::journal
