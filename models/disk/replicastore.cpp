#include "models/disk/replicastore.h"

namespace pl::disk {

void ReplicaStore::State::open()
{
    auto opened = ReplicaFile::open(path, key);
    if (opened)
        file = std::move(*opened);
    else
        error = opened.error();
}

Result<> ReplicaStore::State::remove(const Error &reason)
{
    file.reset();
    error = reason;
    return ReplicaFile::isInMemory(path) ? Result<>() : ReplicaFile::remove(path);
}

ReplicaStore::ReplicaStore(const QString &path, const FileKey &key)
    : m_state(std::make_shared<State>(State{path, key, nullptr, {}, false}))
{
    m_thread.post([state = m_state] { state->open(); });
}

/// The file is closed on its thread.
ReplicaStore::~ReplicaStore()
{
    m_thread.post([state = m_state] { state->file.reset(); });
}

Later<Result<ReplicaStore::Opened>> ReplicaStore::opened()
{
    return ask([](ReplicaFile &file) { return Result<Opened>(Opened{file.isNew(), file.wasClosed()}); });
}

Later<Result<QByteArray>> ReplicaStore::note(const QByteArray &name)
{
    return ask([name](ReplicaFile &file) { return file.note(name); });
}

Later<Result<>> ReplicaStore::check()
{
    return ask([](ReplicaFile &file) { return file.check(); });
}

Later<Result<>> ReplicaStore::wipe()
{
    const Error reason{ErrorCode::NotFound, QStringLiteral("The copy of the office was removed from this computer.")};
    return m_thread.run([state = m_state, reason] { return state->remove(reason); });
}

} // namespace pl::disk
