#pragma once

#include "server/backup/archivestream.h"
#include "server/backup/manifest.h"

struct archive;

namespace pl::backup {

/// Reads a backup's archive, of which nothing is believed: it takes only plain files that its manifest names, of the
/// size and the hash that it names, under the names that a backup has. So nothing is written anywhere else, however
/// the archive is made up.
class ArchiveReader
{
public:
    /// `input` must outlive the reader.
    explicit ArchiveReader(ArchiveInput &input);
    ~ArchiveReader();
    Q_DISABLE_COPY_MOVE(ArchiveReader)

    /// Writes its files into `folder`, which is empty, readable by their owner alone, and returns the manifest.
    /// InvalidInput for a damaged archive or one that is no backup, Unavailable when the disk is full or the input
    /// can't be read. After a failure the folder holds files that nobody may trust.
    Result<Manifest> unpack(const QString &folder);

private:
    Result<> open();
    Result<bool> next();
    Result<Manifest> readManifest();
    Result<> readMember(const Manifest &manifest, const QString &folder);
    Result<> checkEnd();
    Result<qint64> fill(QByteArray &buffer);
    Error failure() const;
    static qint64 give(archive *, void *self, const void **bytes);

    ArchiveInput &m_input;
    archive *m_archive;
    Result<> m_read; ///< the input's first failure
    QByteArray m_bytes;
    QString m_name; ///< of the file that comes next
    qint64 m_size = 0;
    QStringList m_names;
};

} // namespace pl::backup
