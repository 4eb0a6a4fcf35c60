#include "server/embedded/auth/passwordhash.h"

#include <sodium.h>

namespace pl::embedded {

QByteArray hashPassword(const QString &password)
{
    const QByteArray utf8 = password.toUtf8();
    char hash[crypto_pwhash_STRBYTES];
    const int failed = crypto_pwhash_str(hash, utf8.constData(), size_t(utf8.size()),
                                         crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE);
    return failed != 0 ? QByteArray() : QByteArray(hash);
}

bool verifyPassword(const QString &password, const QByteArray &hash)
{
    static const QByteArray nobodys = hashPassword(QStringLiteral("no account has this hash"));
    const QByteArray utf8 = password.toUtf8();
    const QByteArray &tried = hash.isNull() ? nobodys : hash;
    const bool matches = crypto_pwhash_str_verify(tried.constData(), utf8.constData(), size_t(utf8.size())) == 0;
    return matches && !hash.isNull();
}

} // namespace pl::embedded
