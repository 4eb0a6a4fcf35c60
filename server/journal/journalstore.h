#pragma once

#include "server/journal/entry.h"
#include "server/journal/journalstats.h"
#include "server/shared/sqlitedb.h"

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace pl::journal {

/// The journal's table and statements. Used on one thread; transactions are the caller's.
class JournalStore
{
public:
    /// Opens or creates the file: WAL, every commit synced to the disk. A file made by a newer program is refused, and
    /// a damaged one, in words that say what to do.
    static Result<std::unique_ptr<JournalStore>> open(const QString &path);

    Result<> begin() { return m_begin->run(); }
    Result<> commit();
    void rollBack();
    /// Runs `work` so that its writes stay or go together, whatever else is in the transaction.
    template <class Work>
    auto inSavepoint(const Work &work) -> decltype(work(*this));
    /// The length of the log (WAL) after the last commit, in pages of 4 KiB. It grows until `checkpoint`, or another
    /// connection's, has moved all of it into the file; then the next commit begins it anew.
    int pagesInLog() const { return m_pagesInLog; }
    Result<> checkpoint() { return m_db.checkpoint(); }
    bool isInTransaction() const { return m_db.isInTransaction(); }
    /// The most pages (of 4 KiB) that the file may have; beyond them it behaves as on a full disk.
    Result<> limitPages(int pages);

    /// Gives it a new id. InvalidInput, with the field "Idempotency-Key", when the key came before with another body.
    Result<Receipt> add(const Submission &submission);
    /// The same for several that have nothing to do with one another; one result each, in their order.
    std::vector<Result<Receipt>> addEach(std::span<const Submission *const> submissions);
    /// The first of which this is a repeat, if any; the error is that of `add`.
    Result<std::optional<Receipt>> known(const Submission &submission);
    Result<EventReceipt> addEvent(const EventSubmission &event);
    /// A lead by its id.
    Result<std::optional<Entry>> find(const QUuid &id);
    /// The oldest entries of a kind that wait to be forwarded.
    Result<QList<Entry>> waiting(const QByteArray &kind, int limit);
    /// Lets go of the payloads as well.
    Result<> markForwarded(const QList<qint64> &sequences, Timestamp at);
    /// Takes an entry out of the forwarder's way and notes why.
    Result<> setAside(qint64 sequence, const QString &reason, Timestamp at);
    Result<qint64> count(const QByteArray &kind, EntryState state);
    /// What is not forwarded, by kind.
    Result<QList<KindStats>> openEntries();
    /// Deletes up to `limit` entries that were forwarded before then, the oldest first; how many.
    Result<int> prune(Timestamp before, int limit);

    /// Moments to be remembered, by name.
    Result<> setTime(const QByteArray &name, Timestamp at);
    Result<std::optional<Timestamp>> time(const QByteArray &name);

private:
    /// The leads that wait for the first time. A new lead is in no index of what waits; but as sequences rise, all that
    /// wait are behind a mark that moves on with the forwarder. Nobody else changes them: the command line makes leads
    /// wait again, which is another state and in the index of what is open.
    struct NewLeads
    {
        qint64 many = 0;
        qint64 from = 0; ///< no sequence before this
    };

    /// Statements for 1, 2, 4 and 8 leads.
    static constexpr std::size_t kAddStatements = 4;
    using Taken = std::span<const Submission *const>;
    struct MadeId
    {
        qint64 sequence = 0;
        QUuid id = {};
    };
    using MadeIds = std::array<MadeId, std::size_t(1) << (kAddStatements - 1)>;

    explicit JournalStore(shared::SqliteDb db) : m_db(std::move(db)) {}
    Result<> prepare();
    Result<> prepareAll();
    Result<> prepareAdding();
    void insert(shared::SqliteStatement &statement, Taken leads, std::vector<Result<Receipt>> &receipts);
    void insertAlone(Taken leads, const MadeIds &made, std::vector<Result<Receipt>> &receipts);
    Result<Receipt> receiptOf(const Submission &submission, const MadeId &made);
    Result<bool> isNewLead(qint64 sequence);
    Result<> findNewLeads();
    Result<> leaveNewLeads(qint64 sequence);
    Result<> appendNewLeads(QList<Entry> &entries, int limit);
    Result<> addNewLeads(QList<KindStats> &kinds);
    Result<std::optional<Entry>> firstOf(shared::SqliteStatement &query);
    qint64 nextSequence(Timestamp at);

    shared::SqliteDb m_db;
    int m_pagesInLog = 0;
    qint64 m_lastSequence = 0;
    NewLeads m_newLeads;       // as the transaction in hand sees them
    NewLeads m_committedLeads; // as they are when it is rolled back
    std::array<std::optional<shared::SqliteStatement>, kAddStatements> m_add;
    std::optional<shared::SqliteStatement> m_begin, m_commit, m_addEvent, m_byKey, m_byExternalId, m_byId, m_byOldId,
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
