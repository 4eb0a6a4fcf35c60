#include "server/backup/archivereader.h"

#include "models/base/jsontext.h"

#include <QCryptographicHash>
#include <QDir>
#include <QStorageInfo>

#include <archive.h>
#include <archive_entry.h>

namespace pl::backup {

namespace {

constexpr qint64 kMaxManifest = 1024 * 1024;
constexpr qint64 kMemberChunk = 256 * 1024;

Error wrongArchive(const QString &why)
{
    return {ErrorCode::InvalidInput, QStringLiteral("The archive can't be used: %1.").arg(why)};
}

Error notWhole()
{
    return wrongArchive(QStringLiteral("it is damaged, cut off, or no backup"));
}

/// A plain file: no link, no folder, no device.
bool isPlain(archive_entry *entry)
{
    return archive_entry_filetype(entry) == AE_IFREG && !archive_entry_hardlink(entry) &&
           !archive_entry_symlink(entry) && archive_entry_size_is_set(entry) && archive_entry_sparse_count(entry) == 0;
}

/// Nothing is written of an archive that would fill the disk.
Result<> checkRoom(const QString &folder, qint64 bytes)
{
    const qint64 room = QStorageInfo(folder).bytesAvailable();
    if (room >= bytes)
        return {};
    return Error{ErrorCode::Unavailable,
                 QStringLiteral("The archive holds %1 MB, and the disk of %2 has only %3 MB left.")
                     .arg(bytes / 1'000'000)
                     .arg(folder)
                     .arg(std::max<qint64>(room, 0) / 1'000'000)};
}

} // namespace

ArchiveReader::ArchiveReader(ArchiveInput &input) : m_input(input), m_archive(archive_read_new())
{
    archive_read_support_filter_gzip(m_archive);
    archive_read_support_format_tar(m_archive);
}

ArchiveReader::~ArchiveReader()
{
    archive_read_free(m_archive);
}

/// libarchive's callback: how much there is, 0 at the end, or -1.
qint64 ArchiveReader::give(archive *, void *self, const void **bytes)
{
    auto &reader = *static_cast<ArchiveReader *>(self);
    auto read = reader.m_input.read();
    if (!read) {
        reader.m_read = read.error();
        return -1;
    }
    reader.m_bytes = std::move(*read);
    *bytes = reader.m_bytes.constData();
    return reader.m_bytes.size();
}

Error ArchiveReader::failure() const
{
    return m_read ? notWhole() : m_read.error();
}

Result<Manifest> ArchiveReader::unpack(const QString &folder)
{
    if (const auto opened = open(); !opened)
        return opened.error();
    const auto manifest = readManifest();
    if (!manifest)
        return manifest;
    if (const auto fits = checkRoom(folder, manifest->bytes()); !fits)
        return fits.error();
    for (;;) {
        const auto more = next();
        if (!more)
            return more.error();
        if (!*more)
            break;
        if (const auto read = readMember(*manifest, folder); !read)
            return read.error();
    }
    if (m_names.size() != manifest->members.size())
        return wrongArchive(QStringLiteral("files are missing that its manifest names"));
    if (const auto ended = checkEnd(); !ended)
        return ended.error();
    return manifest;
}

Result<> ArchiveReader::open()
{
    const auto given = [](archive *of, void *self, const void **bytes) -> la_ssize_t {
        return la_ssize_t(give(of, self, bytes));
    };
    return archive_read_open(m_archive, this, nullptr, given, nullptr) == ARCHIVE_OK ? Result<>() : failure();
}

/// Goes on to the next file; false at the end.
Result<bool> ArchiveReader::next()
{
    archive_entry *entry = nullptr;
    const int code = archive_read_next_header(m_archive, &entry);
    if (code == ARCHIVE_EOF)
        return m_read ? Result<bool>(false) : m_read.error();
    if (code != ARCHIVE_OK)
        return failure();
    const char *name = archive_entry_pathname(entry);
    if (!name || !isPlain(entry))
        return wrongArchive(QStringLiteral("it holds something else than plain files"));
    m_name = QString::fromUtf8(name);
    m_size = archive_entry_size(entry);
    return true;
}

/// What the input holds behind the archive's end is read, too: whoever writes into our pipe would fail otherwise, and
/// what decrypts it could not say that the end is missing.
Result<> ArchiveReader::checkEnd()
{
    for (;;) {
        const auto rest = m_input.read();
        if (!rest)
            return rest.error();
        if (rest->isEmpty())
            return {};
    }
}

Result<Manifest> ArchiveReader::readManifest()
{
    const auto is = next();
    if (!is)
        return is.error();
    if (!*is || m_name != QLatin1StringView(Manifest::kFileName) || m_size < 0 || m_size > kMaxManifest)
        return notWhole();
    QByteArray text(m_size, Qt::Uninitialized);
    const auto many = fill(text);
    if (!many)
        return many.error();
    if (*many != m_size)
        return notWhole();
    const auto json = parseJson(text, QStringLiteral("the manifest"));
    return json ? Manifest::fromJson(*json) : notWhole();
}

Result<qint64> ArchiveReader::fill(QByteArray &buffer)
{
    qint64 many = 0;
    while (many < buffer.size()) {
        const auto read =
            archive_read_data(m_archive, buffer.data() + many, std::size_t(buffer.size()) - std::size_t(many));
        if (read < 0)
            return failure();
        if (read == 0)
            break;
        many += qint64(read);
    }
    return many;
}

Result<> ArchiveReader::readMember(const Manifest &manifest, const QString &folder)
{
    const Member *member = manifest.find(m_name);
    if (!member || m_names.contains(m_name) || m_size != member->size)
        return wrongArchive(QStringLiteral("it holds a file that its manifest doesn't name"));
    m_names += m_name;
    const auto output = FileOutput::create(QDir(folder).filePath(member->name));
    if (!output)
        return output.error();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (qint64 left = m_size; left > 0;) {
        QByteArray bytes(std::min(left, kMemberChunk), Qt::Uninitialized);
        const auto many = fill(bytes);
        if (!many)
            return many.error();
        if (*many != bytes.size())
            return notWhole();
        hash.addData(bytes);
        if (const auto written = (*output)->write(bytes.constData(), bytes.size()); !written)
            return written;
        left -= bytes.size();
    }
    if (hash.result().toHex() != member->sha256)
        return wrongArchive(QStringLiteral("%1 is not what was backed up; its hash is wrong").arg(member->name));
    return (*output)->finish();
}

} // namespace pl::backup
