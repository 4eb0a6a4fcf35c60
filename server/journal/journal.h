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
    int queueLimit = 20'000;               ///< entries waiting for the disk; more are refused with Unavailable
    qint64 queueBytes = 256 * 1024 * 1024; ///< the same, of events
};

/// The durable queue of everything accepted that must not be lost. One thread writes; everything that arrives during
/// one commit goes into the next (group commit), so the busier the server, the fewer syncs per lead.
///
/// Thread-safe. Results are given on the journal's thread once the commit is on disk; if the commit fails, every job in
/// it gets that error. The destructor first writes everything queued.
class Journal : public QObject
{
    Q_OBJECT
public:
    static Result<std::unique_ptr<Journal>> open(const JournalOptions &options);
    ~Journal() override;

    /// Adds the leads of one request; one result each, in order. Fails for all of them with Conflict if one of their
    /// keys is being written right now, InvalidInput if one was used before with a different body, Unavailable if the
    /// queue is full.
    Later<Result<QList<Result<Receipt>>>> submit(QList<Submission> leads);

    /// The results of `submit` if all of these are repeats, else empty; adds nothing.
    Later<Result<std::optional<QList<Result<Receipt>>>>> recall(const QList<Submission> &leads);
    /// Adds an event. One with a known kind and key is a repeat. Unavailable if the queue is full.
    Later<Result<EventReceipt>> submitEvent(EventSubmission event);

    /// A lead by its id.
    Later<Result<std::optional<Entry>>> find(const QUuid &id);
    /// The oldest entries of a kind that wait to be forwarded; fewer than `limit`, but two at least, when events are so
    /// large that all of them would take too much memory.
    Later<Result<QList<Entry>>> waiting(int limit, QByteArray kind = kLeadKind);
    /// Also deletes the payloads.
    Later<Result<>> markForwarded(QList<qint64> sequences, Timestamp at, QByteArray kind = kLeadKind);
    Later<Result<>> setAside(qint64 sequence, QString reason);
    /// What is set aside, oldest first and without its contents; at most `limit`.
    Later<Result<QList<Entry>>> setAsideEntries(int limit);
    /// Makes an entry that is set aside wait again; `key` as in Entry. False if there is none.
    Later<Result<bool>> retry(QByteArray kind, QByteArray key);
    /// Gives up an entry that is set aside: deletes its contents for good. False if there is none.
    Later<Result<bool>> discard(QByteArray kind, QByteArray key);
    /// What is not forwarded, of all kinds and with its contents: those behind `after` in their order, at most `limit`
    /// and fewer, but one at least, when they are so large that all of them would take too much memory.
    Later<Result<QList<Entry>>> openEntries(qint64 after, int limit);
    /// Gives up entries that are not forwarded: deletes their contents for good, and what their sender would recognize
    /// them by. One that is on its way to the store at this moment may still arrive there. How many there were.
    Later<Result<int>> erase(QList<qint64> sequences);
    /// Deletes what the senders of these leads would recognize them by; a sender's own id or key may be a telephone
    /// number. Their repeats are no longer recognized. How many leads were known.
    Later<Result<int>> forgetKeys(QList<QUuid> leads);
    /// Leaves nothing deleted behind on the disk: empties the log and, if the file still holds one of these texts,
    /// rewrites it. Intake waits meanwhile. Unavailable if the log is being read.
    Later<Result<>> purge(QList<QByteArray> texts);
    Later<Result<qint64>> count(EntryState state, QByteArray kind = kLeadKind);
    /// Ok if a write just reached the disk.
    Later<Result<>> check();
    Later<Result<JournalStats>> stats();

    /// Deletes up to `limit` entries forwarded before `before` and returns how many. Their repeats are no longer
    /// recognized.
    Later<Result<int>> prune(Timestamp before, int limit);
    /// Stored times, by name.
    Later<Result<>> setTime(QByteArray name, Timestamp at);
    Later<Result<std::optional<Timestamp>>> time(QByteArray name);

Q_SIGNALS:
    /// Commits added this many new entries of this kind. Emitted from the event loop of the object's thread, once for
    /// all commits since the last time.
    void stored(const QByteArray &kind, int entries);

private:
    /// One piece of work in a group commit.
    class Job
    {
    public:
        virtual ~Job() = default;
        virtual void run(JournalStore &store) = 0;
        /// Set if the job only adds one lead: those are added together, and `take` is called instead of `run`.
        virtual const Submission *singleLead() const { return nullptr; }
        virtual void take(Result<Receipt>) {}
        /// The same for a job that only adds an event.
        virtual const EventSubmission *singleEvent() const { return nullptr; }
        virtual void take(Result<EventReceipt>) {}
        virtual void finish(const Result<> &commit) = 0;
        QByteArray kind = {};
        int entries = 0;   ///< new ones
        qint64 bytes = 0;  ///< of an event
        int forwarded = 0; ///< entries marked as forwarded
        std::vector<QByteArray> keys = {};
    };
    template <class T>
    class TypedJob;
    class LeadsJob;
    class EventJob;
    class PurgeJob;
    using Jobs = std::vector<std::unique_ptr<Job>>;

    Journal(std::unique_ptr<JournalStore> store, std::unique_ptr<Checkpointer> checkpointer,
            const JournalOptions &options);
    template <class T>
    Later<Result<T>> enqueue(std::function<Result<T>(JournalStore &)> work);
    std::optional<Error> tryReserve(Job &job, const QByteArray &kind, qsizetype entries, qint64 bytes);
    std::optional<Error> tryReserveKeys(Job &job, std::vector<QByteArray> keys);
    void release(const Jobs &jobs);
    template <class T>
    Later<Result<T>> enqueue(std::unique_ptr<TypedJob<T>> job);
    void post(std::unique_ptr<Job> job);
    enum class Adds { Lead, Event, Other };
    static Adds addsOf(const Job &job);
    void writeLoop();
    void write(Jobs &jobs);
    Result<> runAll(Jobs &jobs);
    using JobSpan = std::span<const std::unique_ptr<Job>>;
    void addEach(JobSpan jobs);
    void addEvents(JobSpan jobs);
    Result<> commit(const Jobs &jobs);
    void countForwarded(const Jobs &jobs);
    void announce(const Jobs &jobs);
    void reportStored();
    void keepLogShort();
    void purge();
    Result<JournalStats> statsOf(JournalStore &store) const;

    const JournalOptions m_options;
    // The thread's, once that runs.
    std::unique_ptr<JournalStore> m_store;
    std::unique_ptr<Checkpointer> m_checkpointer;
    metrics::Histogram m_commitSeconds{metrics::secondsBounds()};
    metrics::Histogram m_entriesACommit{metrics::sizeBounds()};
    std::map<QByteArray, qint64> m_forwarded;
    quint64 m_failedCommits = 0;
    std::optional<QList<QByteArray>> m_toPurge; // after this commit
    Result<> m_purged;

    std::mutex m_mutex; // guards the members below, up to the thread
    std::condition_variable m_wake;
    Jobs m_queue;
    int m_queuedEntries = 0;
    qint64 m_queuedBytes = 0;
    QSet<QByteArray> m_keysInFlight;
    std::map<QByteArray, int> m_stored; // entries by kind, not announced yet
    bool m_isStopping = false;
    std::thread m_thread;
};

} // namespace pl::journal
