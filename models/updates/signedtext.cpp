#include "models/updates/signedtext.h"

#include <QCoreApplication>

#include <sodium.h>

#include <algorithm>

namespace pl::updates {
namespace {

struct SignedTextWords
{
    Q_DECLARE_TR_FUNCTIONS(SignedText)
};

constexpr char kMark[] = "ed25519 ";

const unsigned char *bytesOf(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

bool hasSigned(const QByteArray &key, const QByteArray &signature, const QByteArray &text)
{
    return key.size() == kKeyBytes &&
           crypto_sign_verify_detached(bytesOf(signature), bytesOf(text), quint64(text.size()), bytesOf(key)) == 0;
}

} // namespace

Result<QByteArray> verifiedText(const QByteArray &signedText, const QList<QByteArray> &keys)
{
    if (signedText.size() > kMaxSignedBytes)
        return Error{ErrorCode::TooLarge, SignedTextWords::tr("The answer is too long.")};
    const qsizetype end = signedText.indexOf('\n');
    const QByteArray line = signedText.left(std::max<qsizetype>(end, 0));
    const auto signature =
        QByteArray::fromBase64Encoding(line.mid(qsizetype(sizeof kMark) - 1), QByteArray::AbortOnBase64DecodingErrors);
    if (!line.startsWith(kMark) || !signature || signature.decoded.size() != qsizetype(crypto_sign_BYTES))
        return Error{ErrorCode::Protocol, SignedTextWords::tr("The answer is not news about versions.")};
    if (sodium_init() < 0)
        return Error{ErrorCode::Internal, SignedTextWords::tr("Signatures can\u2019t be checked on this computer.")};
    const QByteArray text = signedText.mid(end + 1);
    if (std::none_of(keys.cbegin(), keys.cend(),
                     [&](const QByteArray &key) { return hasSigned(key, signature.decoded, text); }))
        return Error{ErrorCode::Forbidden,
                     SignedTextWords::tr("The answer is not signed by the program\u2019s makers.")};
    return text;
}

} // namespace pl::updates
