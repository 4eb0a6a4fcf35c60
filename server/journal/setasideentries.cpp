#include "server/journal/entryrow.h"
#include "server/journal/journalstore.h"

// What people do with entries that were set aside. It is rare, so no statement is kept for it.

namespace pl::journal {

namespace {

/// SQLite uses the index of open entries only if the query repeats the index's condition literally.
constexpr const char *kSetAside = " where state = 2 and state <> 1 and (kind <> 'lead' or state <> 0)";

/// As kSelectEntries, but without the contents, which may be long: what is set aside is listed every few seconds.
constexpr const char *kSelectListed =
    "select sequence, kind, key, source_id, external_id, null, received_at, state, settled_at, reason from entries ";

/// As the column holds it; empty for a lead's id that is none.
QByteArray storedKey(const QByteArray &kind, const QByteArray &key)
{
    if (kind != kLeadKind)
        return key;
    const QUuid id = QUuid::fromString(QString::fromLatin1(key));
    return id.isNull() ? QByteArray() : id.toRfc4122();
}

} // namespace

Result<QList<Entry>> JournalStore::setAsideEntries(int limit)
{
    const QByteArray sql =
        kSelectListed + QByteArray("indexed by entries_open") + kSetAside + " order by sequence limit ?1";
    auto query = m_db.prepare(sql.constData());
    if (!query)
        return query.error();
    query->bind(1, limit);
    QList<Entry> entries;
    const auto read = query->eachRow([&] { entries.append(entryOf(*query)); });
    return read ? Result<QList<Entry>>(entries) : read.error();
}

Result<bool> JournalStore::changeSetAside(const char *change, const QByteArray &kind, const QByteArray &key,
                                          std::optional<Timestamp> settledAt)
{
    const QByteArray stored = storedKey(kind, key);
    if (stored.isEmpty())
        return false;
    const QByteArray sql =
        QByteArray("update entries indexed by entries_open set ") + change + kSetAside + " and kind = ?1 and key = ?2";
    auto update = m_db.prepare(sql.constData());
    if (!update)
        return update.error();
    update->bindText(1, kind).bindBlob(2, stored);
    if (settledAt)
        update->bind(3, settledAt->micros);
    const auto ran = update->run();
    return ran ? Result<bool>(m_db.changes() > 0) : ran.error();
}

Result<bool> JournalStore::retry(const QByteArray &kind, const QByteArray &key)
{
    return changeSetAside("state = 3, settled_at = null, reason = null", kind, key, std::nullopt);
}

Result<bool> JournalStore::discard(const QByteArray &kind, const QByteArray &key, Timestamp at)
{
    return changeSetAside("state = 1, settled_at = ?3, payload = null", kind, key, at);
}

} // namespace pl::journal
