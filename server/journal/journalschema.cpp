#include "server/journal/journalschema.h"

namespace pl::journal {

namespace {

constexpr int kSchemaVersion = 2;

// Of a kind, the key tells entries apart: an event's own, or a lead's id. The indexes on what is still open hold no
// forwarded rows, so they stay small however long those are kept.
constexpr const char *kTables = R"(
create table entries (
    sequence integer primary key,
    kind text not null,
    key blob not null,
    source_id blob,
    external_id text,
    idempotency_key text,
    body_hash blob,
    payload blob,
    received_at integer not null,
    state integer not null default 0,
    settled_at integer,
    reason text,
    unique (kind, key)
);
create unique index entries_by_idempotency_key on entries (source_id, idempotency_key)
    where idempotency_key is not null;
create unique index entries_by_external_id on entries (source_id, external_id) where external_id is not null;
create index entries_open on entries (kind, state, sequence) where state <> 1;
create index entries_by_age on entries (settled_at) where state = 1;
create table times (name text primary key, at integer not null) without rowid;
)";

// Version 1 knew leads alone and kept the payloads of those it had forwarded.
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

Result<qint64> versionOf(SqliteDb &db)
{
    auto asked = db.prepare("pragma user_version");
    if (!asked)
        return asked.error();
    if (const auto row = asked->step(); !row)
        return row.error();
    return asked->integer(0);
}

} // namespace

Result<> migrateJournal(SqliteDb &db)
{
    const auto version = versionOf(db);
    if (!version)
        return version.error();
    if (*version > kSchemaVersion)
        return Error{ErrorCode::Internal, QStringLiteral("It was written by a newer version of this program.")};
    if (*version == kSchemaVersion)
        return {};
    const QByteArray tables = QByteArray(kTables) + (*version == 1 ? kFromVersion1 : "");
    return db.run("begin immediate;" + tables + "pragma user_version = " + QByteArray::number(kSchemaVersion) +
                  "; commit");
}

} // namespace pl::journal
