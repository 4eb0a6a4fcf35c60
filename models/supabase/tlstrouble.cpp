#include "models/supabase/tlstrouble.h"

#include <QCoreApplication>

namespace pl::supabase {
namespace {

struct Sentence
{
    QList<QSslError::SslError> errors;
    const char *text; ///< %1 is the host
};

/// The most important first: a wrong clock makes every certificate look bad, and a certificate of another host may mean
/// another server.
const QList<Sentence> &sentences()
{
    static const QList<Sentence> all{
        {{QSslError::CertificateNotYetValid},
         QT_TRANSLATE_NOOP("pl::supabase::TlsTrouble",
                           "The certificate of %1 is not valid yet. Check this computer's date and time.")},
        {{QSslError::CertificateExpired},
         QT_TRANSLATE_NOOP("pl::supabase::TlsTrouble",
                           "The certificate of %1 has expired. Check this computer's date; if it is correct, the "
                           "certificate must be renewed.")},
        {{QSslError::HostNameMismatch},
         QT_TRANSLATE_NOOP("pl::supabase::TlsTrouble",
                           "The certificate shown by %1 belongs to another host. Check the address; if it is correct, "
                           "somebody may be intercepting the connection.")},
        {{QSslError::SelfSignedCertificate, QSslError::SelfSignedCertificateInChain,
          QSslError::UnableToGetLocalIssuerCertificate, QSslError::UnableToVerifyFirstCertificate,
          QSslError::CertificateUntrusted},
         QT_TRANSLATE_NOOP("pl::supabase::TlsTrouble",
                           "The certificate of %1 is not from an authority that this computer trusts. Give the host a "
                           "certificate from a public authority, or make this computer trust its authority.")},
        {{QSslError::CertificateRevoked},
         QT_TRANSLATE_NOOP("pl::supabase::TlsTrouble",
                           "The certificate of %1 was revoked. Ask whoever runs that host.")}};
    return all;
}

} // namespace

QString tlsTrouble(const QString &host, const QList<QSslError> &errors)
{
    const auto isAmong = [&errors](QSslError::SslError kind) {
        return std::any_of(errors.begin(), errors.end(),
                           [kind](const QSslError &error) { return error.error() == kind; });
    };
    const char *text = QT_TRANSLATE_NOOP("pl::supabase::TlsTrouble",
                                         "No secure connection to %1 could be made. Does that host support https?");
    for (const Sentence &sentence : sentences())
        if (std::any_of(sentence.errors.begin(), sentence.errors.end(), isAmong)) {
            text = sentence.text;
            break;
        }
    return QCoreApplication::translate("pl::supabase::TlsTrouble", text).arg(host) + QLatin1Char(' ') +
           QCoreApplication::translate("pl::supabase::TlsTrouble", "Nothing was sent.");
}

} // namespace pl::supabase
