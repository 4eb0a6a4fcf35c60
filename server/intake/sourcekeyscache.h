#pragma once

#include "server/intake/source.h"

namespace pl::intake {

/// The last list of sources in a file that only its owner may read, so that a server that starts while the store is
/// away knows who may send. It holds no key, only hashes.
class SourceKeysCache
{
public:
    /// `store` is the project's address: a list that was read from another one is not taken.
    SourceKeysCache(QString file, QString store) : m_file(std::move(file)), m_store(std::move(store)) {}

    /// Empty when there is no such file, or it is not whole, or of another project.
    SourcesByHash read() const;
    Result<> write(const SourcesByHash &sources) const;

private:
    QString m_file;
    QString m_store;
};

} // namespace pl::intake
