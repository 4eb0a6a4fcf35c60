#pragma once

#include "server/backup/archivestream.h"

#include <QProcess>
#include <QStringList>

namespace pl::backup {

/// Encrypts what is written, by the program `age` (https://age-encryption.org), into a new file that only its owner
/// can read, or to standard output.
class AgeOutput : public ArchiveOutput
{
public:
    /// `recipients`: public keys ("age1…", "ssh-ed25519 …"). `path`: empty for standard output. Fails when age is
    /// missing.
    static Result<std::unique_ptr<AgeOutput>> start(const QStringList &recipients, const QString &path);
    Result<> write(const char *bytes, qint64 size) override;
    Result<> finish() override;

private:
    QString m_path;
    QProcess m_age;
};

/// Decrypts what it reads.
class AgeInput : public ArchiveInput
{
public:
    /// `identity`: the file with the secret key. `path`: empty for standard input.
    static Result<std::unique_ptr<AgeInput>> start(const QString &identity, const QString &path);
    Result<QByteArray> read() override;

private:
    QProcess m_age;
};

/// Whether a recipient looks like one that age knows.
bool isRecipient(const QString &text);

} // namespace pl::backup
