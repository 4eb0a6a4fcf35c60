#pragma once

#include "models/supabase/authclient.h"

#include <QTimer>

#include <functional>

namespace pl::supabase {

/// A signed-in person: holds the tokens, renews them before they expire (also after the machine slept) and when the
/// server refuses them, and reports when that is no longer possible. Concurrent renewals are one request, because
/// refresh
/// tokens rotate.
class Session : public QObject, public Credentials
{
    Q_OBJECT

public:
    /// `anonKey` is the project's publishable key. The clock is checked every `checkEvery`, because a timer set for an
    /// hour would not count the time the machine was asleep. Both are injected for tests.
    Session(Transport &transport, QByteArray anonKey, QObject *parent = nullptr,
            std::function<Timestamp()> clock = &Timestamp::now,
            std::chrono::milliseconds checkEvery = std::chrono::seconds(20));
    ~Session() override;

    QFuture<Result<>> signIn(const QString &email, const QString &password);
    /// After expired(): the same person again. Should the server answer with another account, that is Forbidden with
    /// remoteCode "other_account", and nothing changes.
    QFuture<Result<>> signInAgain(const QString &password);
    /// Signs in with a kept refresh token.
    QFuture<Result<>> resume(const QByteArray &refreshToken);
    /// The same, without waiting for the server: `user` is who had the token. It is renewed before the first request,
    /// and as long as that fails because the server can't be reached, requests do. Should the server answer with
    /// another account, see signInAgain().
    void resumeLater(const AuthUser &user, const QByteArray &refreshToken);
    /// Forgets the tokens at once and tells the server. Requests in progress are abandoned: tokens that arrive later
    /// are revoked at the server, too.
    void signOut();
    /// Ends all sessions of the person on all computers. Only once the server has done so are the tokens forgotten.
    QFuture<Result<>> signOutEverywhere();
    QFuture<Result<>> recover(const QString &email);
    /// Whether this is the signed-in person's password: signs in with it, and ends that session at once. The one in use
    /// stays.
    QFuture<Result<>> prove(const QString &password);
    /// Unauthenticated or InvalidInput with remoteCode "invalid_credentials" when `current` is not the current
    /// password:
    /// not every project compares it, so the person signs in with it first. Else see AuthClient::changePassword().
    QFuture<Result<>> changePassword(const QString &current, const QString &password, const QString &code = {});
    QFuture<Result<>> requestCode();

    /// False after signOut() and after expired().
    bool signedIn() const { return !m_tokens.refreshToken.isEmpty(); }
    /// Who is signed in; stays after expired().
    const AuthUser &user() const { return m_tokens.user; }
    bool isAdmin() const { return user().role == QStringLiteral("admin"); }
    bool isOffice() const { return isAdmin() || user().role == QStringLiteral("staff"); }
    QByteArray refreshToken() const { return m_tokens.refreshToken; }
    /// By how much this computer's clock is ahead of the server's (negative: behind), as the newest token tells.
    std::chrono::seconds clockAhead() const { return m_clockAhead; }

    QByteArray apiKey() const override { return m_anonKey; }
    /// After expired() still the old token: without one the server would treat the person as anonymous and answer with
    /// what anyone may see.
    QByteArray bearer() const override { return m_tokens.accessToken; }
    bool isReady() const override { return !bearer().isEmpty() || user().id.isNull(); }
    QFuture<Result<>> renew() override;

Q_SIGNALS:
    /// New tokens are in use; the place that remembers the refresh token should store it.
    void tokensChanged();
    /// The server no longer takes the refresh token: the person must sign in again. Emitted again for each request that
    /// fails because of it. Not sent after signOut().
    void expired();

private:
    QFuture<Result<>> take(const QFuture<Result<Tokens>> &pending);
    Result<> accept(const Tokens &tokens);
    void end(Tokens tokens);
    void forget();
    void renewIfDue();

    QByteArray m_anonKey;
    KeyCredentials m_anon;
    std::function<Timestamp()> m_clock;
    Tokens m_tokens;
    std::chrono::seconds m_clockAhead{0};
    int m_signOuts = 0; ///< identifies answers that belong to a person who has signed out
    QTimer m_timer;
    QFuture<Result<>> m_renewal;
    AuthClient m_auth;   ///< asks with the key alone
    AuthClient m_person; ///< asks as the person
};

} // namespace pl::supabase
