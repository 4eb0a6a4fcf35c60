#pragma once

#include "app/profile.h"
#include "app/tokenstore.h"

#include <QList>
#include <QSet>
#include <QSettings>

namespace pl::app {

/// The accounts known on this computer, last used first. Server and e-mail are in the settings, each account's refresh
/// token in the keychain.
class Accounts : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive this.
    Accounts(QSettings &settings, TokenStore &tokens, QObject *parent = nullptr);

    const QList<Profile> &known() const { return m_known; }
    const Profile *find(const QString &server, const QString &email) const;

    /// Puts the account first. A token already kept for it stays.
    void remember(const Profile &profile);
    /// The kept token. The Error's sentence says why there is none, and what to do: the keychain may merely be locked,
    /// so the account still counts as kept.
    QFuture<Result<QByteArray>> token(const Profile &profile);
    void keepToken(const Profile &profile, const QByteArray &token);
    /// The token no longer works.
    void dropToken(const Profile &profile);
    /// Removes the account from the list, and its token from the keychain.
    void forget(const Profile &profile);

Q_SIGNALS:
    /// The keychain did not store a token; `sentence` says why and what that means. At most once per run.
    void keepingFailed(const QString &sentence);

private:
    void load();
    void save();
    void setKept(const Profile &profile, bool kept);
    void tokenWritten(const Profile &profile, const Result<> &outcome);

    QSettings &m_settings;
    TokenStore &m_tokens;
    QList<Profile> m_known;
    QSet<QString> m_dropped; ///< a write to the keychain may still be in progress
    bool m_told = false;
};

} // namespace pl::app
