#pragma once

#include "server/intake/source.h"

namespace pl::intake {

/// Saves the last list of sources in a file readable only by its owner, so that a server that starts while the store is
/// unavailable knows who may send. Of keys it holds only hashes; but it also holds the secrets with which hooks are
/// signed, because an HMAC can't be checked without.
class SourceKeysCache
{
public:
    /// `store` is the project's URL: a list read from another project is ignored.
    SourceKeysCache(QString file, QString store) : m_file(std::move(file)), m_store(std::move(store)) {}

    /// Empty if the file is missing, damaged, or from another project.
    SourcesByHash read() const;
    Result<> write(const SourcesByHash &sources) const;

private:
    QString m_file;
    QString m_store;
};

} // namespace pl::intake
