#pragma once

#include "models/domain/timestamp.h"
#include "server/journal/sqlitedb.h"

#include <QUuid>

#include <optional>

namespace pl::journal {

/// A lead as intake hands it to the journal. `payload` is the row of `leads` as JSON, checked and tidied, without id
/// and source. Of one source, no two leads have the same key or the same external id.
struct Submission
{
    QUuid id;
    QUuid sourceId;
    QString externalId = {};        ///< null: the source gave none
    QByteArray idempotencyKey = {}; ///< null: the source gave none
    QByteArray bodyHash = {};
    QByteArray payload = {};
    Timestamp receivedAt = {};
};

/// What became of a Submission: taken, or known already; then `id` is that of the first one.
struct Receipt
{
    QUuid id;
    bool isRepeat = false;
    bool operator==(const Receipt &) const = default;
};

enum class EntryState { Waiting, Forwarded, SetAside };

/// A lead in the journal. `sequence` rises in the order of arrival.
struct Entry
{
    qint64 sequence = 0;
    QUuid id;
    QUuid sourceId;
    QString externalId;
    QByteArray payload;
    Timestamp receivedAt;
    EntryState state = EntryState::Waiting;
};

/// The journal's table and statements. Used on the journal's thread alone; transactions are the caller's.
class JournalStore
{
public:
    /// Opens or creates the file: WAL, every commit synced to the disk. A file made by a newer program is refused.
    static Result<std::unique_ptr<JournalStore>> open(const QString &path);

    Result<> begin() { return m_db.run("begin immediate"); }
    Result<> commit() { return m_db.run("commit"); }
    void rollBack();
    /// Runs `work` so that its writes stay or go together, whatever else is in the transaction.
    template <class Work>
    auto inSavepoint(const Work &work) -> decltype(work(*this));
    bool isInTransaction() const { return m_db.isInTransaction(); }
    /// The most pages (of 4 KiB) that the file may have; beyond them it behaves as on a full disk.
    Result<> limitPages(int pages);

    /// InvalidInput, with the field "Idempotency-Key", when the key came before with another body.
    Result<Receipt> add(const Submission &submission);
    Result<std::optional<Entry>> find(const QUuid &id);
    /// The oldest entries that wait to be forwarded.
    Result<QList<Entry>> waiting(int limit);
    Result<> markForwarded(const QList<qint64> &sequences, Timestamp at);
    /// Takes an entry out of the forwarder's way and notes why.
    Result<> setAside(qint64 sequence, const QString &reason);
    Result<qint64> count(EntryState state);
    /// Writes something harmless, to see whether the disk takes it.
    Result<> touch(Timestamp at);

private:
    explicit JournalStore(SqliteDb db) : m_db(std::move(db)) {}
    Result<> migrate();
    Result<> prepareAll();
    Result<Receipt> known(const Submission &submission);
    static Entry entryOf(const SqliteStatement &row);

    SqliteDb m_db;
    std::optional<SqliteStatement> m_add, m_byKey, m_byExternalId, m_byId, m_waiting, m_markForwarded, m_setAside,
        m_count, m_touch;
};

template <class Work>
auto JournalStore::inSavepoint(const Work &work) -> decltype(work(*this))
{
    if (const auto begun = m_db.run("savepoint job"); !begun)
        return begun.error();
    auto result = work(*this);
    if (!m_db.isInTransaction())
        return result.ok() ? decltype(result)(m_db.lastError()) : result;
    const auto ended = m_db.run(result.ok() ? "release job" : "rollback to job; release job");
    if (!ended)
        return ended.error();
    return result;
}

} // namespace pl::journal
