#include "server/embedded/gateway.h"

#include "server/embedded/jwt.h"
#include "server/embedded/resterror.h"

namespace pl::embedded {
namespace {

using nlohmann::json;

// The keys are made of the secret alone, so they are the same whenever and wherever they are made.
constexpr qint64 kKeysFrom = 1'735'689'600;  // 2025-01-01
constexpr qint64 kKeysUntil = 2'398'377'600; // 2046-01-01

QString stringClaim(const json &claims, const char *name)
{
    const auto claim = claims.is_object() ? claims.find(name) : claims.end();
    return claims.is_object() && claim != claims.end() && claim->is_string()
               ? QString::fromStdString(claim->get<std::string>())
               : QString();
}

Caller callerOf(const json &claims)
{
    const QString role = claims.contains("role") ? stringClaim(claims, "role") : QStringLiteral("anon");
    Caller caller;
    if (role == u"authenticated")
        caller.role = Caller::Role::Authenticated;
    else if (role == u"service_role")
        caller.role = Caller::Role::Service;
    else if (role != u"anon")
        throw RestError::postgres(QStringLiteral("22023"), QStringLiteral("role \"%1\" does not exist").arg(role));
    caller.email = stringClaim(claims, "email");
    caller.appRole = stringClaim(claims.value("app_metadata", json::object()), "role");
    return caller;
}

http::Response unauthorized(const char *message)
{
    return {
        401, {{"Content-Type", "application/json; charset=utf-8"}}, QByteArray("{\"message\":\"") + message + "\"}"};
}

} // namespace

std::optional<http::Response> Gateway::refusal(const http::Request &request, qint64 now) const
{
    const QByteArray key = request.header("apikey");
    if (key.isEmpty())
        return unauthorized("No API key found in request");
    try {
        const QString role = stringClaim(verifyJwt(key, m_secret, now), "role");
        if (role == u"anon" || role == u"service_role")
            return std::nullopt;
    } catch (const RestError &) {
        // Falls through: whatever is wrong with it, it isn't one of our keys.
    }
    return unauthorized("Invalid authentication credentials");
}

Caller Gateway::caller(const http::Request &request, qint64 now) const
{
    const QByteArray token = bearerToken(request);
    return callerOf(verifyJwt(token.isNull() ? request.header("apikey") : token, m_secret, now));
}

QByteArray Gateway::bearerToken(const http::Request &request)
{
    const QByteArray header = request.header("authorization");
    if (header.size() < 6 || header.left(6).toLower() != "bearer" || (header.size() > 6 && header[6] != ' '))
        return {};
    return header.mid(7).trimmed().append("");
}

QByteArray Gateway::keyFor(const char *role) const
{
    return signJwt({{"iss", "supabase"}, {"ref", "embedded"}, {"role", role}, {"iat", kKeysFrom}, {"exp", kKeysUntil}},
                   m_secret);
}

} // namespace pl::embedded
