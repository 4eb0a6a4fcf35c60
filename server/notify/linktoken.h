#pragma once

#include "models/base/result.h"
#include "models/base/timestamp.h"
#include "server/shared/tokensigner.h"

#include <QByteArray>
#include <QUuid>

namespace pl::notify {

/// What a link in a plumber's message grants: this plumber may answer for this lead, as assigned at that time. A new
/// assignment has another time, even to the same plumber, so reassigning invalidates the link.
struct LinkClaim
{
    QUuid leadId;
    QUuid plumberId;
    Timestamp assignedAt;
    Timestamp expiresAt;

    bool operator==(const LinkClaim &) const = default;
};

/// Makes and reads a link's signed token: 88 characters of base64url, with an HMAC-SHA256 over the claim. The same
/// claim always gives the same token, so a message composed twice is identical.
class LinkSigner
{
public:
    explicit LinkSigner(const QByteArray &secret);

    QByteArray tokenOf(const LinkClaim &claim) const;
    /// NotFound for a token not signed with this secret. Does not check expiry: see `isExpired`.
    Result<LinkClaim> read(const QByteArray &token) const;

private:
    shared::TokenSigner m_signer;
};

inline bool isExpired(const LinkClaim &claim, Timestamp now)
{
    return claim.expiresAt <= now;
}

} // namespace pl::notify
