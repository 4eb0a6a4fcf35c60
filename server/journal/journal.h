#pragma once

#include "models/base/later.h"
#include "server/journal/checkpointer.h"
#include "server/journal/journalstore.h"

#include <QObject>
#include <QSet>

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace pl::journal {

struct JournalOptions
{
    QString path;
    int queueLimit = 20'000; ///< entries that wait for the disk; one more is refused with Unavailable
};

/// Everything that has been taken in and must not be lost. One thread writes; what has gathered while it synced the
/// last commit goes into the next one (group commit), so the busier the server, the fewer syncs a lead.
///
/// Calls may come from any thread. What they answer comes after its commit is on the disk, on the journal's thread;
/// when the commit fails, every job in it gets that error. The destructor writes what is queued first.
class Journal : public QObject
{
    Q_OBJECT
public:
    static Result<std::unique_ptr<Journal>> open(const JournalOptions &options);
    ~Journal() override;

    /// Takes the leads of one request in; one result each, in their order. For all of them: Conflict when one of their
    /// keys is being written right now, InvalidInput when one came before with another body, Unavailable when the queue
    /// is full.
    Later<Result<QList<Result<Receipt>>>> submit(QList<Submission> leads);

    /// What `submit` answers when all of these are repeats, else nothing; takes nothing in.
    Later<Result<std::optional<QList<Result<Receipt>>>>> recall(QList<Submission> leads);
    /// Takes an event in, like a lead. One whose kind and key are known already is a repeat. Unavailable when the queue
    /// is full.
    Later<Result<EventReceipt>> submitEvent(EventSubmission event);

    /// A lead by its id.
    Later<Result<std::optional<Entry>>> find(const QUuid &id);
    /// The oldest entries of a kind that wait to be forwarded.
    Later<Result<QList<Entry>>> waiting(int limit, QByteArray kind = kLeadKind);
    /// The payloads are let go of as well.
    Later<Result<>> markForwarded(QList<qint64> sequences, Timestamp at, QByteArray kind = kLeadKind);
    Later<Result<>> setAside(qint64 sequence, QString reason);
    Later<Result<qint64>> count(EntryState state, QByteArray kind = kLeadKind);
    /// Ok when a write has just reached the disk.
    Later<Result<>> check();
    Later<Result<JournalStats>> stats();

    /// Deletes up to `limit` entries that were forwarded before then; how many. Repeats of them are not known any more.
    Later<Result<int>> prune(Timestamp before, int limit);
    /// Moments to be remembered, by name.
    Later<Result<>> setTime(QByteArray name, Timestamp at);
    Later<Result<std::optional<Timestamp>>> time(QByteArray name);

Q_SIGNALS:
    /// Commits have brought so many new entries of this kind. Emitted from the event loop of the thread that the
    /// object lives on: once for all commits since the last time.
    void stored(const QByteArray &kind, int entries);

private:
    /// What a job writes stays or goes together. SQLite sees to that by itself for one statement; several need a
    /// savepoint, which costs as much as a lead.
    enum class Writes { One, Many };

    /// One piece of work in a group commit.
    class Job
    {
    public:
        virtual ~Job() = default;
        virtual void run(JournalStore &store) = 0;
        /// If the job is to take in one lead and nothing else: that is done together with others, and `take` called
        /// instead of `run`.
        virtual const Submission *singleLead() const { return nullptr; }
        virtual void take(Result<Receipt>) {}
        virtual void finish(const Result<> &commit) = 0;
        QByteArray kind = {};
        int entries = 0;   ///< new ones
        int forwarded = 0; ///< that go on to the store
        std::vector<QByteArray> keys = {};
    };
    template <class T>
    class TypedJob;
    class LeadsJob;
    using Jobs = std::vector<std::unique_ptr<Job>>;

    Journal(std::unique_ptr<JournalStore> store, std::unique_ptr<Checkpointer> checkpointer,
            const JournalOptions &options);
    template <class T>
    Later<Result<T>> enqueue(std::function<Result<T>(JournalStore &)> work);
    std::optional<Error> tryReserve(Job &job, const QByteArray &kind, qsizetype entries);
    std::optional<Error> tryReserveKeys(Job &job, std::vector<QByteArray> keys);
    void release(const Jobs &jobs);
    template <class T>
    Later<Result<T>> enqueue(std::unique_ptr<TypedJob<T>> job);
    void writeLoop();
    void write(Jobs &jobs);
    Result<> runAll(Jobs &jobs);
    void addEach(std::span<const std::unique_ptr<Job>> jobs);
    Result<> commit(const Jobs &jobs);
    void countForwarded(const Jobs &jobs);
    void announce(const Jobs &jobs);
    void reportStored();
    void keepLogShort();
    Result<JournalStats> statsOf(JournalStore &store) const;

    const JournalOptions m_options;
    // The thread's, once that runs.
    std::unique_ptr<JournalStore> m_store;
    std::unique_ptr<Checkpointer> m_checkpointer;
    metrics::Histogram m_commitSeconds{metrics::secondsBounds()};
    metrics::Histogram m_entriesACommit{metrics::sizeBounds()};
    std::map<QByteArray, qint64> m_forwarded;
    quint64 m_failedCommits = 0;

    std::mutex m_mutex; // for what follows, up to the thread
    std::condition_variable m_wake;
    Jobs m_queue;
    int m_queuedEntries = 0;
    QSet<QByteArray> m_keysInFlight;
    std::map<QByteArray, int> m_stored; // entries by kind, not announced yet
    bool m_isStopping = false;
    std::thread m_thread;
};

} // namespace pl::journal
