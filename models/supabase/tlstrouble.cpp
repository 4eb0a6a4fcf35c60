#include "models/supabase/tlstrouble.h"

namespace pl::supabase {
namespace {

struct Sentence
{
    QList<QSslError::SslError> errors;
    const char *text; ///< %1 is the host
};

/// In the order in which they matter: a wrong clock makes every certificate look bad, and a certificate of another host
/// means that this may be another server.
const QList<Sentence> &sentences()
{
    static const QList<Sentence> all{
        {{QSslError::CertificateNotYetValid},
         "The certificate of %1 is not valid yet. Check this computer's date and time."},
        {{QSslError::CertificateExpired},
         "The certificate of %1 has expired. Check this computer's date; if it is right, the certificate must be "
         "renewed there."},
        {{QSslError::HostNameMismatch},
         "The certificate shown by %1 belongs to another host. Check the address; if it is right, somebody may be in "
         "between."},
        {{QSslError::SelfSignedCertificate, QSslError::SelfSignedCertificateInChain,
          QSslError::UnableToGetLocalIssuerCertificate, QSslError::UnableToVerifyFirstCertificate,
          QSslError::CertificateUntrusted},
         "The certificate of %1 comes from nobody whom this computer trusts. Give the host a certificate of a public "
         "authority, or add its authority to this computer's."},
        {{QSslError::CertificateRevoked}, "The certificate of %1 was revoked. Ask whoever runs that host."}};
    return all;
}

} // namespace

QString tlsTrouble(const QString &host, const QList<QSslError> &errors)
{
    const auto isAmong = [&errors](QSslError::SslError kind) {
        return std::any_of(errors.begin(), errors.end(),
                           [kind](const QSslError &error) { return error.error() == kind; });
    };
    const QString nothingSent = QStringLiteral(" Nothing was sent.");
    for (const Sentence &sentence : sentences())
        if (std::any_of(sentence.errors.begin(), sentence.errors.end(), isAmong))
            return QString::fromLatin1(sentence.text).arg(host) + nothingSent;
    return QStringLiteral("No secure connection to %1 could be made. Does that host speak https?").arg(host) +
           nothingSent;
}

} // namespace pl::supabase
