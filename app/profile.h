#pragma once

#include <QString>

namespace pl::app {

/// An account that signed in on this computer. Holds no password or token: the refresh token is in the keychain.
struct Profile
{
    QString server; ///< as shortAddress() writes it
    QString anonKey;
    QString email;
    bool remember = true; ///< the person wants to stay signed in
    bool kept = false;    ///< a refresh token is in the keychain

    bool operator==(const Profile &) const = default;

    bool isFor(const QString &otherServer, const QString &otherEmail) const
    {
        return server == otherServer && email.compare(otherEmail, Qt::CaseInsensitive) == 0;
    }
    /// The name of the refresh token in the keychain.
    QString tokenName() const { return email.toLower() + QStringLiteral(" at ") + server; }
};

} // namespace pl::app
