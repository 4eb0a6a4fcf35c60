#pragma once

#include "models/base/result.h"
#include "models/base/timestamp.h"

#include <QByteArray>
#include <QUuid>

namespace pl::notify {

/// What a link in a plumber's message says: this plumber may answer for this lead, as it was assigned at that moment.
/// Another assignment, also of the same plumber, has another moment, so it takes the link's power.
struct LinkClaim
{
    QUuid leadId;
    QUuid plumberId;
    Timestamp assignedAt;
    Timestamp expiresAt;

    bool operator==(const LinkClaim &) const = default;
};

/// Makes and reads the signed text of a link: 88 characters of base64url, HMAC-SHA256 over what it says. The same claim
/// always gives the same text, so that a message that is made twice is the same message.
class LinkSigner
{
public:
    explicit LinkSigner(const QByteArray &secret);

    QByteArray tokenOf(const LinkClaim &claim) const;
    /// NotFound for what was not signed with this secret, whether it has expired or not: see `isExpired`.
    Result<LinkClaim> read(const QByteArray &token) const;

private:
    QByteArray macOf(const QByteArray &claim) const;

    const QByteArray m_key;
};

inline bool isExpired(const LinkClaim &claim, Timestamp now)
{
    return claim.expiresAt <= now;
}

} // namespace pl::notify
