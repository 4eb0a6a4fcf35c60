#include "server/journal/journalschema.h"

namespace pl::journal {

namespace {

constexpr int kSchemaVersion = 3;

// The key is unique within a kind: an event's own key, or a lead's id. States: 0 waiting, 1 forwarded, 2 set aside, 3
// waiting again after being set aside.
//
// Each index containing new leads adds a page or two to every commit, so there is only one, needed for
// Idempotency-Keys. A lead is found by its id through the sequence (entryid.h), except those of versions 1 and 2; leads
// waiting for the first time are found by a mark that the writer keeps in memory (JournalStore). All other indexes
// cover only open or rare entries, so they stay small however long forwarded entries are kept.
//
// The payload comes last: columns after a long one are slow to read.
constexpr const char *kTables = R"(
create table entries (
    sequence integer primary key,
    kind text not null,
    key blob not null,
    state integer not null default 0,
    received_at integer not null,
    source_id blob,
    external_id text,
    idempotency_key text,
    body_hash blob,
    settled_at integer,
    reason text,
    payload blob
);
create unique index entries_by_key on entries (kind, key) where kind <> 'lead';
create index entries_by_old_id on entries (key) where kind = 'lead' and sequence < 1099511627776;
create unique index entries_by_idempotency_key on entries (source_id, idempotency_key)
    where idempotency_key is not null;
create unique index entries_by_external_id on entries (source_id, external_id) where external_id is not null;
create index entries_open on entries (kind, sequence, state) where state <> 1 and (kind <> 'lead' or state <> 0);
create index entries_by_age on entries (settled_at) where state = 1;
create table if not exists times (name text primary key, at integer not null) without rowid;
)";

// Version 1 had only leads and kept the payloads of forwarded ones.
constexpr const char *kFromVersion1 = R"(
insert into entries (sequence, kind, key, source_id, external_id, idempotency_key, body_hash, payload, received_at,
                     state, settled_at, reason)
select sequence, 'lead', id, source_id, external_id, idempotency_key, body_hash,
       case state when 1 then null else cast(payload as blob) end, received_at, state,
       case state when 0 then null else coalesce(forwarded_at, received_at) end, reason
from journal;
drop table journal;
drop table health;
)";

// Version 2 had an index on all keys and on all open entries.
constexpr const char *kBeforeVersion2Goes = R"(
alter table entries rename to old;
drop index entries_by_idempotency_key;
drop index entries_by_external_id;
drop index entries_open;
drop index entries_by_age;
)";
constexpr const char *kFromVersion2 = R"(
insert into entries (sequence, kind, key, source_id, external_id, idempotency_key, body_hash, payload, received_at,
                     state, settled_at, reason)
select sequence, kind, key, source_id, external_id, idempotency_key, body_hash, payload, received_at, state, settled_at,
       reason
from old;
drop table old;
)";

QByteArray stepsFrom(qint64 version)
{
    if (version == 2)
        return QByteArray(kBeforeVersion2Goes) + kTables + kFromVersion2;
    return QByteArray(kTables) + (version == 1 ? kFromVersion1 : "");
}

Result<qint64> versionOf(sqlite::SqliteDb &db)
{
    auto asked = db.prepare("pragma user_version");
    if (!asked)
        return asked.error();
    if (const auto row = asked->step(); !row)
        return row.error();
    return asked->integer(0);
}

} // namespace

qint64 newestJournalSchema()
{
    return kSchemaVersion;
}

Result<> migrateJournal(sqlite::SqliteDb &db)
{
    const auto version = versionOf(db);
    if (!version)
        return version.error();
    if (*version > kSchemaVersion)
        return Error{ErrorCode::Internal, QStringLiteral("It was written by a newer version of this program.")};
    if (*version == kSchemaVersion)
        return {};
    return db.run("begin immediate;" + stepsFrom(*version) +
                  "pragma user_version = " + QByteArray::number(kSchemaVersion) + "; commit");
}

} // namespace pl::journal
