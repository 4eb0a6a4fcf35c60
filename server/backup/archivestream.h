#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QFile>

namespace pl::backup {

/// Where an archive's bytes go. Blocks.
class ArchiveOutput
{
public:
    virtual ~ArchiveOutput() = default;
    virtual Result<> write(const char *bytes, qint64 size) = 0;
    /// All of it is where it belongs, and on disk if that is a file.
    virtual Result<> finish() = 0;
};

/// Where an archive's bytes come from. Blocks.
class ArchiveInput
{
public:
    virtual ~ArchiveInput() = default;
    /// Some bytes; none at the end.
    virtual Result<QByteArray> read() = 0;
};

/// A new file that only its owner can read, or standard output.
class FileOutput : public ArchiveOutput
{
public:
    /// Conflict if the file exists.
    static Result<std::unique_ptr<FileOutput>> create(const QString &path);
    static Result<std::unique_ptr<FileOutput>> standardOutput();
    Result<> write(const char *bytes, qint64 size) override;
    Result<> finish() override;

private:
    QFile m_file;
    bool m_isOnDisk = true;
};

/// A file, or standard input.
class FileInput : public ArchiveInput
{
public:
    static Result<std::unique_ptr<FileInput>> open(const QString &path);
    static Result<std::unique_ptr<FileInput>> standardInput();
    /// Whether age made it; before the first `read`.
    bool isEncrypted();
    Result<QByteArray> read() override;

private:
    QFile m_file;
};

/// Why a file can't be written, for people: "The disk is full: …".
Error notWritten(const QString &path, const QFileDevice &file);

} // namespace pl::backup
