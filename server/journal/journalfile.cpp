#include "server/journal/journalfile.h"

#include "server/journal/entryrow.h"
#include "server/journal/journalschema.h"

#include <QFileInfo>

namespace pl::journal {

namespace {

bool isWanted(const Entry &entry, const JournalFile::Filter &filter)
{
    return (filter.states.isEmpty() || filter.states.contains(entry.state)) &&
           (filter.kind.isEmpty() || filter.kind == entry.kind);
}

void add(KindStats &stats, EntryState state, qint64 many, Timestamp oldest)
{
    switch (state) {
    case EntryState::Waiting: // for the first time, or again
        stats.waiting += many;
        stats.oldestWaiting = std::min(stats.oldestWaiting.value_or(oldest), oldest);
        break;
    case EntryState::Forwarded:
        stats.forwarded = many;
        break;
    case EntryState::SetAside:
        stats.setAside = many;
        break;
    }
}

} // namespace

Result<JournalFile> JournalFile::open(const QString &path)
{
    if (!QFileInfo::exists(path))
        return Error{ErrorCode::NotFound, QStringLiteral("The journal %1 does not exist.").arg(path)};
    auto db = sqlite::SqliteDb::open(path, sqlite::SqliteDb::Mode::Existing);
    if (!db)
        return db.error();
    auto ready = db->run("pragma busy_timeout = 5000; pragma synchronous = full; pragma secure_delete = on");
    if (ready)
        ready = migrateJournal(*db);
    if (!ready)
        return Error{ready.error().code,
                     QStringLiteral("Can't read the journal %1: %2").arg(path, ready.error().message),
                     {},
                     ready.error().remoteCode};
    return JournalFile(std::move(*db));
}

Result<> JournalFile::read(const Filter &filter, const Take &take)
{
    qint64 last = -1;
    const auto note = [&](const Entry &entry) {
        last = entry.sequence;
        return isWanted(entry, filter) ? take(entry) : Result<>();
    };
    const auto upwards = readRange("order by sequence", -1, note);
    if (upwards || upwards.error().remoteCode != sqlite::kDamaged)
        return upwards;
    (void)readRange("order by sequence desc", last,
                    [&](const Entry &entry) { return isWanted(entry, filter) ? take(entry) : Result<>(); });
    return upwards;
}

Result<> JournalFile::readRange(const QByteArray &tail, qint64 after, const Take &take)
{
    const QByteArray sql = kSelectEntries + QByteArray("where sequence > ?1 ") + tail;
    auto rows = m_db.prepare(sql.constData());
    if (!rows)
        return rows.error();
    rows->bind(1, after);
    for (;;) {
        const auto more = rows->step();
        if (!more)
            return more.error();
        if (!*more)
            return {};
        if (const auto taken = take(entryOf(*rows)); !taken)
            return taken;
    }
}

Result<QList<KindStats>> JournalFile::counts()
{
    auto rows =
        m_db.prepare("select kind, state, count(*), min(received_at) from entries group by kind, state order by 1");
    if (!rows)
        return rows.error();
    QList<KindStats> kinds;
    const auto read = rows->eachRow([&] {
        if (kinds.isEmpty() || kinds.last().kind != rows->bytes(0))
            kinds.append({.kind = rows->bytes(0)});
        add(kinds.last(), entryState(rows->integer(1)), rows->integer(2), Timestamp{rows->integer(3)});
    });
    return read.transform([&kinds](Done) { return kinds; });
}

Result<QStringList> JournalFile::problems()
{
    auto rows = m_db.prepare("pragma integrity_check(20)");
    if (!rows)
        return rows.error();
    QStringList problems;
    const auto read = rows->eachRow([&] { problems.append(rows->text(0)); });
    if (problems == QStringList{QStringLiteral("ok")})
        problems.clear();
    return read.transform([&problems](Done) { return problems; });
}

Result<int> JournalFile::retry(const QString &id)
{
    const QUuid lead = QUuid::fromString(id);
    const auto leads = lead.isNull() ? Result<int>(0) : makeWait("and kind = 'lead' and key = ?1", lead.toRfc4122());
    if (!leads || *leads > 0)
        return leads;
    return makeWait("and kind <> 'lead' and key = ?1", id.toUtf8());
}

Result<int> JournalFile::retryAll()
{
    return makeWait({}, {});
}

Result<int> JournalFile::makeWait(const QByteArray &condition, const QByteArray &key)
{
    const QByteArray sql = "update entries indexed by entries_open set state = 3, settled_at = null, reason = null "
                           "where state = 2 and state <> 1 and (kind <> 'lead' or state <> 0) " +
                           condition;
    auto update = m_db.prepare(sql.constData());
    if (!update)
        return update.error();
    if (!key.isEmpty())
        update->bindBlob(1, key);
    if (const auto ran = update->run(); !ran)
        return ran.error();
    return m_db.changes();
}

} // namespace pl::journal
