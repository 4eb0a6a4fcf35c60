#pragma once

#include "models/disk/replicafile.h"
#include "models/disk/workthread.h"

namespace pl::disk {

/// The copy of the office for the thread of the window: works on a thread of its own, in the order it is asked, and
/// gives each answer later (onResult). What was asked before the destructor is done before it returns.
///
/// After a write that failed (a full disk), nothing more is written: a later note would promise rows that are missing.
/// The next ReplicaStore goes on from what is there. A file that turns out to be damaged is removed; the next
/// ReplicaStore makes it again. The window works without in both cases. T as ReplicaReader's.
class ReplicaStore
{
public:
    /// `path`: see ReplicaFile::open.
    ReplicaStore(const QString &path, const FileKey &key);
    ~ReplicaStore();

    /// How the file was when it was opened; an Error when there is none to work with: then all else fails, too, and
    /// the window works without.
    struct Opened
    {
        bool isNew = false;    ///< and empty
        bool wasClosed = true; ///< else check() is worth its time
    };
    Later<Result<Opened>> opened();

    template <class T>
    Later<Result<qint64>> store(const QList<T> &rows, const Notes &notes = {})
    {
        return ask([state = m_state, rows, notes](ReplicaFile &file) -> Result<qint64> {
            if (state->isFrozen)
                return state->error;
            const auto stored = file.store(rows, notes);
            if (!stored) {
                state->isFrozen = true;
                state->error = stored.error();
            }
            return stored;
        });
    }
    template <class T>
    Later<Result<QList<T>>> newest(int rows)
    {
        return ask([rows](ReplicaFile &file) { return file.newest<T>(rows); });
    }
    template <class T>
    Later<Result<std::optional<T>>> row(const QUuid &id)
    {
        return ask([id](ReplicaFile &file) { return file.row<T>(id); });
    }
    template <class T>
    Later<Result<qint64>> count()
    {
        return ask([](ReplicaFile &file) { return file.count<T>(); });
    }
    Later<Result<QByteArray>> note(const QByteArray &name);
    Later<Result<>> check();
    /// Anything else; `work` gets the ReplicaFile and returns a Result.
    template <class F>
    auto ask(F work) -> Later<std::invoke_result_t<F, ReplicaFile &>>
    {
        using Answer = std::invoke_result_t<F, ReplicaFile &>;
        return m_thread.run([state = m_state, work = std::move(work)]() -> Answer {
            if (!state->file)
                return state->error;
            Answer answer = work(*state->file);
            if (!answer && answer.error().remoteCode == sqlite::kDamaged)
                (void)state->remove(answer.error());
            return answer;
        });
    }

    /// Closes the file and removes it from the disk: for signing out everywhere, and for forgetting a server. All that
    /// is asked later fails.
    Later<Result<>> wipe();

private:
    /// Belongs to the thread.
    struct State
    {
        QString path;
        FileKey key;
        std::unique_ptr<ReplicaFile> file;
        Error error; ///< why there is no file, or why nothing is written
        bool isFrozen = false;
        void open();
        Result<> remove(const Error &reason);
    };

    const std::shared_ptr<State> m_state;
    WorkThread m_thread;
};

} // namespace pl::disk
