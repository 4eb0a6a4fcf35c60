#include "server/notify/linktoken.h"

#include "server/shared/constanttime.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QtEndian>

namespace pl::notify {

namespace {

constexpr int kClaimBytes = 16 + 16 + 8 + 8;
constexpr int kMacBytes = 18; // 144 bits; and 66 bytes in all leave no spare bits in base64
constexpr auto kBase64 =
    QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals | QByteArray::AbortOnBase64DecodingErrors;

QByteArray bytesOf(qint64 number)
{
    QByteArray bytes(sizeof number, Qt::Uninitialized);
    qToBigEndian(number, bytes.data());
    return bytes;
}

QByteArray bytesOf(const LinkClaim &claim)
{
    return claim.leadId.toRfc4122() + claim.plumberId.toRfc4122() + bytesOf(claim.assignedAt.micros) +
           bytesOf(claim.expiresAt.micros);
}

LinkClaim claimOf(const QByteArray &bytes)
{
    return {QUuid::fromRfc4122(bytes.first(16)), QUuid::fromRfc4122(bytes.sliced(16, 16)),
            Timestamp{qFromBigEndian<qint64>(bytes.constData() + 32)},
            Timestamp{qFromBigEndian<qint64>(bytes.constData() + 40)}};
}

} // namespace

/// The secret may have other uses, so links get their own derived key.
LinkSigner::LinkSigner(const QByteArray &secret)
    : m_key(QMessageAuthenticationCode::hash("answer by link, version 1", secret, QCryptographicHash::Sha256))
{
}

QByteArray LinkSigner::macOf(const QByteArray &claim) const
{
    return QMessageAuthenticationCode::hash(claim, m_key, QCryptographicHash::Sha256).first(kMacBytes);
}

QByteArray LinkSigner::tokenOf(const LinkClaim &claim) const
{
    const QByteArray bytes = bytesOf(claim);
    return (bytes + macOf(bytes)).toBase64(kBase64);
}

Result<LinkClaim> LinkSigner::read(const QByteArray &token) const
{
    const auto decoded = QByteArray::fromBase64Encoding(token, kBase64);
    const bool isWhole = decoded && decoded.decoded.size() == kClaimBytes + kMacBytes;
    if (!isWhole ||
        !shared::isSameDigest(macOf(decoded.decoded.first(kClaimBytes)), decoded.decoded.sliced(kClaimBytes)) ||
        decoded.decoded.toBase64(kBase64) != token)
        return Error{ErrorCode::NotFound, QStringLiteral("This link does not exist.")};
    return claimOf(decoded.decoded);
}

} // namespace pl::notify
