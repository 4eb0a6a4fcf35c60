#include "server/journal/journal.h"

namespace pl::journal {

namespace {

std::vector<QByteArray> keysOf(const QList<Submission> &leads)
{
    std::vector<QByteArray> keys;
    for (const Submission &lead : leads)
        if (!lead.idempotencyKey.isNull())
            keys.push_back(lead.sourceId.toRfc4122() + lead.idempotencyKey);
    return keys;
}

} // namespace

/// SQLite makes one statement atomic by itself; several need a savepoint, which costs as much as a lead.
template <class T>
class Journal::TypedJob : public Job
{
public:
    explicit TypedJob(std::function<Result<T>(JournalStore &)> work) : m_work(std::move(work)) {}
    Later<Result<T>> later() const { return m_promise.later(); }

    void run(JournalStore &store) override { m_result = store.inSavepoint(m_work); }

    void finish(const Result<> &commit) override
    {
        m_promise.give(commit.ok() ? std::move(*m_result) : Result<T>(commit.error()));
    }

private:
    std::function<Result<T>(JournalStore &)> m_work;
    std::optional<Result<T>> m_result;
    typename Later<Result<T>>::Promise m_promise;
};

/// The leads of one request.
class Journal::LeadsJob : public Job
{
public:
    using Receipts = QList<Result<Receipt>>;

    explicit LeadsJob(QList<Submission> leads) : m_leads(std::move(leads)) {}
    Later<Result<Receipts>> later() const { return m_promise.later(); }

    const Submission *singleLead() const override { return m_leads.size() == 1 ? &m_leads.first() : nullptr; }

    using Job::take;
    void take(Result<Receipt> receipt) override
    {
        m_result = isKeyReused(receipt) ? Result<Receipts>(receipt.error()) : Receipts{std::move(receipt)};
    }

    void run(JournalStore &store) override
    {
        m_result = store.inSavepoint([this](JournalStore &inner) { return addAll(inner); });
    }

    void finish(const Result<> &commit) override
    {
        m_promise.give(commit.ok() ? std::move(*m_result) : Result<Receipts>(commit.error()));
    }

private:
    static bool isKeyReused(const Result<Receipt> &receipt)
    {
        return !receipt && receipt.error().code == ErrorCode::InvalidInput;
    }

    Result<Receipts> addAll(JournalStore &store) const
    {
        Receipts receipts;
        receipts.reserve(m_leads.size());
        for (const Submission &lead : m_leads) {
            receipts.append(store.add(lead));
            if (isKeyReused(receipts.last()) || !store.isInTransaction())
                return receipts.last().error();
        }
        return receipts;
    }

    const QList<Submission> m_leads;
    std::optional<Result<Receipts>> m_result;
    Later<Result<Receipts>>::Promise m_promise;
};

class Journal::EventJob : public Job
{
public:
    explicit EventJob(EventSubmission event) : m_event(std::move(event)) {}
    Later<Result<EventReceipt>> later() const { return m_promise.later(); }

    const EventSubmission *singleEvent() const override { return &m_event; }
    using Job::take;
    void take(Result<EventReceipt> receipt) override { m_result = std::move(receipt); }
    void run(JournalStore &store) override { m_result = store.addEvent(m_event); }

    void finish(const Result<> &commit) override
    {
        m_promise.give(commit.ok() ? std::move(*m_result) : Result<EventReceipt>(commit.error()));
    }

private:
    const EventSubmission m_event;
    std::optional<Result<EventReceipt>> m_result;
    Later<Result<EventReceipt>>::Promise m_promise;
};

/// SQLite can't do it within a transaction, so the writer does it between the commit and the answers.
class Journal::PurgeJob : public Job
{
public:
    PurgeJob(Journal &journal, QList<QByteArray> texts) : m_journal(journal), m_texts(std::move(texts)) {}
    Later<Result<>> later() const { return m_promise.later(); }

