#pragma once

#include "server/backup/archivestream.h"
#include "server/backup/manifest.h"

struct archive;

namespace pl::backup {

/// Writes a backup's archive, a gzipped tar: the manifest, then the files it lists.
class ArchiveWriter
{
public:
    /// `output` must outlive the writer.
    explicit ArchiveWriter(ArchiveOutput &output);
    ~ArchiveWriter();
    Q_DISABLE_COPY_MOVE(ArchiveWriter)

    /// Writes all of it and finishes the output. The files are in `folder`, under their own names.
    Result<> write(const Manifest &manifest, const QString &folder);

private:
    Result<> addManifest(const Manifest &manifest);
    Result<> addFile(const Member &member, const QString &folder, Timestamp at);
    Result<> begin(const QString &name, qint64 size, Timestamp at);
    Result<> put(const QByteArray &bytes);
    Error failure() const;
    static qint64 take(archive *, void *self, const void *bytes, std::size_t size);

    ArchiveOutput &m_output;
    archive *m_archive;
    Result<> m_written; ///< the output's first failure
};

/// A file's size and hash.
Result<Member> memberOf(const QString &folder, const QString &name);

} // namespace pl::backup
