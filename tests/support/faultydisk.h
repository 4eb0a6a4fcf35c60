#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

#include <atomic>
#include <mutex>

namespace pl::test {

/// The disk under every SQLite database that this process opens while the object lives, with faults on demand. Files of
/// shared memory (-shm) are not on it: a loss of power takes them anyway.
class FaultyDisk
{
public:
    enum class Fault {
        None,
        Full,     ///< no write succeeds
        Failing,  ///< writes and syncs end with an I/O error
        NoSync,   ///< syncs alone do
        ReadOnly, ///< no write succeeds, and no file opens for writing
    };
    FaultyDisk();
    ~FaultyDisk();
    FaultyDisk(const FaultyDisk &) = delete;
    FaultyDisk &operator=(const FaultyDisk &) = delete;

    /// From now on, or once so many operations (writes and syncs) more have succeeded.
    void setFault(Fault fault, int after = 0);
    /// Writes and syncs so far.
    int operations() const { return m_operations; }

    /// The files as a loss of power would leave them: each as of its last sync. To be called when no connection is open
    /// any more. What was never synced is empty.
    void losePower();

    /// How the disk's own functions ask.
    int codeOfWrite();
    int codeOfSync();
    bool isReadOnly() const { return m_fault == Fault::ReadOnly; }
    void noteOpened(const QString &path);
    void noteSynced(const QString &path);
    void noteDeleted(const QString &path);

private:
    Fault faultNow();

    std::atomic<Fault> m_fault = Fault::None;
    std::atomic<int> m_remaining = 0;
    std::atomic<int> m_operations = 0;
    std::mutex m_mutex;
    QHash<QString, QByteArray> m_synced; // what is safe of each file
};

} // namespace pl::test