    void run(JournalStore &) override
    {
        if (!m_journal.m_toPurge)
            m_journal.m_toPurge.emplace();
        *m_journal.m_toPurge += m_texts;
    }
    void finish(const Result<> &commit) override { m_promise.give(commit ? m_journal.m_purged : commit); }

private:
    Journal &m_journal;
    const QList<QByteArray> m_texts;
    Later<Result<>>::Promise m_promise;
};

Result<std::unique_ptr<Journal>> Journal::open(const JournalOptions &options)
{
    auto store = JournalStore::open(options.path);
    if (!store)
        return store.error();
    auto checkpointer = Checkpointer::open(options.path);
    if (!checkpointer)
        return checkpointer.error();
    return std::unique_ptr<Journal>(new Journal(std::move(*store), std::move(*checkpointer), options));
}

Journal::Journal(std::unique_ptr<JournalStore> store, std::unique_ptr<Checkpointer> checkpointer,
                 const JournalOptions &options)
    : m_options(options)
    , m_store(std::move(store))
    , m_checkpointer(std::move(checkpointer))
    , m_thread([this] { writeLoop(); })
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

Later<Result<QList<Result<Receipt>>>> Journal::submit(QList<Submission> leads)
{
    const auto many = leads.size();
    auto keys = keysOf(leads);
    auto job = std::make_unique<LeadsJob>(std::move(leads));
    auto later = job->later();
    {
        const std::lock_guard lock(m_mutex);
        auto refused = tryReserveKeys(*job, std::move(keys));
        if (!refused)
            refused = tryReserve(*job, kLeadKind, many, 0);
        if (refused)
            return Result<QList<Result<Receipt>>>(std::move(*refused));
        for (const QByteArray &key : job->keys)
            m_keysInFlight.insert(key);
        m_queue.push_back(std::move(job));
    }
    m_wake.notify_one();
    return later;
}

Later<Result<std::optional<QList<Result<Receipt>>>>> Journal::recall(const QList<Submission> &leads)
{
    using Receipts = std::optional<QList<Result<Receipt>>>;
    return enqueue<Receipts>([leads](JournalStore &store) -> Result<Receipts> {
        QList<Result<Receipt>> receipts;
        for (const Submission &lead : leads) {
            const auto first = store.known(lead);
            if (!first)
                return first.error();
            if (!*first)
                return Receipts();
            receipts.append(**first);
        }
        return Receipts(receipts);
    });
}

Later<Result<EventReceipt>> Journal::submitEvent(EventSubmission event)
{
    const QByteArray kind = event.kind;
    const qint64 bytes = event.payload.size();
    auto job = std::make_unique<EventJob>(std::move(event));
    auto later = job->later();
    {
        const std::lock_guard lock(m_mutex);
        if (auto refused = tryReserve(*job, kind, 1, bytes))
            return Result<EventReceipt>(std::move(*refused));
        m_queue.push_back(std::move(job));
    }
    m_wake.notify_one();
    return later;
}

/// Call with the mutex locked.
std::optional<Error> Journal::tryReserve(Job &job, const QByteArray &kind, qsizetype entries, qint64 bytes)
{
    const bool isTooLarge = m_queuedBytes > 0 && bytes > 0 && m_queuedBytes + bytes > m_options.queueBytes;
    if (m_queuedEntries + entries > m_options.queueLimit || isTooLarge)
        return Error{ErrorCode::Unavailable, QStringLiteral("Too many entries are waiting to be written."), {}, {}, 1};
    job.kind = kind;
    job.entries = int(entries);
    job.bytes = bytes;
    m_queuedEntries += job.entries;
    m_queuedBytes += job.bytes;
    return std::nullopt;
}

/// Reserves the job's keys if none of them is reserved. Call with the mutex locked.
std::optional<Error> Journal::tryReserveKeys(Job &job, std::vector<QByteArray> keys)
{
    job.keys = std::move(keys);
    if (std::none_of(job.keys.begin(), job.keys.end(),
                     [this](const auto &key) { return m_keysInFlight.contains(key); }))
        return std::nullopt;
    return Error{ErrorCode::Conflict,
                 QStringLiteral("A request with this Idempotency-Key is being handled right now.")};
}

template <class T>
Later<Result<T>> Journal::enqueue(std::function<Result<T>(JournalStore &)> work)
{
    return enqueue(std::make_unique<TypedJob<T>>(std::move(work)));
}

template <class T>
Later<Result<T>> Journal::enqueue(std::unique_ptr<TypedJob<T>> job)
{
    auto later = job->later();
    post(std::move(job));
    return later;
}

void Journal::post(std::unique_ptr<Job> job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_queue.push_back(std::move(job));
    }
    m_wake.notify_one();
}

Later<Result<std::optional<Entry>>> Journal::find(const QUuid &id)
{
    return enqueue<std::optional<Entry>>([id](JournalStore &store) { return store.find(id); });
}

