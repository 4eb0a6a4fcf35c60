#pragma once

#include "server/journal/journal.h"
#include "server/journal/journalfile.h"

#include <QFuture>

namespace pl::customer {

/// What waits in the journal, page by page: the entries behind `after` in their order, with their contents; an empty
/// page ends them. Null where there is no journal to be read.
using OpenEntries = std::function<QFuture<Result<QList<journal::Entry>>>(qint64 after)>;

/// Of this server's own journal, which must outlive `owner`.
OpenEntries openEntriesOf(journal::Journal &journal, QObject *owner);
/// Of a file that a server may be writing: for commands beside it. Reads all of it at the first call.
OpenEntries openEntriesOf(std::shared_ptr<journal::JournalFile> file);

} // namespace pl::customer
