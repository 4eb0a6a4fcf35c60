#pragma once

#include "models/domain/timestamp.h"
#include "server/embedded/authstore.h"
#include "server/embedded/ratelimiter.h"
#include "server/http/message.h"

#include <functional>

namespace pl::embedded {

/// Supabase Auth: a request under /auth/v1 and its answer. Used by several threads at once, each with its own
/// connection.
///
/// A refresh token is exchanged once. Its successor is an HMAC of it, so that a token that comes again within ten
/// seconds (the answer was lost on its way) leads to the session's current token without any token being kept in clear.
/// One that comes later was stolen, by the one who sends it or by the one who used it before: the session ends.
class AuthService
{
public:
    struct Settings
    {
        QByteArray jwtSecret;
        QString issuer;
        std::function<Timestamp()> clock;
    };
    explicit AuthService(Settings settings);

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
    [[noreturn]] void recover(const http::Request &request);

    Bearer bearer(const http::Request &request, AuthStore &store) const;
    void limit(RateLimiter &limiter, const http::Request &request);
    void requireServiceRole(const http::Request &request) const;
    QByteArray successorOf(const QByteArray &token) const;
    QByteArray currentToken(AuthStore &store, const QByteArray &exchanged) const;
    http::Response sessionResponse(const AuthAccount &account, const QString &sessionId, const QByteArray &refreshToken,
                                   Timestamp now) const;

    const Settings m_settings;
    RateLimiter m_signIns;
    RateLimiter m_recoveries;
    RateLimiter m_connections; ///< both together, of all who share a proxy
};

} // namespace pl::embedded
