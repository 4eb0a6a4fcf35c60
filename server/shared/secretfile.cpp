#include "server/shared/secretfile.h"

#include "server/shared/disksync.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryFile>

#include <sodium.h>

namespace pl::shared {
namespace {

constexpr int kSecretBytes = 48;

QByteArray randomSecret()
{
    QByteArray bytes(kSecretBytes, Qt::Uninitialized);
    randombytes_buf(bytes.data(), size_t(bytes.size()));
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

/// Written to a temporary file and then renamed, so nobody reads a partial secret; the rename fails if another process
/// was faster. Synced to disk before use: a different secret after a power cut would lock everyone out.
bool createSecret(const QString &file)
{
    QTemporaryFile aside(file + QStringLiteral(".XXXXXX"));
    if (!aside.open() || !aside.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return false;
    const QByteArray secret = randomSecret();
    if (aside.write(secret) != secret.size() || !syncFile(aside))
        return false;
    if (aside.rename(file)) {
        aside.setAutoRemove(false);
        return syncFolder(QFileInfo(file).absolutePath());
    }
    return QFile::exists(file);
}

} // namespace

Result<QByteArray> readOrCreateSecret(const QString &file)
{
    if (!QFile::exists(file) && !createSecret(file))
        return Error{ErrorCode::Internal, QStringLiteral("The file %1 can't be written.").arg(file)};
    QFile existing(file);
    if (!existing.open(QIODevice::ReadOnly))
        return Error{ErrorCode::Internal, QStringLiteral("The file %1 can't be read.").arg(file)};
    const QByteArray secret = existing.readAll().trimmed();
    if (secret.size() < 32)
        return Error{ErrorCode::Internal,
                     QStringLiteral("The file %1 does not hold a secret of at least 32 characters.").arg(file)};
    return secret;
}

} // namespace pl::shared
