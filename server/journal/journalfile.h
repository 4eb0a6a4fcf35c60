#pragma once

#include "server/journal/entry.h"
#include "server/journal/journalstats.h"
#include "server/shared/sqlitedb.h"

#include <functional>

namespace pl::journal {

/// A journal as the person who runs the server looks into it, also while a server writes it, also when it is damaged.
class JournalFile
{
public:
    /// NotFound when there is none. Refuses a newer program's.
    static Result<JournalFile> open(const QString &path);

    struct Filter
    {
        QList<EntryState> states; ///< none: all
        QByteArray kind = {};     ///< none: all
    };
    /// Calls `take` for each, in the order of arrival, until it fails. Of a damaged file, those that can be reached
    /// from either end; then it fails after them.
    Result<> read(const Filter &filter, const std::function<Result<>(const Entry &)> &take);

    Result<QList<KindStats>> counts();
    /// What an integrity check complains about; nothing when the file is sound.
    Result<QStringList> problems();

    /// Lets the forwarder try what was set aside once more: how many entries. `id`: a lead's id or an event's key.
    Result<int> retry(const QString &id);
    Result<int> retryAll();

private:
    explicit JournalFile(shared::SqliteDb db) : m_db(std::move(db)) {}
    using Take = std::function<Result<>(const Entry &)>;
    Result<> readRange(const QByteArray &tail, qint64 after, const Take &take);
    Result<int> makeWait(const QByteArray &condition, const QByteArray &key);

    shared::SqliteDb m_db;
};

} // namespace pl::journal
