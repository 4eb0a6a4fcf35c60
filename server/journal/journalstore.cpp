#include "server/journal/journalstore.h"

#include "server/journal/entryid.h"
#include "server/journal/entryrow.h"
#include "server/journal/gatheringvfs.h"
#include "server/journal/journalschema.h"

namespace pl::journal {

namespace {

// Every commit is synced (FULL): a 2xx means that the lead survives a power loss. Deleted data is overwritten with
// zeros (secure_delete). There is no vacuum but `purge`: pages freed by pruning are reused, so the file stays at its
// high-water mark instead of being rewritten.
constexpr const char *kPragmas = "pragma busy_timeout = 2000;"
                                 "pragma synchronous = full;"
                                 "pragma journal_mode = wal;"
                                 "pragma secure_delete = on;"
                                 "pragma journal_size_limit = 67108864;";

constexpr int kAddParameters = 8; // a lead
constexpr qint64 kMaxBytesRead = 16 * 1024 * 1024;

QByteArray statement(const char *tail)
{
    return QByteArray(kSelectEntries) + tail;
}

/// Checks structure and constraints, not every index entry, in a fifth of integrity_check's time.
Result<> quickCheck(sqlite::SqliteDb &db)
{
    auto check = db.prepare("pragma quick_check(1)");
    if (!check)
        return check.error();
    const auto row = check->step();
    if (!row)
        return row.error();
    if (check->bytes(0) != "ok")
        return Error{ErrorCode::Internal, QStringLiteral("It is damaged."), {}, sqlite::kDamaged};
    return {};
}

Error damaged(const QString &path)
{
    return {ErrorCode::Internal,
            QStringLiteral("The journal %1 is damaged. Keep it: it may hold leads that exist nowhere else. "
                           "\"plumber-leads-server journal check\" shows what is wrong, \"journal export FILE\" saves "
                           "what can be read; then move journal.sqlite, journal.sqlite-wal and journal.sqlite-shm to "
                           "another folder and start again.")
                .arg(path),
            {},
            sqlite::kDamaged};
}

Error reusedKey()
{
    Error error{ErrorCode::InvalidInput,
                QStringLiteral("This Idempotency-Key was already used with a different body.")};
    error.fields = {{QStringLiteral("Idempotency-Key"), QStringLiteral("reused"), error.message}};
    return error;
}

} // namespace

Result<std::unique_ptr<JournalStore>> JournalStore::open(const QString &path)
{
    auto db = sqlite::SqliteDb::open(path, sqlite::SqliteDb::Mode::CreateIfAbsent, gatheringVfs());
    if (!db)
        return db.error();
    std::unique_ptr<JournalStore> store(new JournalStore(std::move(*db)));
    const auto ready = store->prepare();
    if (!ready && ready.error().remoteCode == sqlite::kDamaged)
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
                            +[](JournalStore &store) { return store.prepareAll(); },
                            +[](JournalStore &store) { return store.prepareAdding(); },
                            +[](JournalStore &store) { return store.findNewLeads(); }})
        if (auto done = step(*this); !done)
            return done;
    m_db.watchLog(&m_pagesInLog);
    return {};
}

