#include "server/billing/stripesignature.h"

#include "server/shared/constanttime.h"

#include <QMessageAuthenticationCode>

#include <optional>

namespace pl::billing {

namespace {

struct Header
{
    QByteArray time;
    QByteArrayList signatures;
};

Header parsed(const QByteArray &text)
{
    Header header;
    for (const QByteArray &part : text.split(',')) {
        const QByteArray name = part.left(part.indexOf('=')).trimmed();
        const QByteArray value = part.mid(part.indexOf('=') + 1).trimmed();
        if (name == "t")
            header.time = value;
        else if (name == "v1")
            header.signatures += value.toLower();
    }
    return header;
}

} // namespace

StripeSignature::StripeSignature(const QByteArray &secrets)
{
    for (const QByteArray &secret : secrets.split(','))
        if (!secret.trimmed().isEmpty())
            m_secrets += secret.trimmed();
}

bool StripeSignature::signs(const QByteArray &body, const QByteArray &header, Timestamp now) const
{
    const Header claim = parsed(header);
    bool isNumber = false;
    const qint64 seconds = claim.time.toLongLong(&isNumber);
    if (!isNumber || std::abs(double(seconds) - double(now.micros) / 1e6) > double(kTolerance.count()))
        return false;
    bool found = false;
    for (const QByteArray &secret : m_secrets) {
        const QByteArray expected =
            QMessageAuthenticationCode::hash(claim.time + '.' + body, secret, QCryptographicHash::Sha256).toHex();
        for (const QByteArray &signature : claim.signatures)
            found |= shared::isSameDigest(signature, expected);
    }
    return found;
}

} // namespace pl::billing
