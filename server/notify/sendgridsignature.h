#pragma once

#include <QByteArray>

namespace pl::notify {

/// The signature of SendGrid's event webhook: ECDSA on P-256 with SHA-256 over the time that is given with it and the
/// body, byte for byte. It says nothing of its age: SendGrid sends what was not taken again for a day, so repeats are
/// for the receiver to know.
class SendGridSignature
{
public:
    /// `key` as SendGrid shows it: base64 of the public key's DER (X.509). With one that is none nothing is signed.
    explicit SendGridSignature(const QByteArray &key);

    static bool isKey(const QByteArray &key);

    /// The two headers' values as they came.
    bool signs(const QByteArray &body, const QByteArray &signature, const QByteArray &timestamp) const;

private:
    const QByteArray m_key; // DER
};

} // namespace pl::notify
