#include "server/backup/archivestream.h"

#include "server/shared/disksync.h"

#include <cstdio>

namespace pl::backup {

namespace {

constexpr qint64 kChunk = 256 * 1024;

} // namespace

Error notWritten(const QString &path, const QFileDevice &file)
{
    const bool isFull = file.error() == QFileDevice::ResourceError;
    return {ErrorCode::Unavailable, isFull ? QStringLiteral("Can't write %1: the disk is full.").arg(path)
                                           : QStringLiteral("Can't write %1: %2.").arg(path, file.errorString())};
}

Result<std::unique_ptr<FileOutput>> FileOutput::create(const QString &path)
{
    auto output = std::make_unique<FileOutput>();
    QFile &file = output->m_file;
    file.setFileName(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered,
                   QFile::ReadOwner | QFile::WriteOwner))
        return notWritten(path, file);
    return output;
}

Result<std::unique_ptr<FileOutput>> FileOutput::standardOutput()
{
    auto output = std::make_unique<FileOutput>();
    output->m_isOnDisk = false;
    if (!output->m_file.open(stdout, QIODevice::WriteOnly))
        return notWritten(QStringLiteral("standard output"), output->m_file);
    return output;
}

Result<> FileOutput::write(const char *bytes, qint64 size)
{
    while (size > 0) {
        const qint64 written = m_file.write(bytes, size);
        if (written <= 0)
            return notWritten(m_file.fileName(), m_file);
        bytes += written;
        size -= written;
    }
    return {};
}

Result<> FileOutput::finish()
{
    const bool isDone = m_isOnDisk ? shared::syncFile(m_file) : m_file.flush();
    if (!isDone)
        return notWritten(m_file.fileName(), m_file);
    m_file.close();
    return {};
}

Result<std::unique_ptr<FileInput>> FileInput::open(const QString &path)
{
    auto input = std::make_unique<FileInput>();
    input->m_file.setFileName(path);
    if (!input->m_file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, QStringLiteral("Can't read %1: %2.").arg(path, input->m_file.errorString())};
    return input;
}

Result<std::unique_ptr<FileInput>> FileInput::standardInput()
{
    auto input = std::make_unique<FileInput>();
    if (!input->m_file.open(stdin, QIODevice::ReadOnly))
        return Error{ErrorCode::Unavailable, QStringLiteral("Can't read standard input.")};
    return input;
}

/// https://age-encryption.org/v1: the header of the format, and of its form in letters.
bool FileInput::isEncrypted()
{
    const QByteArray start = m_file.peek(32);
    return start.startsWith("age-encryption.org/") || start.startsWith("-----BEGIN AGE ");
}

Result<QByteArray> FileInput::read()
{
    QByteArray bytes(kChunk, Qt::Uninitialized);
    const qint64 many = m_file.read(bytes.data(), kChunk);
    if (many < 0)
        return Error{ErrorCode::Unavailable,
                     QStringLiteral("Can't read %1: %2.").arg(m_file.fileName(), m_file.errorString())};
    bytes.truncate(many);
    return bytes;
}

} // namespace pl::backup
