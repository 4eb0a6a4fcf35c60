#pragma once

#include <QString>
#include <QUuid>

namespace pl::app {

/// What is needed to open the office without its server: what it said when it was reached last.
struct LastVisit
{
    QUuid account; ///< null: none
    QString role;
    QString project; ///< address of the Supabase project
    QString key;     ///< its publishable key
    bool operator==(const LastVisit &) const = default;
};

/// An account that signed in on this computer. Holds no password or token: the refresh token is in the keychain.
struct Profile
{
    QString server; ///< as shortAddress() writes it
    QString anonKey;
    QString email;
    bool remember = true; ///< the person wants to stay signed in
    bool kept = false;    ///< a refresh token is in the keychain
    LastVisit visit = {};

    bool operator==(const Profile &) const = default;

    bool isFor(const QString &otherServer, const QString &otherEmail) const
    {
        return server == otherServer && email.compare(otherEmail, Qt::CaseInsensitive) == 0;
    }
    /// The name of the refresh token in the keychain.
    QString tokenName() const { return email.toLower() + QStringLiteral(" at ") + server; }
};

} // namespace pl::app
