#include "server/embedded/auth/authservice.h"

#include "models/base/jsonmember.h"
#include "server/embedded/auth/authadmin.h"
#include "server/embedded/auth/authanswer.h"
#include "server/embedded/auth/gateway.h"
#include "server/embedded/auth/jwt.h"
#include "server/embedded/store/database.h"
#include "server/embedded/store/resterror.h"

#include <QLoggingCategory>

Q_LOGGING_CATEGORY(lcAuth, "pl.embedded.auth")

namespace pl::embedded {
namespace {

using nlohmann::json;

constexpr QByteArrayView kAuthPrefix("/auth/v1");

json settingsJson()
{
    return {{"external", {{"email", true}, {"phone", false}, {"anonymous_users", false}}},
            {"disable_signup", true},
            {"mailer_autoconfirm", false},
            {"phone_autoconfirm", false},
            {"sms_provider", ""},
            {"saml_enabled", false}};
}

json healthJson()
{
    return {{"name", "GoTrue"}, {"version", PL_VERSION}, {"description", "The embedded Supabase's Auth"}};
}

json verified(const QByteArray &token, const AuthService::Settings &settings)
{
    if (token.isEmpty())
        throw AuthError{401, "no_authorization", QStringLiteral("This endpoint requires a valid Bearer token")};
    try {
        return verifyJwt(token, settings.jwtSecret, settings.clock().micros / 1'000'000, Leeway::None);
    } catch (const RestError &error) {
        throw AuthError{403, "bad_jwt", QStringLiteral("invalid JWT: %1").arg(error.message)};
    }
}

} // namespace

http::Response AuthService::handle(const http::Request &request, Database &database)
{
    try {
        return route(request, database);
    } catch (const AuthError &error) {
        return error.toResponse();
    } catch (const DatabaseError &error) {
        qCWarning(lcAuth).noquote() << "SQLite:" << error.text;
        return AuthError{500, "unexpected_failure", QStringLiteral("Database error")}.toResponse();
    }
}

http::Response AuthService::route(const http::Request &request, Database &database)
{
    const QByteArray path = request.path.mid(kAuthPrefix.size());
    const QByteArray &method = request.method;
    if (path == "/token" && method == "POST")
        return token(request, database);
    if (path == "/user" && (method == "GET" || method == "PUT"))
        return method == "GET" ? user(request, database) : changeUser(request, database);
    if (path == "/logout" && method == "POST")
        return logout(request, database);
    if (path == "/recover" && method == "POST")
        recover(request);
    if (path == "/settings" && method == "GET")
        return jsonResponse(200, settingsJson());
    if (path == "/health" && method == "GET")
        return jsonResponse(200, healthJson());
    if (path == "/signup" && method == "POST")
        throw AuthError{422, "signup_disabled", QStringLiteral("Signups not allowed for this instance")};
    if (path == "/admin/users" || path.startsWith("/admin/users/")) {
        requireServiceRole(request);
        return AuthAdmin(database, m_settings.clock()).handle(request, path.mid(qstrlen("/admin/users")));
    }
    throw AuthError{404, "not_found", QStringLiteral("Not found")};
}

AuthService::Bearer AuthService::bearer(const http::Request &request, AuthStore &store) const
{
    const json claims = verified(Gateway::bearerToken(request), m_settings);
    const QString id = jsonText(claims, "sub");
    if (id.isEmpty())
        throw AuthError{403, "bad_jwt", QStringLiteral("invalid claim: missing sub claim")};
    const auto account = store.account(id);
    if (!account)
        throw AuthError{403, "user_not_found", QStringLiteral("User from sub claim in JWT does not exist")};
    const QString sessionId = jsonText(claims, "session_id");
    if (!store.hasSession(sessionId, id))
        throw AuthError{403, "session_not_found",
                        QStringLiteral("Session from session_id claim in JWT does not exist")};
    return {*account, sessionId};
}

void AuthService::requireServiceRole(const http::Request &request) const
{
    const QByteArray token = Gateway::bearerToken(request);
    const qint64 now = m_settings.clock().micros / 1'000'000;
    const QString role =
        token.isNull() ? Gateway(m_settings.jwtSecret).roleOfKey(request.header("apikey"), now).value_or(QString())
                       : jsonText(verified(token, m_settings), "role");
    if (role != u"service_role")
        throw AuthError{403, "not_admin", QStringLiteral("User not allowed")};
}

PasswordGuard::Attempt AuthService::beginAttempt(const QString &email, const http::Request &request)
{
    const auto attempt = PasswordGuard::attempt(email, request);
    if (const int wait = m_guard.begin(attempt, m_settings.clock()); wait > 0)
        throw AuthError{429, "over_request_rate_limit", QStringLiteral("Request rate limit reached"), wait};
    return attempt;
}

http::Response AuthService::logout(const http::Request &request, Database &database)
{
    const QString given = queryParameter(request, QStringLiteral("scope"));
    const QString scope = given.isEmpty() ? QStringLiteral("global") : given;
    AuthStore store(database);
    const Bearer who = bearer(request, store);
    if (scope == u"global")
        store.endSessions(who.account.id);
    else if (scope == u"local")
        store.endSession(who.sessionId);
    else if (scope == u"others")
        store.endSessions(who.account.id, who.sessionId);
    else
        throw AuthError{400, "validation_failed", QStringLiteral("Unsupported logout scope \"%1\"").arg(scope)};
    return {204, {}, {}};
}

} // namespace pl::embedded
