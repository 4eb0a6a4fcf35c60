#include "server/notify/sendgridsignature.h"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>

namespace pl::notify {

namespace {

using PublicKey = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

QByteArray strictBase64(const QByteArray &text)
{
    const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? *decoded : QByteArray();
}

const unsigned char *rawBytes(const QByteArray &data)
{
    return reinterpret_cast<const unsigned char *>(data.constData());
}

/// Null if it is not a P-256 key.
PublicKey publicKey(const QByteArray &der)
{
    const unsigned char *at = rawBytes(der);
    PublicKey key(d2i_PUBKEY(nullptr, &at, static_cast<long>(der.size())), &EVP_PKEY_free);
    char group[32] = {};
    std::size_t length = 0;
    const bool isP256 = key && at == rawBytes(der) + der.size() && EVP_PKEY_is_a(key.get(), "EC") == 1 &&
                        EVP_PKEY_get_group_name(key.get(), group, sizeof group, &length) == 1 &&
                        QByteArray(group) == SN_X9_62_prime256v1;
    return isP256 ? std::move(key) : PublicKey(nullptr, &EVP_PKEY_free);
}

} // namespace

SendGridSignature::SendGridSignature(const QByteArray &key) : m_key(strictBase64(key)) {}

bool SendGridSignature::isKey(const QByteArray &key)
{
    return publicKey(strictBase64(key)) != nullptr;
}

bool SendGridSignature::signs(const QByteArray &body, const QByteArray &signature, const QByteArray &timestamp) const
{
    const PublicKey key = publicKey(m_key);
    const QByteArray der = strictBase64(signature);
    const DigestContext context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    if (!key || der.isEmpty() || timestamp.isEmpty() || !context)
        return false;
    const QByteArray text = timestamp + body;
    return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), rawBytes(der), std::size_t(der.size()), rawBytes(text),
                            std::size_t(text.size())) == 1;
}

} // namespace pl::notify
