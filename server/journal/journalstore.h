#pragma once

#include "models/sqlite/sqlitedb.h"
#include "server/journal/entry.h"
#include "server/journal/journalstats.h"

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace pl::journal {

/// The journal's table and statements. Used on one thread; transactions are the caller's.
class JournalStore
{
public:
    /// Opens or creates the file: WAL, every commit synced to the disk. Refuses a file made by a newer program, and a
    /// damaged one, saying what to do.
    static Result<std::unique_ptr<JournalStore>> open(const QString &path);

    Result<> begin() { return m_begin->run(); }
    Result<> commit();
    void rollBack();
    /// Runs `work` atomically, in a savepoint within the transaction.
    template <class Work>
    auto inSavepoint(const Work &work) -> decltype(work(*this));
    /// The length of the log (WAL) after the last commit, in pages of 4 KiB. It grows until a checkpoint, here or on
    /// another connection, has moved all of it into the file; then the next commit restarts it.
    int pagesInLog() const { return m_pagesInLog; }
    Result<> checkpoint() { return m_db.checkpoint(); }
    bool isInTransaction() const { return m_db.isInTransaction(); }
    /// Limits the file to this many pages of 4 KiB; beyond them it behaves as if the disk were full.
    Result<> limitPages(int pages);

    /// Adds a lead with a new id. InvalidInput for the field "Idempotency-Key" if the key was used before with a
    /// different body.
    Result<Receipt> add(const Submission &submission);
    /// The same for several independent leads; one result each, in order.
    std::vector<Result<Receipt>> addEach(std::span<const Submission *const> submissions);
    /// The lead that this one repeats, if any; fails like `add`.
    Result<std::optional<Receipt>> known(const Submission &submission);
    Result<EventReceipt> addEvent(const EventSubmission &event);
    /// The same for several independent events; one result each, in order. Of two with the same kind and key, the
    /// second is a repeat.
    std::vector<Result<EventReceipt>> addEvents(std::span<const EventSubmission *const> events);
    /// A lead by its id.
    Result<std::optional<Entry>> find(const QUuid &id);
    /// See Journal::waiting.
    Result<QList<Entry>> waiting(const QByteArray &kind, int limit);
    /// Also deletes the payloads.
    Result<> markForwarded(const QList<qint64> &sequences, Timestamp at);
    /// Sets an entry aside, so that it is not forwarded, and records why.
    Result<> setAside(qint64 sequence, const QString &reason, Timestamp at);
    Result<qint64> count(const QByteArray &kind, EntryState state);
    /// See Journal::setAsideEntries, retry and discard.
    Result<QList<Entry>> setAsideEntries(int limit);
    Result<bool> retry(const QByteArray &kind, const QByteArray &key);
    Result<bool> discard(const QByteArray &kind, const QByteArray &key, Timestamp at);
    /// See Journal::openEntries, erase and forgetKeys.
    Result<QList<Entry>> openEntries(qint64 after, int limit);
    Result<int> erase(const QList<qint64> &sequences, Timestamp at);
    Result<int> forgetKeys(const QList<QUuid> &leads);
    /// Moves the whole log into the file and cuts it to nothing. If the file still holds one of these texts, in pages
    /// that were written before or moved, the file is rewritten, which takes as long as its size. Call it outside of a
    /// transaction.
    Result<> purge(const QList<QByteArray> &texts);
    /// Numbers of entries not forwarded, by kind.
    Result<QList<KindStats>> openEntries();
    /// Deletes up to `limit` entries forwarded before `before`, oldest first, and returns how many.
    Result<int> prune(Timestamp before, int limit);

    /// Stored times, by name.
    Result<> setTime(const QByteArray &name, Timestamp at);
    Result<std::optional<Timestamp>> time(const QByteArray &name);

private:
    /// The leads waiting for the first time. No index covers them; but since sequences increase, all of them are at or
    /// after a mark that moves with the forwarder. Nothing else changes them: when the command line makes leads wait
    /// again, they get another state, which the index of open entries covers.
    struct NewLeads
    {
        qint64 many = 0;
        qint64 from = 0; ///< no such lead has a smaller sequence
    };

    /// Statements for 1, 2, 4 and 8 leads or events.
    static constexpr std::size_t kAddStatements = 4;
    using Statements = std::array<std::optional<sqlite::SqliteStatement>, kAddStatements>;
    using Taken = std::span<const Submission *const>;
    struct MadeId
    {
        qint64 sequence = 0;
        QUuid id = {};
    };
    using MadeIds = std::array<MadeId, std::size_t(1) << (kAddStatements - 1)>;

    explicit JournalStore(sqlite::SqliteDb db) : m_db(std::move(db)) {}
    Result<> appendOpen(QList<Entry> &entries, const QByteArray &sql, qint64 from, int limit);
    Result<bool> changeSetAside(const char *change, const QByteArray &kind, const QByteArray &key,
                                std::optional<Timestamp> settledAt);
    Result<> prepare();
    Result<> prepareAll();
    Result<> prepareAdding();
    Result<> prepareAdding(Statements &statements, QByteArray sql, const QByteArray &row);
    void insert(sqlite::SqliteStatement &statement, Taken leads, std::vector<Result<Receipt>> &receipts);
    void insertAlone(Taken leads, const MadeIds &made, std::vector<Result<Receipt>> &receipts);
    Result<Receipt> receiptOf(const Submission &submission, const MadeId &made);
    using Events = std::span<const EventSubmission *const>;
    void insert(sqlite::SqliteStatement &statement, Events events, std::vector<Result<EventReceipt>> &receipts);
    Result<EventReceipt> receiptOf(const EventSubmission &event, qint64 sequence);
    Result<std::optional<qint64>> keptSequence(const EventSubmission &event);
    Result<bool> isNewLead(qint64 sequence);
    Result<> findNewLeads();
    Result<> leaveNewLeads(qint64 sequence);
    Result<> appendNewLeads(QList<Entry> &entries, int limit);
    Result<> addNewLeads(QList<KindStats> &kinds);
    Result<std::optional<Entry>> firstOf(sqlite::SqliteStatement &query);
    qint64 nextSequence(Timestamp at);

    sqlite::SqliteDb m_db;
    int m_pagesInLog = 0;
    qint64 m_lastSequence = 0;
    NewLeads m_newLeads;       // as the current transaction sees them
    NewLeads m_committedLeads; // restored on rollback
    Statements m_add, m_addEvents;
    std::optional<sqlite::SqliteStatement> m_begin, m_commit, m_byEvent, m_byKey, m_byExternalId, m_byId, m_byOldId,
        m_waiting, m_newWaiting, m_isNew, m_markForwarded, m_setAside, m_count, m_open, m_prune, m_setTime, m_time;
};

template <class Work>
auto JournalStore::inSavepoint(const Work &work) -> decltype(work(*this))
{
    if (const auto begun = m_db.run("savepoint job"); !begun)
        return begun.error();
    const NewLeads before = m_newLeads;
    auto result = work(*this);
    if (!result)
        m_newLeads = before;
    if (!m_db.isInTransaction())
        return result.ok() ? decltype(result)(m_db.lastError()) : result;
    const auto ended = m_db.run(result.ok() ? "release job" : "rollback to job; release job");
    if (!ended)
        return ended.error();
    return result;
}

} // namespace pl::journal
