#pragma once

#include "models/sqlite/sqlitedb.h"
#include "server/journal/entry.h"
#include "server/journal/journalstats.h"

#include <functional>

namespace pl::journal {

/// Read access to a journal for the server's operator, also while a server writes it or when it is damaged.
class JournalFile
{
public:
    /// NotFound if there is none. Refuses a newer program's journal.
    static Result<JournalFile> open(const QString &path);

    struct Filter
    {
        QList<EntryState> states; ///< none: all
        QByteArray kind = {};     ///< none: all
    };
    /// Calls `take` for each entry, in order of arrival, until it fails. In a damaged file, reads what can be reached
    /// from both ends and then fails.
    Result<> read(const Filter &filter, const std::function<Result<>(const Entry &)> &take);

    Result<QList<KindStats>> counts();
    /// The problems found by an integrity check; empty if the file is sound.
    Result<QStringList> problems();

    /// Releases set-aside entries for another try and returns how many. `id`: a lead's id or an event's key.
    Result<int> retry(const QString &id);
    Result<int> retryAll();

private:
    explicit JournalFile(sqlite::SqliteDb db) : m_db(std::move(db)) {}
    using Take = std::function<Result<>(const Entry &)>;
    Result<> readRange(const QByteArray &tail, qint64 after, const Take &take);
    Result<int> makeWait(const QByteArray &condition, const QByteArray &key);

    sqlite::SqliteDb m_db;
};

} // namespace pl::journal
