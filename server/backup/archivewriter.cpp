#include "server/backup/archivewriter.h"

#include "models/base/jsontext.h"

#include <QCryptographicHash>
#include <QDir>

#include <archive.h>
#include <archive_entry.h>

namespace pl::backup {

namespace {

constexpr qint64 kWriteChunk = 256 * 1024;
constexpr int kBlock = 64 * 1024;

struct EntryDeleter
{
    void operator()(archive_entry *entry) const { archive_entry_free(entry); }
};

Error notRead(const QFile &file)
{
    return {ErrorCode::Unavailable, QStringLiteral("Can't read %1: %2.").arg(file.fileName(), file.errorString())};
}

} // namespace

Result<Member> memberOf(const QString &folder, const QString &name)
{
    QFile file(QDir(folder).filePath(name));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return notRead(file);
    return Member{name, file.size(), hash.result().toHex()};
}

ArchiveWriter::ArchiveWriter(ArchiveOutput &output) : m_output(output), m_archive(archive_write_new())
{
    archive_write_set_format_pax_restricted(m_archive); // plain tar; more only for files over 8 GiB
    archive_write_add_filter_gzip(m_archive);
    // The rows are packed to a fourth at this level; higher ones win little and take several times as long.
    archive_write_set_filter_option(m_archive, "gzip", "compression-level", "3");
    archive_write_set_filter_option(m_archive, "gzip", "timestamp", nullptr);
    archive_write_set_bytes_per_block(m_archive, kBlock);
    archive_write_set_bytes_in_last_block(m_archive, 1);
}

ArchiveWriter::~ArchiveWriter()
{
    archive_write_free(m_archive);
}

/// libarchive's callback: how much was taken, or -1.
qint64 ArchiveWriter::take(archive *, void *self, const void *bytes, std::size_t size)
{
    auto &writer = *static_cast<ArchiveWriter *>(self);
    if (writer.m_written)
        writer.m_written = writer.m_output.write(static_cast<const char *>(bytes), qint64(size));
    return writer.m_written ? qint64(size) : -1;
}

Error ArchiveWriter::failure() const
{
    if (!m_written)
        return m_written.error();
    return {ErrorCode::Internal, QStringLiteral("Can't write the archive: error %1.").arg(archive_errno(m_archive))};
}

Result<> ArchiveWriter::write(const Manifest &manifest, const QString &folder)
{
    const auto taken = [](archive *of, void *self, const void *bytes, std::size_t size) -> la_ssize_t {
        return la_ssize_t(take(of, self, bytes, size));
    };
    if (archive_write_open2(m_archive, this, nullptr, taken, nullptr, nullptr) != ARCHIVE_OK)
        return failure();
    if (const auto added = addManifest(manifest); !added)
        return added;
    for (const Member &member : manifest.members)
        if (const auto added = addFile(member, folder, manifest.takenAt); !added)
            return added;
    if (archive_write_close(m_archive) != ARCHIVE_OK)
        return failure();
    return m_output.finish();
}

Result<> ArchiveWriter::addManifest(const Manifest &manifest)
{
    const QByteArray text = dumpJson(manifest.toJson()) + '\n';
    if (const auto begun = begin(QString::fromLatin1(Manifest::kFileName), text.size(), manifest.takenAt); !begun)
        return begun;
    return put(text);
}

/// A file that changed since it was measured makes an archive that nobody could restore.
Result<> ArchiveWriter::addFile(const Member &member, const QString &folder, Timestamp at)
{
    QFile file(QDir(folder).filePath(member.name));
    if (!file.open(QIODevice::ReadOnly))
        return notRead(file);
    if (const auto begun = begin(member.name, member.size, at); !begun)
        return begun;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    while (!file.atEnd()) {
        const QByteArray bytes = file.read(kWriteChunk);
        if (bytes.isEmpty())
            return notRead(file);
        hash.addData(bytes);
        if (const auto done = put(bytes); !done)
            return done;
    }
    if (hash.result().toHex() != member.sha256)
        return Error{ErrorCode::Internal, QStringLiteral("%1 changed while it was read.").arg(file.fileName())};
    return {};
}

Result<> ArchiveWriter::begin(const QString &name, qint64 size, Timestamp at)
{
    const std::unique_ptr<archive_entry, EntryDeleter> entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), name.toUtf8().constData());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0600);
    archive_entry_set_size(entry.get(), size);
    archive_entry_set_mtime(entry.get(), time_t(at.micros / 1'000'000), 0);
    return archive_write_header(m_archive, entry.get()) == ARCHIVE_OK ? Result<>() : failure();
}

Result<> ArchiveWriter::put(const QByteArray &bytes)
{
    return archive_write_data(m_archive, bytes.constData(), std::size_t(bytes.size())) == bytes.size() ? Result<>()
                                                                                                       : failure();
}

} // namespace pl::backup
