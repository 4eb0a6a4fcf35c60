#pragma once

#include <QSettings>
#include <QString>

namespace pl::app {

/// Where this computer signs in, kept in the settings. Never a password or a token: the refresh token is in the
/// keychain.
struct Profile
{
    QString server;
    QString anonKey;
    QString email;
    bool remember = true; ///< the person wants to stay signed in
    bool kept = false;    ///< a refresh token was put into the keychain

    bool operator==(const Profile &) const = default;

    static Profile load(const QSettings &settings);
    void save(QSettings &settings) const;
    /// The name of the refresh token in the keychain.
    QString tokenName() const { return email + QStringLiteral(" at ") + server; }
};

} // namespace pl::app
