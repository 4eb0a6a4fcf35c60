#include "server/journal/entryid.h"
#include "server/journal/entryrow.h"
#include "server/journal/journalstore.h"

// What erasing a person looks for, and takes away. It is rare, so no statement is kept for it.

namespace pl::journal {

namespace {

constexpr qint64 kMaxBytesOpen = 16 * 1024 * 1024;
constexpr qint64 kOldSequences = 1LL << 40; // smaller ones are no times (journalschema.cpp)

// Which of them, first: else SQLite would sort their contents, too.
constexpr const char *kOpen =
    "where sequence in (select sequence from entries indexed by entries_open where state <> 1 and "
    "(kind <> 'lead' or state <> 0) and sequence >= ?1 order by sequence limit ?2) order by sequence";
constexpr const char *kNewLeads = "where sequence >= ?1 and kind = 'lead' and state = 0 order by sequence limit ?2";

constexpr const char *kErase =
    "update entries set state = 1, settled_at = ?2, payload = null, reason = null, external_id = null, "
    "idempotency_key = null, body_hash = null where sequence = ?1 and state <> 1";
constexpr const char *kForget =
    "update entries set external_id = null, idempotency_key = null, body_hash = null, reason = null "
    "where kind = 'lead' and key = ?2 and ";

void cutToBytes(QList<Entry> &entries)
{
    qint64 bytes = 0;
    for (qsizetype i = 0; i < entries.size(); ++i) {
        bytes += entries.at(i).payload.size();
        if (bytes > kMaxBytesOpen && i > 0)
            return entries.resize(i);
    }
}

} // namespace

Result<> JournalStore::appendOpen(QList<Entry> &entries, const QByteArray &sql, qint64 from, int limit)
{
    auto query = m_db.prepare((QByteArray(kSelectEntries) + sql).constData());
    if (!query)
        return query.error();
    query->bind(1, from).bind(2, limit);
    return query->eachRow([&] { entries.append(entryOf(*query)); });
}

/// New leads are in no index, but none of them is before the mark.
Result<QList<Entry>> JournalStore::openEntries(qint64 after, int limit)
{
    QList<Entry> entries;
    if (const auto read = appendOpen(entries, kOpen, after + 1, limit); !read)
        return read.error();
    if (const auto read = appendOpen(entries, kNewLeads, std::max(after + 1, m_newLeads.from), limit); !read)
        return read.error();
    std::sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) { return a.sequence < b.sequence; });
    if (entries.size() > limit)
        entries.resize(limit);
    cutToBytes(entries);
    return entries;
}

Result<int> JournalStore::erase(const QList<qint64> &sequences, Timestamp at)
{
    auto update = m_db.prepare(kErase);
    if (!update)
        return update.error();
    int erased = 0;
    for (const qint64 sequence : sequences) {
        if (const auto left = leaveNewLeads(sequence); !left)
            return left.error();
        if (const auto ran = update->bind(1, sequence).bind(2, at.micros).run(); !ran)
            return ran.error();
        erased += m_db.changes();
    }
    return erased;
}

/// A lead's id holds its place, except in journals of old (entryid.h).
Result<int> JournalStore::forgetKeys(const QList<QUuid> &leads)
{
    auto byPlace = m_db.prepare((QByteArray(kForget) + "sequence = ?1").constData());
    auto byOldId = m_db.prepare((QByteArray(kForget) + "sequence < ?1").constData());
    if (!byPlace || !byOldId)
        return m_db.lastError();
    int known = 0;
    for (const QUuid &lead : leads) {
        const QByteArray key = lead.toRfc4122();
        if (const auto ran = byPlace->bind(1, sequenceOf(lead)).bindBlob(2, key).run(); !ran)
            return ran.error();
        const int found = m_db.changes();
        known += found;
        if (found > 0)
            continue;
        if (const auto ran = byOldId->bind(1, kOldSequences).bindBlob(2, key).run(); !ran)
            return ran.error();
        known += m_db.changes();
    }
    return known;
}

Result<> JournalStore::purge(const QList<QByteArray> &texts)
{
    if (const auto emptied = m_db.emptyLog(); !emptied)
        return emptied;
    const auto holds = m_db.holds(texts);
    if (!holds || !*holds)
        return holds ? Result<>() : holds.error();
    if (const auto rewritten = m_db.run("vacuum"); !rewritten)
        return rewritten;
    return m_db.emptyLog();
}

} // namespace pl::journal
