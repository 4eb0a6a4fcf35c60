#pragma once

#include "models/base/timestamp.h"
#include "server/embedded/auth/authstore.h"
#include "server/embedded/auth/passwordguard.h"
#include "server/http/message.h"

#include <functional>

namespace pl::embedded {

/// Supabase Auth: a request under /auth/v1 and its answer. Used by several threads at once, each with its own
/// connection.
///
/// A refresh token can be exchanged once. Its successor is an HMAC of it, so that a token sent again after a lost
/// answer leads to the session's current token, without storing any token in clear. As in Supabase Auth, the current
/// token's predecessor is accepted until the current one is exchanged, and older ones for ten seconds. A token used
/// later than that must have been stolen, so the session ends.
class AuthService
{
public:
    struct Settings
    {
        QByteArray jwtSecret;
        QString issuer;
        std::function<Timestamp()> clock;
    };
    explicit AuthService(Settings settings) : m_settings(std::move(settings)) {}

    /// Never throws.
    http::Response handle(const http::Request &request, Database &database);

private:
    /// Who a token speaks for.
    struct Bearer
    {
        AuthAccount account;
        QString sessionId;
    };

    http::Response route(const http::Request &request, Database &database);
    http::Response token(const http::Request &request, Database &database);
    http::Response signIn(const http::Request &request, Database &database);
    http::Response refresh(const http::Request &request, Database &database);
    http::Response user(const http::Request &request, Database &database);
    http::Response changeUser(const http::Request &request, Database &database);
    http::Response logout(const http::Request &request, Database &database);
    [[noreturn]] static void recover(const http::Request &request);

    Bearer bearer(const http::Request &request, AuthStore &store) const;
    /// Throws AuthError if it is too early to try another password.
    PasswordGuard::Attempt beginAttempt(const QString &email, const http::Request &request);
    void checkCurrentPassword(const http::Request &request, const nlohmann::json &body, const AuthAccount &account);
    QByteArray changedPasswordHash(const http::Request &request, const nlohmann::json &body,
                                   const AuthAccount &account);
    void requireServiceRole(const http::Request &request) const;
    QByteArray successorOf(const QByteArray &token) const;
    QByteArray currentToken(AuthStore &store, const QByteArray &exchanged) const;
    http::Response sessionResponse(const AuthAccount &account, const QString &sessionId, const QByteArray &refreshToken,
                                   Timestamp now) const;

    const Settings m_settings;
    PasswordGuard m_guard;
};

} // namespace pl::embedded
