#pragma once

#include "models/base/timestamp.h"
#include "server/shared/tokensigner.h"

#include <QUuid>

namespace pl::people {

/// What an invitation's link grants: to choose the password of this account, as long as the account names this
/// invitation. Another invitation, or one that was used, invalidates it.
struct InvitationClaim
{
    QUuid account;
    QUuid invitation;
    Timestamp expiresAt;

    bool operator==(const InvitationClaim &) const = default;
};

/// Makes and reads the signed tokens of invitations' links: 80 characters of base64url.
class InvitationSigner
{
public:
    explicit InvitationSigner(const QByteArray &secret);

    QByteArray tokenOf(const InvitationClaim &claim) const;
    /// NotFound for a token not signed with this secret. Does not check expiry.
    Result<InvitationClaim> read(const QByteArray &token) const;

private:
    shared::TokenSigner m_signer;
};

} // namespace pl::people
