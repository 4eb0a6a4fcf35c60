#include "server/notify/linktoken.h"

#include <QtEndian>

namespace pl::notify {

namespace {

constexpr int kClaimBytes = 16 + 16 + 8 + 8;

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

LinkSigner::LinkSigner(const QByteArray &secret) : m_signer(secret, "answer by link, version 1") {}

QByteArray LinkSigner::tokenOf(const LinkClaim &claim) const
{
    return m_signer.tokenOf(bytesOf(claim));
}

Result<LinkClaim> LinkSigner::read(const QByteArray &token) const
{
    return m_signer.read(token, kClaimBytes).transform(claimOf);
}

} // namespace pl::notify
