#include "server/people/invitationtoken.h"

#include <QtEndian>

namespace pl::people {

namespace {

constexpr int kClaimBytes = 16 + 16 + 8;

QByteArray bytesOfClaim(const InvitationClaim &claim)
{
    QByteArray end(sizeof claim.expiresAt.micros, Qt::Uninitialized);
    qToBigEndian(claim.expiresAt.micros, end.data());
    return claim.account.toRfc4122() + claim.invitation.toRfc4122() + end;
}

InvitationClaim invitationIn(const QByteArray &bytes)
{
    return {QUuid::fromRfc4122(bytes.first(16)), QUuid::fromRfc4122(bytes.sliced(16, 16)),
            Timestamp{qFromBigEndian<qint64>(bytes.constData() + 32)}};
}

} // namespace

InvitationSigner::InvitationSigner(const QByteArray &secret) : m_signer(secret, "invitation, version 1") {}

QByteArray InvitationSigner::tokenOf(const InvitationClaim &claim) const
{
    return m_signer.tokenOf(bytesOfClaim(claim));
}

Result<InvitationClaim> InvitationSigner::read(const QByteArray &token) const
{
    return m_signer.read(token, kClaimBytes).transform(invitationIn);
}

} // namespace pl::people
