#include "server/notify/linktoken.h"
#include "tests/fuzz/targets.h"

#include <QtEndian>

namespace pl::fuzz {

namespace {

/// Any claim, from the input's bytes.
notify::LinkClaim claimFrom(const QByteArray &input)
{
    const QByteArray bytes = input.leftJustified(48, '\0', true);
    return {QUuid::fromRfc4122(bytes.first(16)), QUuid::fromRfc4122(bytes.sliced(16, 16)),
            Timestamp{qFromBigEndian<qint64>(bytes.constData() + 32)},
            Timestamp{qFromBigEndian<qint64>(bytes.constData() + 40)}};
}

} // namespace

void runLinkToken(const QByteArray &input)
{
    static const notify::LinkSigner signer("fuzz");
    if (const auto claim = signer.read(input); claim && signer.tokenOf(*claim) != input)
        qFatal("one link has two texts");
    const notify::LinkClaim claim = claimFrom(input);
    QByteArray token = signer.tokenOf(claim);
    if (const auto read = signer.read(token); !read || *read != claim)
        qFatal("a link is not read as it was signed");
    const uchar seed = input.isEmpty() ? 0 : uchar(input.back());
    token[seed % token.size()] = char(token[seed % token.size()] ^ (1 << seed % 7));
    if (signer.read(token))
        qFatal("a link holds that was changed by a bit");
}

} // namespace pl::fuzz
