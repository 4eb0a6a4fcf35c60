#include "server/embedded/auth/authpasswords.h"

#include "models/domain/passwordrules.h"
#include "server/embedded/auth/authanswer.h"
#include "server/embedded/auth/passwordhash.h"

namespace pl::embedded {
namespace {

constexpr qsizetype kMaxPassword = 1024;

} // namespace

void checkPasswordStrength(const QString &password, const QString &email)
{
    if (password.size() > kMaxPassword)
        throw AuthError{422, "validation_failed",
                        QStringLiteral("Password cannot be longer than %1 characters").arg(kMaxPassword)};
    switch (passwordFault(password, email)) {
    case PasswordFault::None:
        return;
    case PasswordFault::TooShort:
        throw AuthError{422, "weak_password",
                        QStringLiteral("Password should be at least %1 characters.").arg(kFewestPasswordCharacters), 0,
                        "length"};
    case PasswordFault::TooCommon:
        throw AuthError{
            422, "weak_password",
            QStringLiteral("Password is known to be weak and easy to guess, please choose a different one."), 0,
            "pwned"};
    }
}

QByteArray newPasswordHash(const QString &password)
{
    const QByteArray hash = hashPassword(password);
    // Null would mean that the account has no password.
    if (hash.isNull())
        throw AuthError{503, "unexpected_failure", QStringLiteral("Not enough memory to hash the password")};
    return hash;
}

} // namespace pl::embedded
