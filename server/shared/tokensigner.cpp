#include "server/shared/tokensigner.h"

#include "server/shared/constanttime.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

namespace pl::shared {

namespace {

constexpr int kMacBytes = 18; // 144 bits
constexpr auto kBase64 =
    QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals | QByteArray::AbortOnBase64DecodingErrors;

} // namespace

TokenSigner::TokenSigner(const QByteArray &secret, const QByteArray &purpose)
    : m_key(QMessageAuthenticationCode::hash(purpose, secret, QCryptographicHash::Sha256))
{
}

QByteArray TokenSigner::macOf(const QByteArray &claim) const
{
    return QMessageAuthenticationCode::hash(claim, m_key, QCryptographicHash::Sha256).first(kMacBytes);
}

QByteArray TokenSigner::tokenOf(const QByteArray &claim) const
{
    return (claim + macOf(claim)).toBase64(kBase64);
}

/// One claim has one token: another spelling of the same bytes is refused.
Result<QByteArray> TokenSigner::read(const QByteArray &token, qsizetype bytes) const
{
    const auto decoded = QByteArray::fromBase64Encoding(token, kBase64);
    const bool isWhole = decoded && decoded.decoded.size() == bytes + kMacBytes;
    if (!isWhole || !isSameDigest(macOf(decoded.decoded.first(bytes)), decoded.decoded.sliced(bytes)) ||
        decoded.decoded.toBase64(kBase64) != token)
        return Error{ErrorCode::NotFound, QStringLiteral("This link does not exist.")};
    return decoded.decoded.first(bytes);
}

} // namespace pl::shared
