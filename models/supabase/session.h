#pragma once

#include "models/supabase/authclient.h"

#include <QTimer>

#include <functional>

namespace pl::supabase {

/// A signed-in person: holds the tokens, renews them before they run out (also after the machine slept) and when the
/// server refuses them, and says when that is no longer possible. Concurrent renewals are one request, because refresh
/// tokens rotate.
class Session : public QObject, public Credentials
{
    Q_OBJECT

public:
    /// `anonKey` is the project's publishable key. `clock` is injected for tests.
    Session(Transport &transport, QByteArray anonKey, QObject *parent = nullptr,
            std::function<Timestamp()> clock = &Timestamp::now);
    ~Session() override;

    QFuture<Result<>> signIn(const QString &email, const QString &password);
    /// Signs in with a kept refresh token.
    QFuture<Result<>> resume(const QByteArray &refreshToken);
    /// Forgets the tokens at once and tells the server.
    void signOut(bool everywhere = false);
    QFuture<Result<>> recover(const QString &email);

    bool signedIn() const { return !m_tokens.accessToken.isEmpty(); }
    const AuthUser &user() const { return m_tokens.user; }
    bool isAdmin() const { return user().role == QStringLiteral("admin"); }
    bool isOffice() const { return isAdmin() || user().role == QStringLiteral("staff"); }
    QByteArray refreshToken() const { return m_tokens.refreshToken; }

    QByteArray apiKey() const override { return m_anonKey; }
    QByteArray bearer() const override { return m_tokens.accessToken; }
    QFuture<Result<>> renew() override;

Q_SIGNALS:
    /// New tokens are in use; the place that remembers the refresh token should store it.
    void tokensChanged();
    /// The server no longer takes the refresh token: the person must sign in again. Not sent after signOut().
    void expired();

private:
    QFuture<Result<>> take(const QFuture<Result<Tokens>> &pending);
    void accept(const Result<Tokens> &tokens);
    void renewIfDue();

    QByteArray m_anonKey;
    KeyCredentials m_anon;
    AuthClient m_auth;
    std::function<Timestamp()> m_clock;
    Tokens m_tokens;
    QTimer m_timer;
    QFuture<Result<>> m_renewal;
};

} // namespace pl::supabase
