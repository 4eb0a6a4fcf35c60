#include "server/journal/journalstore.h"

#include "server/journal/entryrow.h"
#include "server/journal/journalschema.h"

namespace pl::journal {

namespace {

// The journal is synced by every commit (FULL): a 2xx means that the lead survives a loss of power. What is let go of
// is overwritten with zeros (secure_delete). There is no vacuum: pages that pruning frees are used again, so the file
// stays at its high-water mark instead of being moved about.
constexpr const char *kPragmas = "pragma busy_timeout = 2000;"
                                 "pragma journal_mode = wal;"
                                 "pragma synchronous = full;"
                                 "pragma secure_delete = on;"
                                 "pragma journal_size_limit = 67108864;";

QByteArray statement(const char *tail)
{
    return QByteArray(kSelectEntries) + tail;
}

/// Structure and constraints, not every index entry: a fifth of the time of an integrity_check.
Result<> quickCheck(SqliteDb &db)
{
    auto check = db.prepare("pragma quick_check(1)");
    if (!check)
        return check.error();
    const auto row = check->step();
    if (!row)
        return row.error();
    if (check->bytes(0) != "ok")
        return Error{ErrorCode::Internal, QStringLiteral("It is damaged."), {}, kDamaged};
    return {};
}

Error damaged(const QString &path)
{
    return {ErrorCode::Internal,
            QStringLiteral("The journal %1 is damaged. Keep it: it may hold leads that are nowhere else. "
                           "\"plumber-leads-server journal check\" says what is wrong, \"journal export FILE\" saves "
                           "what can be read; then move journal.sqlite, journal.sqlite-wal and journal.sqlite-shm to "
                           "another folder and start again.")
                .arg(path),
            {},
            kDamaged};
}

Error reusedKey()
{
    Error error{ErrorCode::InvalidInput, QStringLiteral("This Idempotency-Key came before with another body.")};
    error.fields = {{QStringLiteral("Idempotency-Key"), QStringLiteral("reused"), error.message}};
    return error;
}

} // namespace

Result<std::unique_ptr<JournalStore>> JournalStore::open(const QString &path)
{
    auto db = SqliteDb::open(path);
    if (!db)
        return db.error();
    std::unique_ptr<JournalStore> store(new JournalStore(std::move(*db)));
    const auto ready = store->prepare();
    if (!ready && ready.error().remoteCode == kDamaged)
        return damaged(path);
    if (!ready)
        return Error{ready.error().code,
                     QStringLiteral("Can't use the journal %1: %2").arg(path, ready.error().message)};
    return store;
}

Result<> JournalStore::prepare()
{
    for (const auto step : {+[](JournalStore &store) { return store.m_db.run(kPragmas); },
                            +[](JournalStore &store) { return migrateJournal(store.m_db); },
                            +[](JournalStore &store) { return quickCheck(store.m_db); },
                            +[](JournalStore &store) { return store.prepareAll(); }})
        if (auto done = step(*this); !done)
            return done;
    m_db.watchLog(&m_pagesInLog);
    return {};
}

Result<> JournalStore::prepareAll()
{
    const std::pair<std::optional<SqliteStatement> *, QByteArray> all[] = {
        {&m_begin, "begin immediate"},
        {&m_commit, "commit"},
        {&m_add, "insert into entries (kind, key, source_id, external_id, idempotency_key, body_hash, payload, "
                 "received_at) values ('lead', ?1, ?2, ?3, ?4, ?5, ?6, ?7) on conflict do nothing"},
        {&m_addEvent, "insert into entries (kind, key, payload, received_at) values (?1, ?2, ?3, ?4) "
                      "on conflict do nothing"},
        {&m_byKey, "select key, body_hash from entries where source_id = ?1 and idempotency_key = ?2"},
        {&m_byExternalId, "select key from entries where source_id = ?1 and external_id = ?2"},
        {&m_byId, statement("where kind = 'lead' and key = ?1")},
        // "state <> 1" lets SQLite use the index of what is open; that 0 is not 1 it does not see by itself.
        {&m_waiting, statement("where kind = ?1 and state = 0 and state <> 1 order by sequence limit ?2")},
        {&m_markForwarded, "update entries set state = 1, settled_at = ?2, payload = null where sequence = ?1"},
        {&m_setAside, "update entries set state = 2, settled_at = ?3, reason = ?2 where sequence = ?1"},
        {&m_count, "select count(*) from entries where kind = ?1 and state = ?2"},
        {&m_open, "select open.kind, open.state, open.many, entries.received_at from (select kind, state, count(*) "
                  "as many, min(sequence) as first from entries where state <> 1 group by kind, state) as open "
                  "join entries on entries.sequence = open.first"},
        {&m_prune, "delete from entries where sequence in (select sequence from entries where state = 1 and "
                   "settled_at < ?1 order by settled_at limit ?2)"},
        {&m_setTime, "insert or replace into times (name, at) values (?1, ?2)"},
        {&m_time, "select at from times where name = ?1"},
    };
    for (const auto &[place, sql] : all) {
        auto prepared = m_db.prepare(sql.constData());
        if (!prepared)
            return prepared.error();
        place->emplace(std::move(*prepared));
    }
    return {};
}

void JournalStore::rollBack()
{
    // A full disk has ended the transaction already; then there is nothing to roll back.
    if (m_db.isInTransaction())
        (void)m_db.run("rollback");
}

Result<Receipt> JournalStore::add(const Submission &submission)
{
    m_add->bindBlob(1, submission.id.toRfc4122()).bindBlob(2, submission.sourceId.toRfc4122());
    m_add->bindText(3, submission.externalId.isNull() ? QByteArray() : submission.externalId.toUtf8());
    m_add->bindText(4, submission.idempotencyKey).bindBlob(5, submission.bodyHash).bindBlob(6, submission.payload);
    m_add->bind(7, submission.receivedAt.micros);
    if (const auto ran = m_add->run(); !ran)
        return ran.error();
    if (m_db.changes() == 1)
        return Receipt{submission.id, false};
    const auto first = known(submission);
    if (!first)
        return first.error();
    if (!*first)
        return Error{ErrorCode::Internal, QStringLiteral("The journal has another lead of the same id.")};
    return **first;
}

/// The lead that stands in the way of a new one. (The last inserted row id is another's: nothing was inserted.)
Result<std::optional<Receipt>> JournalStore::known(const Submission &submission)
{
    m_byKey->bindBlob(1, submission.sourceId.toRfc4122()).bindText(2, submission.idempotencyKey);
    const auto byKey = m_byKey->step();
    if (!byKey)
        return byKey.error();
    if (*byKey) {
        const Receipt receipt{QUuid::fromRfc4122(m_byKey->bytes(0)), true};
        const bool isSameBody = m_byKey->bytes(1) == submission.bodyHash;
        m_byKey->reset();
        return isSameBody ? Result<std::optional<Receipt>>(receipt) : reusedKey();
    }
    m_byExternalId->bindBlob(1, submission.sourceId.toRfc4122()).bindText(2, submission.externalId);
    const auto byExternalId = m_byExternalId->step();
    if (!byExternalId)
        return byExternalId.error();
    if (!*byExternalId)
        return std::optional<Receipt>();
    const Receipt receipt{QUuid::fromRfc4122(m_byExternalId->bytes(0)), true};
    m_byExternalId->reset();
    return std::optional(receipt);
}

Result<EventReceipt> JournalStore::addEvent(const EventSubmission &event)
{
    m_addEvent->bindText(1, event.kind).bindBlob(2, event.key).bindBlob(3, event.payload);
    if (const auto ran = m_addEvent->bind(4, event.receivedAt.micros).run(); !ran)
        return ran.error();
    return EventReceipt{m_db.changes() == 0};
}

Result<std::optional<Entry>> JournalStore::find(const QUuid &id)
{
    m_byId->bindBlob(1, id.toRfc4122());
    const auto found = m_byId->step();
    if (!found)
        return found.error();
    if (!*found)
        return std::optional<Entry>();
    std::optional<Entry> entry = entryOf(*m_byId);
    m_byId->reset();
    return entry;
}

Result<QList<Entry>> JournalStore::waiting(const QByteArray &kind, int limit)
{
    QList<Entry> entries;
    m_waiting->bindText(1, kind).bind(2, limit);
    for (;;) {
        const auto more = m_waiting->step();
        if (!more)
            return more.error();
        if (!*more)
            return entries;
        entries.append(entryOf(*m_waiting));
    }
}

Result<> JournalStore::markForwarded(const QList<qint64> &sequences, Timestamp at)
{
    for (const qint64 sequence : sequences)
        if (const auto marked = m_markForwarded->bind(1, sequence).bind(2, at.micros).run(); !marked)
            return marked.error();
    return {};
}

Result<> JournalStore::setAside(qint64 sequence, const QString &reason, Timestamp at)
{
    return m_setAside->bind(1, sequence).bindText(2, reason).bind(3, at.micros).run();
}

Result<qint64> JournalStore::count(const QByteArray &kind, EntryState state)
{
    const auto row = m_count->bindText(1, kind).bind(2, qint64(state)).step();
    if (!row)
        return row.error();
    const qint64 count = m_count->integer(0);
    m_count->reset();
    return count;
}

Result<> JournalStore::limitPages(int pages)
{
    return m_db.run("pragma max_page_count = " + QByteArray::number(pages));
}

Result<QList<KindStats>> JournalStore::openEntries()
{
    QList<KindStats> kinds;
    for (;;) {
        const auto more = m_open->step();
        if (!more)
            return more.error();
        if (!*more)
            return kinds;
        if (kinds.isEmpty() || kinds.last().kind != m_open->bytes(0))
            kinds.append({.kind = m_open->bytes(0)});
        if (EntryState(m_open->integer(1)) == EntryState::SetAside) {
            kinds.last().setAside = m_open->integer(2);
        } else {
            kinds.last().waiting = m_open->integer(2);
            kinds.last().oldestWaiting = Timestamp{m_open->integer(3)};
        }
    }
}

Result<int> JournalStore::prune(Timestamp before, int limit)
{
    if (const auto pruned = m_prune->bind(1, before.micros).bind(2, limit).run(); !pruned)
        return pruned.error();
    return m_db.changes();
}

Result<> JournalStore::setTime(const QByteArray &name, Timestamp at)
{
    return m_setTime->bindText(1, name).bind(2, at.micros).run();
}

Result<std::optional<Timestamp>> JournalStore::time(const QByteArray &name)
{
    const auto row = m_time->bindText(1, name).step();
    if (!row)
        return row.error();
    if (!*row)
        return std::optional<Timestamp>();
    const Timestamp at{m_time->integer(0)};
    m_time->reset();
    return std::optional(at);
}

} // namespace pl::journal
