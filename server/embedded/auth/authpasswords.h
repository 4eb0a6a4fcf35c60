#pragma once

#include <QByteArray>
#include <QString>

namespace pl::embedded {

/// Checks a new password for the account with that e-mail address. Throws AuthError "weak_password" with the reason.
void checkPasswordStrength(const QString &password, const QString &email);

/// The hash to store. Slow, so call it outside any transaction. Throws AuthError if out of memory.
QByteArray newPasswordHash(const QString &password);

} // namespace pl::embedded