Later<Result<QList<Entry>>> Journal::waiting(int limit, QByteArray kind)
{
    return enqueue<QList<Entry>>(
        [limit, kind = std::move(kind)](JournalStore &store) { return store.waiting(kind, limit); });
}

Later<Result<>> Journal::markForwarded(QList<qint64> sequences, Timestamp at, QByteArray kind)
{
    const int many = int(sequences.size());
    auto job = std::make_unique<TypedJob<Done>>(
        [sequences = std::move(sequences), at](JournalStore &store) { return store.markForwarded(sequences, at); });
    job->kind = std::move(kind);
    job->forwarded = many;
    return enqueue(std::move(job));
}

Later<Result<>> Journal::setAside(qint64 sequence, QString reason)
{
    return enqueue<Done>([sequence, reason = std::move(reason)](JournalStore &store) {
        return store.setAside(sequence, reason, Timestamp::now());
    });
}

Later<Result<QList<Entry>>> Journal::setAsideEntries(int limit)
{
    return enqueue<QList<Entry>>([limit](JournalStore &store) { return store.setAsideEntries(limit); });
}

Later<Result<bool>> Journal::retry(QByteArray kind, QByteArray key)
{
    return enqueue<bool>(
        [kind = std::move(kind), key = std::move(key)](JournalStore &store) { return store.retry(kind, key); });
}

Later<Result<bool>> Journal::discard(QByteArray kind, QByteArray key)
{
    return enqueue<bool>([kind = std::move(kind), key = std::move(key)](JournalStore &store) {
        return store.discard(kind, key, Timestamp::now());
    });
}

Later<Result<QList<Entry>>> Journal::openEntries(qint64 after, int limit)
{
    return enqueue<QList<Entry>>([after, limit](JournalStore &store) { return store.openEntries(after, limit); });
}

Later<Result<int>> Journal::erase(QList<qint64> sequences)
{
    return enqueue<int>(
        [sequences = std::move(sequences)](JournalStore &store) { return store.erase(sequences, Timestamp::now()); });
}

Later<Result<int>> Journal::forgetKeys(QList<QUuid> leads)
{
    return enqueue<int>([leads = std::move(leads)](JournalStore &store) { return store.forgetKeys(leads); });
}

Later<Result<>> Journal::purge(QList<QByteArray> texts)
{
    auto job = std::make_unique<PurgeJob>(*this, std::move(texts));
    auto later = job->later();
    post(std::move(job));
    return later;
}

Later<Result<qint64>> Journal::count(EntryState state, QByteArray kind)
{
    return enqueue<qint64>([state, kind = std::move(kind)](JournalStore &store) { return store.count(kind, state); });
}

Later<Result<>> Journal::check()
{
    return setTime("checked", Timestamp::now());
}

Later<Result<JournalStats>> Journal::stats()
{
    return enqueue<JournalStats>([this](JournalStore &store) { return statsOf(store); });
}

Later<Result<int>> Journal::prune(Timestamp before, int limit)
{
    return enqueue<int>([before, limit](JournalStore &store) { return store.prune(before, limit); });
}

Later<Result<>> Journal::setTime(QByteArray name, Timestamp at)
{
    return enqueue<Done>([name = std::move(name), at](JournalStore &store) { return store.setTime(name, at); });
}

Later<Result<std::optional<Timestamp>>> Journal::time(QByteArray name)
{
    return enqueue<std::optional<Timestamp>>(
        [name = std::move(name)](JournalStore &store) { return store.time(name); });
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
    Result<> written = runAll(jobs);
    if (written)
        written = commit(jobs);
    if (!written) {
        ++m_failedCommits;
        m_store->rollBack();
    }
    purge();
    release(jobs);
    if (written)
        countForwarded(jobs);
    for (const auto &job : jobs)
        job->finish(written);
    if (written)
        announce(jobs);
    keepLogShort();
}

/// A failed checkpoint loses nothing; the next one may succeed.
void Journal::keepLogShort()
{
    if (m_checkpointer->onCommitted(m_store->pagesInLog()) == Checkpointer::Step::Finish)
        (void)m_store->checkpoint();
}

/// After a commit that failed there is nothing to purge.
void Journal::purge()
{
    const auto texts = std::exchange(m_toPurge, std::nullopt);
    if (texts)
        m_purged = m_store->purge(*texts);
}