Result<> JournalStore::prepareAll()
{
    const std::pair<std::optional<sqlite::SqliteStatement> *, QByteArray> all[] = {
        {&m_begin, "begin immediate"},
        {&m_commit, "commit"},
        {&m_byKey, "select key, body_hash from entries where source_id = ?1 and idempotency_key = ?2"},
        {&m_byExternalId, "select key from entries where source_id = ?1 and external_id = ?2"},
        {&m_byId, statement("where sequence = ?1 and kind = 'lead' and key = ?2")},
        {&m_byOldId, statement("indexed by entries_by_old_id where key = ?1 and kind = 'lead' and sequence < "
                               "1099511627776")},
        // SQLite uses these two's indexes only if the query repeats the index's condition literally.
        {&m_waiting, statement("indexed by entries_open where kind = ?1 and state <> 2 and state <> 1 and "
                               "(kind <> 'lead' or state <> 0) order by sequence limit ?2")},
        {&m_byEvent, "select sequence from entries where kind = ?1 and key = ?2 and kind <> 'lead'"},
        {&m_newWaiting, statement("where sequence >= ?1 and kind = 'lead' and state = 0 order by sequence limit ?2")},
        {&m_isNew, "select 1 from entries where sequence = ?1 and kind = 'lead' and state = 0"},
        {&m_markForwarded, "update entries set state = 1, settled_at = ?2, payload = null where sequence = ?1"},
        {&m_setAside, "update entries set state = 2, settled_at = ?3, reason = ?2 where sequence = ?1"},
        {&m_count, "select count(*) from entries where kind = ?1 and iif(state = 3, 0, state) = ?2"},
        {&m_open, "select open.kind, open.is_aside, open.many, entries.received_at from (select kind, state = 2 as "
                  "is_aside, count(*) as many, min(sequence) as first from entries indexed by entries_open where "
                  "state <> 1 and (kind <> 'lead' or state <> 0) group by kind, is_aside) as open "
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

/// SQLite opens the table and its seven indexes for each statement, so eight leads in one statement take a quarter less
/// time than eight statements. With "or ignore" one lead can't fail the others, as it would with "on conflict" where a
/// column must not be null.
Result<> JournalStore::prepareAdding()
{
    const auto leads = prepareAdding(m_add,
                                     "insert or ignore into entries (kind, sequence, key, source_id, external_id, "
                                     "idempotency_key, body_hash, payload, received_at) values ",
                                     "('lead', ?, ?, ?, ?, ?, ?, ?, ?)");
    if (!leads)
        return leads;
    return prepareAdding(m_addEvents,
                         "insert or ignore into entries (sequence, kind, key, payload, received_at) values ",
                         "(?, ?, ?, ?, ?)");
}

Result<> JournalStore::prepareAdding(Statements &statements, QByteArray sql, const QByteArray &row)
{
    std::size_t rows = 0;
    for (std::size_t i = 0; i < statements.size(); ++i) {
        for (; rows < std::size_t(1) << i; ++rows)
            sql += (rows > 0 ? ", " : "") + row;
        auto prepared = m_db.prepare(sql.constData());
        if (!prepared)
            return prepared.error();
        statements[i].emplace(std::move(*prepared));
    }
    return {};
}

/// Reads the whole table, as the check before it did: a mark stored elsewhere could be wrong and leave a lead behind.
Result<> JournalStore::findNewLeads()
{
    auto asked = m_db.prepare("select max(sequence), count(*) filter (where kind = 'lead' and state = 0), "
                              "min(sequence) filter (where kind = 'lead' and state = 0) from entries");
    if (!asked)
        return asked.error();
    if (const auto row = asked->step(); !row)
        return row.error();
    m_lastSequence = asked->integer(0);
    m_newLeads = {asked->integer(1), asked->integer(2)};
    m_committedLeads = m_newLeads;
    return {};
}

/// Increases whatever the clock does: a lead before the mark would never be forwarded.
qint64 JournalStore::nextSequence(Timestamp at)
{
    m_lastSequence = std::max(m_lastSequence + 1, sequenceAt(at));
    return m_lastSequence;
}

Result<> JournalStore::commit()
{
    auto committed = m_commit->run();
    if (committed)
        m_committedLeads = m_newLeads;
    return committed;
}

void JournalStore::rollBack()
{
    m_newLeads = m_committedLeads;
    // A full disk ends the transaction by itself; then there is nothing to roll back.
    if (m_db.isInTransaction())
        (void)m_db.run("rollback");
}

Result<Receipt> JournalStore::add(const Submission &submission)
{
    const Submission *const one = &submission;
    return std::move(addEach({&one, 1}).front());
}

std::vector<Result<Receipt>> JournalStore::addEach(Taken submissions)
{
    std::vector<Result<Receipt>> receipts;
    receipts.reserve(submissions.size());
    for (std::size_t i = m_add.size(); i-- > 0;)
        for (const std::size_t many = std::size_t(1) << i; submissions.size() >= many;
             submissions = submissions.subspan(many))
            insert(*m_add[i], submissions.first(many), receipts);
    return receipts;
}

void JournalStore::insert(sqlite::SqliteStatement &statement, Taken leads, std::vector<Result<Receipt>> &receipts)
{
    MadeIds made;
    for (std::size_t i = 0; i < leads.size(); ++i) {
        const Submission &lead = *leads[i];
        const qint64 sequence = nextSequence(lead.receivedAt);
        made[i] = {sequence, newEntryId(sequence)};
        const int first = int(i) * kAddParameters + 1;
        statement.bind(first, sequence).bindBlob(first + 1, made[i].id.toRfc4122());
        statement.bindBlob(first + 2, lead.sourceId.toRfc4122());
        statement.bindText(first + 3, lead.externalId.isNull() ? QByteArray() : lead.externalId.toUtf8());
        statement.bindText(first + 4, lead.idempotencyKey).bindBlob(first + 5, lead.bodyHash);
        statement.bindBlob(first + 6, lead.payload).bind(first + 7, lead.receivedAt.micros);
    }
    const auto ran = statement.run();
    if (!ran && leads.size() > 1 && m_db.isInTransaction())
        return insertAlone(leads, made, receipts);
    const bool areAllNew = ran && std::size_t(m_db.changes()) == leads.size();
    m_newLeads.many += ran ? m_db.changes() : 0;
    for (std::size_t i = 0; i < leads.size(); ++i) {
        if (!ran)
            receipts.emplace_back(ran.error());
        else
            receipts.push_back(areAllNew ? Receipt{made[i].id, false} : receiptOf(*leads[i], made[i]));
    }
}

/// Used after one of them failed, which must not fail the others. SQLite may have kept the ones before it.
void JournalStore::insertAlone(Taken leads, const MadeIds &made, std::vector<Result<Receipt>> &receipts)
{
    for (std::size_t i = 0; i < leads.size(); ++i) {
        if (const auto isThere = isNewLead(made[i].sequence); isThere && *isThere) {
            ++m_newLeads.many;
            receipts.push_back(Receipt{made[i].id, false});
        } else {
            insert(*m_add.front(), leads.subspan(i, 1), receipts);
        }
    }
}

/// The result for a lead that was inserted: it is in the table, or an existing one prevented it.
Result<Receipt> JournalStore::receiptOf(const Submission &submission, const MadeId &made)
{
    const auto isNew = isNewLead(made.sequence);
    if (!isNew)
        return isNew.error();
    if (*isNew)
        return Receipt{made.id, false};
    const auto first = known(submission);
    if (!first)
        return first.error();
    if (!*first)
        return Error{ErrorCode::Internal, QStringLiteral("The journal did not accept the lead.")};
    return **first;
}

/// The existing lead that prevented an insert. (The last inserted row id is no use: nothing was inserted.)
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

Result<std::optional<Entry>> JournalStore::find(const QUuid &id)
{
    const QByteArray key = id.toRfc4122();
    const auto found = firstOf(m_byId->bind(1, sequenceOf(id)).bindBlob(2, key));
    return !found || *found ? found : firstOf(m_byOldId->bindBlob(1, key));
}

Result<std::optional<Entry>> JournalStore::firstOf(sqlite::SqliteStatement &query)
{
    const auto found = query.step();
    if (!found)
        return found.error();
    if (!*found)
        return std::optional<Entry>();
    std::optional<Entry> entry = entryOf(query);
    query.reset();
    return entry;
}

Result<QList<Entry>> JournalStore::waiting(const QByteArray &kind, int limit)
{
    QList<Entry> entries;
    qint64 bytes = 0;
    m_waiting->bindText(1, kind).bind(2, limit);
    for (;;) {
        const auto more = m_waiting->step();
        if (!more)
            return more.error();
        if (!*more)
            break;
        entries.append(entryOf(*m_waiting));
        bytes += entries.last().payload.size();
        if (bytes > kMaxBytesRead && entries.size() > 1 && kind != kLeadKind) {
            m_waiting->reset();
            break;
        }
    }
    if (kind == kLeadKind && entries.size() < limit)
        if (const auto read = appendNewLeads(entries, limit); !read)
            return read.error();
    return entries;
}

/// Entries that wait again arrived before these.
Result<> JournalStore::appendNewLeads(QList<Entry> &entries, int limit)
{
    const qsizetype others = entries.size();
    m_newWaiting->bind(1, m_newLeads.from).bind(2, limit - others);
    if (const auto read = m_newWaiting->eachRow([&] { entries.append(entryOf(*m_newWaiting)); }); !read)
        return read;
    m_newLeads.from = entries.size() > others ? entries.at(others).sequence : m_lastSequence + 1;
    return {};
}

Result<bool> JournalStore::isNewLead(qint64 sequence)
{
    const auto isNew = m_isNew->bind(1, sequence).step();
    m_isNew->reset();
    return isNew;
}

/// Call before changing an entry's state.
Result<> JournalStore::leaveNewLeads(qint64 sequence)
{
    const auto isNew = isNewLead(sequence);
    if (!isNew)
        return isNew.error();
    m_newLeads.many -= *isNew ? 1 : 0;
    return {};
}

Result<> JournalStore::markForwarded(const QList<qint64> &sequences, Timestamp at)
{
    for (const qint64 sequence : sequences) {
        if (const auto left = leaveNewLeads(sequence); !left)
            return left;
        if (const auto marked = m_markForwarded->bind(1, sequence).bind(2, at.micros).run(); !marked)
            return marked;
    }
    return {};
}

Result<> JournalStore::setAside(qint64 sequence, const QString &reason, Timestamp at)
{
    if (const auto left = leaveNewLeads(sequence); !left)
        return left;
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
    const auto read = m_open->eachRow([&] {
        if (kinds.isEmpty() || kinds.last().kind != m_open->bytes(0))
            kinds.append({.kind = m_open->bytes(0)});
        if (m_open->integer(1) != 0) {
            kinds.last().setAside = m_open->integer(2);
        } else {
            kinds.last().waiting = m_open->integer(2);
            kinds.last().oldestWaiting = Timestamp{m_open->integer(3)};
        }
    });
    if (!read)
        return read.error();
    if (const auto added = addNewLeads(kinds); !added)
        return added.error();
    return kinds;
}

Result<> JournalStore::addNewLeads(QList<KindStats> &kinds)
{
    if (m_newLeads.many == 0)
        return {};
    const auto oldest = firstOf(m_newWaiting->bind(1, m_newLeads.from).bind(2, 1));
    if (!oldest)
        return oldest.error();
    auto place =
        std::find_if(kinds.begin(), kinds.end(), [](const KindStats &stats) { return stats.kind >= kLeadKind; });
    if (place == kinds.end() || place->kind != kLeadKind)
        place = kinds.insert(place, {.kind = kLeadKind});
    place->waiting += m_newLeads.many;
    if (!place->oldestWaiting && *oldest)
        place->oldestWaiting = (*oldest)->receivedAt;
    return {};
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
