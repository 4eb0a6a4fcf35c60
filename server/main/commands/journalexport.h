#pragma once

#include "server/journal/journalfile.h"

#include <nlohmann/json.hpp>

namespace pl {

/// An entry without its contents, and so without personal data.
nlohmann::json summaryOf(const journal::Entry &entry);

/// Writes what is not forwarded, or everything, to a new file that only its owner can read: one JSON object per line,
/// with the contents as text (`payload`), or as `payload_base64` if they are not UTF-8. Returns the number of entries.
/// If the journal is damaged, the file holds what was readable, and the error says so.
Result<int> exportJournal(journal::JournalFile &journal, const QString &path, bool all);

} // namespace pl