Result<> Journal::commit(const Jobs &jobs)
{
    int entries = 0;
    for (const auto &job : jobs)
        entries += job->entries;
    const auto begin = std::chrono::steady_clock::now();
    const auto committed = m_store->commit();
    if (committed && entries > 0) {
        m_commitSeconds.observe(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
        m_entriesACommit.observe(entries);
    }
    return committed;
}

void Journal::countForwarded(const Jobs &jobs)
{
    for (const auto &job : jobs)
        if (job->forwarded > 0)
            m_forwarded[job->kind] += job->forwarded;
}

/// Queues at most one call to the object's thread at a time: a busy server commits two thousand times a second.
void Journal::announce(const Jobs &jobs)
{
    const std::lock_guard lock(m_mutex);
    const bool isOnItsWay = !m_stored.empty();
    for (const auto &job : jobs)
        if (job->entries > 0)
            m_stored[job->kind] += job->entries;
    if (!isOnItsWay && !m_stored.empty())
        QMetaObject::invokeMethod(this, &Journal::reportStored, Qt::QueuedConnection);
}

void Journal::reportStored()
{
    std::map<QByteArray, int> entries;
    {
        const std::lock_guard lock(m_mutex);
        entries.swap(m_stored);
    }
    for (const auto &[kind, count] : entries)
        Q_EMIT stored(kind, count);
}

Result<JournalStats> Journal::statsOf(JournalStore &store) const
{
    const auto open = store.openEntries();
    if (!open)
        return open.error();
    JournalStats stats{.kinds = *open,
                       .commitSeconds = m_commitSeconds.snapshot(),
                       .entriesACommit = m_entriesACommit.snapshot(),
                       .failedCommits = m_failedCommits};
    for (const auto &[kind, many] : m_forwarded) {
        const auto known = std::find_if(stats.kinds.begin(), stats.kinds.end(),
                                        [&kind = kind](const KindStats &stat) { return stat.kind == kind; });
        if (known == stats.kinds.end())
            stats.kinds.append({.kind = kind, .forwarded = many});
        else
            known->forwarded = many;
    }
    return stats;
}

Journal::Adds Journal::addsOf(const Job &job)
{
    return job.singleLead() ? Adds::Lead : job.singleEvent() ? Adds::Event : Adds::Other;
}

/// Fails only if the whole batch fails; a single job's failure is in its own result. Neighbors that add the same are
/// added together; all else keeps its place among them.
Result<> Journal::runAll(Jobs &jobs)
{
    if (auto begun = m_store->begin(); !begun)
        return begun;
    for (auto job = jobs.begin(); job != jobs.end();) {
        const Adds adds = addsOf(**job);
        const auto end = adds == Adds::Other ? std::next(job) : std::find_if(job, jobs.end(), [adds](const auto &next) {
            return addsOf(*next) != adds;
        });
        if (adds == Adds::Lead)
            addEach({job, end});
        else if (adds == Adds::Event)
            addEvents({job, end});
        else
            (*job)->run(*m_store);
        job = end;
        if (!m_store->isInTransaction())
            return Error{ErrorCode::Unavailable, QStringLiteral("The disk is not accepting writes.")};
    }
    return {};
}

void Journal::addEach(JobSpan jobs)
{
    std::vector<const Submission *> leads;
    leads.reserve(jobs.size());
    for (const auto &job : jobs)
        leads.push_back(job->singleLead());
    auto receipts = m_store->addEach(leads);
    for (std::size_t i = 0; i < jobs.size(); ++i)
        jobs[i]->take(std::move(receipts[i]));
}

void Journal::addEvents(JobSpan jobs)
{
    std::vector<const EventSubmission *> events;
    events.reserve(jobs.size());
    for (const auto &job : jobs)
        events.push_back(job->singleEvent());
    auto receipts = m_store->addEvents(events);
    for (std::size_t i = 0; i < jobs.size(); ++i)
        jobs[i]->take(std::move(receipts[i]));
}

void Journal::release(const Jobs &jobs)
{
    const std::lock_guard lock(m_mutex);
    for (const auto &job : jobs) {
        m_queuedEntries -= job->entries;
        m_queuedBytes -= job->bytes;
        for (const QByteArray &key : job->keys)
            m_keysInFlight.remove(key);
    }
}

} // namespace pl::journal
