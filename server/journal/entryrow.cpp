#include "server/journal/entryrow.h"

namespace pl::journal {

EntryState entryState(qint64 column)
{
    switch (column) {
    case 1:
        return EntryState::Forwarded;
    case 2:
        return EntryState::SetAside;
    default:
        return EntryState::Waiting;
    }
}

Entry entryOf(const sqlite::SqliteStatement &row)
{
    Entry entry{.sequence = row.integer(0), .kind = row.bytes(1), .key = row.bytes(2)};
    if (entry.kind == kLeadKind) {
        entry.id = QUuid::fromRfc4122(entry.key);
        entry.key = entry.id.toByteArray(QUuid::WithoutBraces);
        entry.sourceId = QUuid::fromRfc4122(row.bytes(3));
    }
    entry.externalId = row.text(4);
    entry.payload = row.bytes(5);
    entry.receivedAt = {row.integer(6)};
    entry.state = entryState(row.integer(7));
    entry.settledAt = {row.integer(8)};
    entry.reason = row.text(9);
    return entry;
}

} // namespace pl::journal
