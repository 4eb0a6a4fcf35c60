#pragma once

#include "server/journal/journalfile.h"

#include <nlohmann/json.hpp>

namespace pl {

/// "waiting", "forwarded", "set-aside"
const char *stateWord(journal::EntryState state);

/// An entry without its contents: no personal data.
nlohmann::json summaryOf(const journal::Entry &entry);

/// Writes what is not forwarded, or everything, into a new file that its owner alone may read: a JSON object a line,
/// with the contents as text (`payload`), or as `payload_base64` when they are no UTF-8. How many. Of a damaged
/// journal, the file holds what could be read, and the error says so.
Result<int> exportJournal(journal::JournalFile &journal, const QString &path, bool all);

} // namespace pl
