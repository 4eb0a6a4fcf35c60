#pragma once

#include <QByteArray>
#include <QString>

namespace pl::embedded {

/// Whether it may be the new password of the account with that address. Throws AuthError "weak_password", with what
/// makes it weak.
void checkPasswordStrength(const QString &password, const QString &email);

/// As it is kept. Slow, so outside of any transaction. Throws AuthError when there is not the memory for it.
QByteArray newPasswordHash(const QString &password);

} // namespace pl::embedded
