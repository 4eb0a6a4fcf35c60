#pragma once

#include "models/base/result.h"

#include <QByteArray>

namespace pl::shared {

/// Makes and reads the tokens of links: a claim's bytes and an HMAC-SHA256 over them, in base64url. The same claim
/// always gives the same token. Does not know when a claim ends.
class TokenSigner
{
public:
    /// The secret may have other uses, so each `purpose` gets a key of its own; a token of one is none of another.
    TokenSigner(const QByteArray &secret, const QByteArray &purpose);

    QByteArray tokenOf(const QByteArray &claim) const;
    /// The claim of `bytes` bytes. NotFound for a token that was not signed for this purpose with this secret.
    Result<QByteArray> read(const QByteArray &token, qsizetype bytes) const;

private:
    QByteArray macOf(const QByteArray &claim) const;

    const QByteArray m_key;
};

} // namespace pl::shared
