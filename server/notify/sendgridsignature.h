#pragma once

#include <QByteArray>

namespace pl::notify {

/// Checks the signature of SendGrid's event webhook: ECDSA on P-256 with SHA-256 over the timestamp header and the
/// exact body. Does not check the age: SendGrid retries for a day, so the receiver must recognize repeats.
class SendGridSignature
{
public:
    /// `key` as SendGrid shows it: base64 of the public key's DER (X.509). With an invalid key no signature is valid.
    explicit SendGridSignature(const QByteArray &key);

    static bool isKey(const QByteArray &key);

    /// `signature` and `timestamp` are the unmodified header values.
    bool signs(const QByteArray &body, const QByteArray &signature, const QByteArray &timestamp) const;

private:
    const QByteArray m_key; // DER
};

} // namespace pl::notify
