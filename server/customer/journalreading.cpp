#include "server/customer/journalreading.h"

#include "models/base/answer.h"

namespace pl::customer {

using Entries = QList<journal::Entry>;

namespace {

constexpr int kPageEntries = 200;

Result<Entries> allOpen(journal::JournalFile &file)
{
    using journal::EntryState;
    Entries entries;
    const auto read =
        file.read({.states = {EntryState::Waiting, EntryState::SetAside}}, [&](const journal::Entry &entry) {
            entries += entry;
            return Result<>();
        });
    return read ? Result<Entries>(entries) : read.error();
}

} // namespace

OpenEntries openEntriesOf(journal::Journal &journal, QObject *owner)
{
    return [&journal, owner](qint64 after) {
        const Answer<Entries> answer;
        onResult(owner, journal.openEntries(after, kPageEntries),
                 [answer](const Result<Entries> &entries) { answer.finish(entries); });
        return answer.future();
    };
}

OpenEntries openEntriesOf(std::shared_ptr<journal::JournalFile> file)
{
    return [file = std::move(file)](qint64 after) {
        const Answer<Entries> answer;
        answer.finish(after < 0 ? allOpen(*file) : Result<Entries>(Entries()));
        return answer.future();
    };
}

} // namespace pl::customer
